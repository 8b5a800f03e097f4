package net.weftnet.config.db.validation.xpath;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.xpath.api.YangBinaryExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangFilterExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangFunctionCallExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangLocationPath;
import org.opendaylight.yangtools.yang.xpath.api.YangLocationPath.QNameStep;
import org.opendaylight.yangtools.yang.xpath.api.YangLocationPath.Step;
import org.opendaylight.yangtools.yang.xpath.api.YangNaryExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangNegateExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangPathExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangXPathAxis;

/**
 * Which kinds of nodes an expression looks at: the expression is evaluated over the schema, and every node on the way is
 * noted with the depth down to which it is in the same instances as the context node.
 *
 * <pre>
 * must "count(../port) &lt; 9" on /net/vlan/limit        looks at /net/vlan/port, same instances down to vlan
 * must "/net/port[name = current()]/up" on /net/peer   looks at /net/port, /net/port/name, /net/port/up; same down to the
 *                                                      root only, but joined: port/name has the value of peer
 * </pre>
 */
public final class Dependencies {
    private final SchemaNode context;
    private final QNameModule namespace;
    private final Set<Dependency> found = new LinkedHashSet<>();

    /**
     * A kind of node that an expression looks at.
     *
     * @param anchor the depth down to which it is in the same instances as the context node
     * @param join tells which of the context nodes are concerned; null when all below the anchor are
     */
    public record Dependency(SchemaNode on, int anchor, @Nullable Join join) {}

    /** An entry is looked at by those context nodes only for which {@code source} has the value of the leaf. */
    public record Join(SchemaNode leaf, YangExpr source) {
        /** {@return the depth of the entry} */
        public int depth() {
            return leaf.depth() - 1;
        }
    }

    private record State(SchemaNode node, int anchor, @Nullable Join join) {}

    private Dependencies(SchemaNode context, QNameModule namespace) {
        this.context = context;
        this.namespace = namespace;
    }

    /** {@return what an expression looks at when it is evaluated for a kind of context node, that node included} */
    public static Set<Dependency> of(YangExpr expression, SchemaNode context, QNameModule namespace) {
        var dependencies = new Dependencies(context, namespace);
        var self = dependencies.self();
        dependencies.note(self);
        dependencies.visit(expression, self);
        return dependencies.found;
    }

    private State self() {
        return new State(context, context.depth(), null);
    }

    private void note(State state) {
        found.add(new Dependency(state.node(), state.anchor(), state.join()));
    }

    /** {@return the nodes that the value of the expression may consist of} */
    private List<State> visit(YangExpr expression, State at) {
        return switch (expression) {
            case YangLocationPath path ->
                walk(List.of(path.isAbsolute() ? new State(context.ancestor(0), 0, null) : at), path.getSteps());
            case YangPathExpr path -> {
                var start = visit(path.getFilterExpr(), at);
                yield path.getLocationPath()
                        .map(rest -> walk(start, rest.getSteps()))
                        .orElse(start);
            }
            case YangFilterExpr filter -> {
                var states = visit(filter.getExpr(), at);
                states.forEach(state -> filter.getPredicates().forEach(predicate -> visit(predicate, state)));
                yield states;
            }
            case YangNaryExpr nary ->
                nary.getExpressions().stream()
                        .flatMap(part -> visit(part, at).stream())
                        .toList();
            case YangBinaryExpr binary -> {
                visit(binary.getLeftExpr(), at);
                visit(binary.getRightExpr(), at);
                yield List.of();
            }
            case YangNegateExpr negation -> visit(negation.getSubExpr(), at);
            case YangFunctionCallExpr call -> call(call, at);
            default -> List.of();
        };
    }

    private List<State> call(YangFunctionCallExpr call, State at) {
        var arguments = new ArrayList<State>();
        call.getArguments().forEach(argument -> arguments.addAll(visit(argument, at)));
        return switch (Functions.named(call.getName())) {
            case CURRENT -> List.of(self());
            case DEREF ->
                arguments.stream()
                        .flatMap(leaf -> deref(leaf, call.getArguments().getFirst(), at))
                        .toList();
            default -> List.of();
        };
    }

    private Stream<State> deref(State leaf, YangExpr argument, State at) {
        var path = Leafrefs.path(leaf.node());
        if (path.isEmpty()) {
            return Stream.empty();
        }
        var inner = new Dependencies(leaf.node(), leaf.node().name().getModule());
        var targets = inner.visit(path.get(), inner.self());
        // The argument means the same to the join only where it starts at the context node.
        boolean isJoined = at.equals(self());
        for (var looked : inner.found) {
            boolean isTarget = targets.stream().anyMatch(target -> target.node().equals(looked.on()));
            var join = isJoined && isTarget ? new Join(looked.on(), argument) : null;
            note(new State(looked.on(), Math.min(looked.anchor(), leaf.anchor()), join));
        }
        return targets.stream()
                .map(target -> new State(
                        target.node(),
                        Math.min(target.anchor(), leaf.anchor()),
                        isJoined ? new Join(target.node(), argument) : null));
    }

    private List<State> walk(List<State> start, List<Step> steps) {
        Collection<State> states = start;
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var next = new LinkedHashSet<State>();
            for (var state : states) {
                axis(state, step).map(one -> joined(one, step)).forEach(next::add);
            }
            // A node comes and goes with the children that are looked at, so those are enough.
            boolean isCovered = step.getPredicates().isEmpty()
                    && i + 1 < steps.size()
                    && steps.get(i + 1).getAxis() == YangXPathAxis.CHILD;
            for (var state : next) {
                if (!isCovered) {
                    note(state);
                }
                step.getPredicates().forEach(predicate -> visit(predicate, state));
            }
            states = next;
        }
        return List.copyOf(states);
    }

    private State joined(State entry, Step step) {
        if (entry.join() != null || step.getAxis() != YangXPathAxis.CHILD) {
            return entry;
        }
        return Equality.all(step.getPredicates(), namespace).stream()
                .flatMap(equality -> Optional.ofNullable(entry.node().children().get(equality.leaf()))
                        .map(leaf -> new State(entry.node(), entry.anchor(), new Join(leaf, equality.source())))
                        .stream())
                .findFirst()
                .orElse(entry);
    }

    private Stream<State> axis(State state, Step step) {
        var reached =
                switch (step.getAxis()) {
                    case CHILD ->
                        state.node().children().values().stream()
                                .map(child -> new State(child, state.anchor(), state.join()));
                    case SELF -> Stream.of(state);
                    case PARENT -> up(state);
                    case ANCESTOR -> up(state).flatMap(Dependencies::upwards);
                    case ANCESTOR_OR_SELF -> upwards(state);
                    case DESCENDANT -> downwards(state).skip(1);
                    case DESCENDANT_OR_SELF -> downwards(state);
                    default -> throw new IllegalArgumentException(step.getAxis() + " is not supported");
                };
        return step instanceof QNameStep named
                ? reached.filter(one ->
                        !one.node().isRoot() && one.node().name().equals(Equality.resolve(named.getQName(), namespace)))
                : reached;
    }

    private static Stream<State> up(State state) {
        var join = state.join();
        return state.node().parent().stream()
                .map(parent -> new State(
                        parent,
                        Math.min(state.anchor(), parent.depth()),
                        join != null && parent.depth() >= join.depth() ? join : null));
    }

    private static Stream<State> upwards(State state) {
        return Stream.concat(Stream.of(state), up(state).flatMap(Dependencies::upwards));
    }

    private static Stream<State> downwards(State state) {
        return Stream.concat(
                Stream.of(state),
                state.node().children().values().stream()
                        .map(child -> new State(child, state.anchor(), state.join()))
                        .flatMap(Dependencies::downwards));
    }
}
