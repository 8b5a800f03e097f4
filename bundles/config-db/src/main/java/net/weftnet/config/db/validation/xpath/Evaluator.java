package net.weftnet.config.db.validation.xpath;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import net.weftnet.config.db.validation.xpath.Value.Nodes;
import net.weftnet.config.db.validation.xpath.Value.Text;
import net.weftnet.config.db.validation.xpath.Value.Truth;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.xpath.api.YangBinaryExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangBooleanConstantExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangFilterExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangFunctionCallExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangLiteralExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangLocationPath;
import org.opendaylight.yangtools.yang.xpath.api.YangLocationPath.QNameStep;
import org.opendaylight.yangtools.yang.xpath.api.YangLocationPath.Step;
import org.opendaylight.yangtools.yang.xpath.api.YangNaryExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangNegateExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangNumberExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangPathExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangQNameExpr;
import org.opendaylight.yangtools.yang.xpath.api.YangXPathAxis;
import org.opendaylight.yangtools.yang.xpath.api.YangXPathExpression;

/** Evaluates parsed expressions. Has no state. */
public final class Evaluator {
    private final Functions functions;

    /**
     * Where an expression is evaluated.
     *
     * @param position of the node in what a predicate filters, from 1
     * @param current the node that the whole expression belongs to
     * @param namespace of names without a prefix
     * @param whole the expression that this is a part of, which knows prefixes; null for parts that have no use for them
     * @param budget what the whole evaluation may cost; null for the expressions of modules, which their author answers for
     */
    record Frame(
            DataNode node,
            int position,
            int size,
            DataNode current,
            QNameModule namespace,
            @Nullable YangXPathExpression whole,
            @Nullable Budget budget) {
        Frame at(DataNode other, int newPosition, int newSize) {
            return new Frame(other, newPosition, newSize, current, namespace, whole, budget);
        }

        void spend(long steps) {
            if (budget != null) {
                budget.spend(steps);
            }
        }
    }

    public Evaluator(EffectiveModelContext modules) {
        functions = new Functions(modules, this);
    }

    /**
     * Evaluates an expression.
     *
     * @param namespace of names without a prefix
     * @throws IllegalArgumentException when the expression uses what YANG does not have
     */
    public Value evaluate(YangXPathExpression expression, QNameModule namespace, DataNode context) {
        return evaluate(expression.getRootExpr(), new Frame(context, 1, 1, context, namespace, expression, null));
    }

    /**
     * Evaluates an expression of somebody who is not trusted.
     *
     * @param namespace of names without a prefix
     * @param steps what it may cost at most
     * @throws IllegalArgumentException when the expression uses what YANG does not have, costs more, or the thread is interrupted
     */
    public Value evaluate(YangXPathExpression expression, QNameModule namespace, DataNode context, long steps) {
        return evaluate(
                expression.getRootExpr(), new Frame(context, 1, 1, context, namespace, expression, new Budget(steps)));
    }

    /** Evaluates a path or literal that is a part of an expression. */
    public Value evaluate(YangExpr part, QNameModule namespace, DataNode context) {
        return evaluate(part, new Frame(context, 1, 1, context, namespace, null, null));
    }

    Value evaluate(YangExpr expression, Frame frame) {
        frame.spend(1);
        return switch (expression) {
            case YangLiteralExpr literal -> new Text(literal.getLiteral());
            case YangNumberExpr number -> new Value.Number(number.getNumber().doubleValue());
            case YangBooleanConstantExpr constant -> new Truth(constant.getValue());
            case YangNegateExpr negation ->
                new Value.Number(-evaluate(negation.getSubExpr(), frame).number());
            case YangNaryExpr nary -> nary(nary, frame);
            case YangBinaryExpr binary -> binary(binary, frame);
            case YangFunctionCallExpr call -> functions.call(call, frame);
            case YangQNameExpr name -> new Text(name.getLocalName());
            case YangFilterExpr filter ->
                new Nodes(filter(nodes(filter.getExpr(), frame), filter.getPredicates(), frame));
            case YangPathExpr path -> {
                var start = nodes(path.getFilterExpr(), frame);
                yield new Nodes(path.getLocationPath()
                        .map(rest -> walk(start, rest.getSteps(), frame))
                        .orElse(start));
            }
            case YangLocationPath path -> {
                var start = path.isAbsolute() ? frame.node().ancestor(0) : frame.node();
                yield new Nodes(walk(List.of(start), path.getSteps(), frame));
            }
            default -> throw new IllegalArgumentException("Not an expression of YANG: " + expression);
        };
    }

    List<DataNode> nodes(YangExpr expression, Frame frame) {
        if (evaluate(expression, frame) instanceof Nodes(var nodes)) {
            return nodes;
        }
        throw new IllegalArgumentException("Not a set of nodes: " + expression);
    }

    private Value nary(YangNaryExpr nary, Frame frame) {
        var parts = nary.getExpressions().stream();
        return switch (nary.getOperator()) {
            case AND -> new Truth(parts.allMatch(part -> evaluate(part, frame).truth()));
            case OR -> new Truth(parts.anyMatch(part -> evaluate(part, frame).truth()));
            case UNION ->
                new Nodes(parts.flatMap(part -> nodes(part, frame).stream())
                        .distinct()
                        .toList());
        };
    }

    private Value binary(YangBinaryExpr binary, Frame frame) {
        var left = evaluate(binary.getLeftExpr(), frame);
        var right = evaluate(binary.getRightExpr(), frame);
        if (left instanceof Nodes(var some) && right instanceof Nodes(var others)) {
            frame.spend((long) some.size() * others.size());
        }
        return switch (binary.getOperator()) {
            case EQUALS, NOT_EQUALS, GT, GTE, LT, LTE -> new Truth(Comparison.holds(binary.getOperator(), left, right));
            case PLUS -> number(left, right, (a, b) -> a + b);
            case MINUS -> number(left, right, (a, b) -> a - b);
            case MUL -> number(left, right, (a, b) -> a * b);
            case DIV -> number(left, right, (a, b) -> a / b);
            case MOD -> number(left, right, (a, b) -> a % b);
        };
    }

    private static Value number(Value left, Value right, DoubleBinaryOperator operator) {
        return new Value.Number(operator.applyAsDouble(left.number(), right.number()));
    }

    private List<DataNode> walk(List<DataNode> start, List<Step> steps, Frame frame) {
        var nodes = start;
        for (var step : steps) {
            Set<DataNode> next = new LinkedHashSet<>();
            for (var node : nodes) {
                var found = lookUp(node, step, frame).orElseGet(() -> axis(node, step, frame.namespace()));
                frame.spend(1 + found.size());
                next.addAll(filter(found, step.getPredicates(), frame));
            }
            nodes = List.copyOf(next);
        }
        return nodes;
    }

    /** Positions count along the axis, which for parents and ancestors goes up. */
    private List<DataNode> filter(List<DataNode> nodes, Collection<YangExpr> predicates, Frame frame) {
        var left = nodes;
        for (var predicate : predicates) {
            var kept = new ArrayList<DataNode>();
            for (int i = 0; i < left.size(); i++) {
                var verdict = evaluate(predicate, frame.at(left.get(i), i + 1, left.size()));
                if (verdict instanceof Value.Number(var position) ? position == i + 1 : verdict.truth()) {
                    kept.add(left.get(i));
                }
            }
            left = kept;
        }
        return left;
    }

    private static List<DataNode> axis(DataNode node, Step step, QNameModule namespace) {
        var found =
                switch (step.getAxis()) {
                    case CHILD ->
                        step instanceof QNameStep named
                                ? Optional.ofNullable(node.schema()
                                                .children()
                                                .get(Equality.resolve(named.getQName(), namespace)))
                                        .map(node::children)
                                        .orElse(List.of())
                                : children(node);
                    case SELF -> List.of(node);
                    case PARENT -> node.parent().stream().toList();
                    case ANCESTOR -> node.parent().map(Evaluator::upwards).orElse(List.of());
                    case ANCESTOR_OR_SELF -> upwards(node);
                    case DESCENDANT -> descendants(node).skip(1).toList();
                    case DESCENDANT_OR_SELF -> descendants(node).toList();
                    default -> throw new IllegalArgumentException(step.getAxis() + " is not supported");
                };
        if (!(step instanceof QNameStep named) || step.getAxis() == YangXPathAxis.CHILD) {
            return found;
        }
        var name = Equality.resolve(named.getQName(), namespace);
        return found.stream()
                .filter(one -> !one.schema().isRoot() && one.schema().name().equals(name))
                .toList();
    }

    private static List<DataNode> upwards(DataNode node) {
        return Stream.iterate(Optional.of(node), Optional::isPresent, one -> one.flatMap(DataNode::parent))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<DataNode> children(DataNode node) {
        return node.schema().children().values().stream()
                .flatMap(kind -> node.children(kind).stream())
                .toList();
    }

    private static Stream<DataNode> descendants(DataNode node) {
        return Stream.concat(Stream.of(node), children(node).stream().flatMap(Evaluator::descendants));
    }

    /** Finds the entry of a list by its keys without looking at the others. Predicates are applied afterwards, too. */
    private Optional<List<DataNode>> lookUp(DataNode node, Step step, Frame frame) {
        if (step.getAxis() != YangXPathAxis.CHILD
                || step.getPredicates().isEmpty()
                || !(step instanceof QNameStep named)) {
            return Optional.empty();
        }
        var kind = node.schema().children().get(Equality.resolve(named.getQName(), frame.namespace()));
        if (kind == null
                || !(kind.statement() instanceof ListSchemaNode list)
                || !(node.holder(kind) instanceof MapNode map)
                || map.isEmpty()) {
            return Optional.empty();
        }
        var equalities = Equality.all(step.getPredicates(), frame.namespace());
        var sample = map.body().iterator().next().name();
        var keys = new LinkedHashMap<QName, Object>();
        for (var key : list.getKeyDefinition()) {
            var source = equalities.stream()
                    .filter(one -> one.leaf().equals(key))
                    .map(one -> evaluate(one.source(), frame))
                    .filter(value -> !(value instanceof Nodes(var nodes)) || nodes.size() == 1)
                    .findFirst();
            if (source.isEmpty() || !(sample.getValue(key) instanceof String)) {
                return Optional.empty();
            }
            keys.put(key, source.get().text());
        }
        return Optional.of(node.child(kind, NodeIdentifierWithPredicates.of(kind.name(), keys)).stream()
                .toList());
    }
}
