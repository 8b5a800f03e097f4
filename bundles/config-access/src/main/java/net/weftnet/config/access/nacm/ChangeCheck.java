package net.weftnet.config.access.nacm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.PathArgument;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;
import org.opendaylight.yangtools.yang.data.api.schema.UserLeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserMapNode;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.Composite;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.PathMixin;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContextTree;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;

/**
 * Finds the first node of a change that may not be changed so (RFC 8341 section 3.2.5): each node that appears is
 * created, each that goes is deleted, each leaf with another value, and each entry in another place, is updated. The cost
 * follows the change.
 */
public final class ChangeCheck {
    private final RuleSet rules;
    private final DataSchemaContextTree schema;

    /** Checks by these rules. */
    public ChangeCheck(RuleSet rules, DataSchemaContextTree schema) {
        this.rules = rules;
        this.schema = schema;
    }

    /** A node that may not be changed so. */
    public record Objection(YangInstanceIdentifier path, Operation operation) {}

    /**
     * {@return what speaks against a change of one node}
     *
     * @param before the node as it was; null when it is new
     * @param after the node as it will be; null when it goes
     */
    public Optional<Objection> objection(
            YangInstanceIdentifier path, @Nullable NormalizedNode before, @Nullable NormalizedNode after) {
        @Nullable Position position = null;
        @Nullable DataSchemaContext context = schema.getRoot();
        for (var step : path.getPathArguments()) {
            context = context instanceof Composite node ? node.childByArg(step) : null;
            if (context == null) {
                return Optional.of(new Objection(path, Operation.UPDATE));
            }
            if (!(context instanceof PathMixin)) {
                position = position == null ? rules.enter(step) : position.enter(step);
            }
        }
        return context == null ? Optional.empty() : change(new Place(path, context, position), before, after);
    }

    /**
     * Where in the data the check is.
     *
     * @param position what the rules say there, or, at a list or choice, at the node around it; null at the root
     */
    private record Place(YangInstanceIdentifier path, DataSchemaContext context, @Nullable Position position) {
        boolean isNode() {
            return !(context instanceof PathMixin) && position != null;
        }

        /** A container without presence is there whether it is stored or not. */
        boolean isStructure() {
            return context.dataSchemaNode() instanceof ContainerSchemaNode container
                    && !container.isPresenceContainer();
        }

        @Nullable
        Place enter(RuleSet rules, PathArgument step) {
            var next = context instanceof Composite node ? node.childByArg(step) : null;
            if (next == null) {
                return null;
            }
            if (next instanceof PathMixin) {
                return new Place(path.node(step), next, position);
            }
            return new Place(path.node(step), next, position == null ? rules.enter(step) : position.enter(step));
        }
    }

    private Optional<Objection> change(Place place, @Nullable NormalizedNode before, @Nullable NormalizedNode after) {
        if (before == null || after == null) {
            return before == after
                    ? Optional.empty()
                    : oneSided(
                            place,
                            before == null ? Operation.CREATE : Operation.DELETE,
                            before == null ? after : before);
        }
        if (before.equals(after) && sameOrder(before, after)) {
            return Optional.empty();
        }
        if (!(before instanceof NormalizedNodeContainer<?> was) || !(after instanceof NormalizedNodeContainer<?> is)) {
            return required(place, Operation.UPDATE);
        }
        return children(place, was, is);
    }

    /** A node, with all that is in it, appears or goes. */
    private Optional<Objection> oneSided(Place place, Operation operation, @Nullable NormalizedNode node) {
        if (node == null || place.position() != null && place.position().permitsAll(operation)) {
            return Optional.empty();
        }
        if (place.isNode() && !(node instanceof ContainerNode && place.isStructure())) {
            var objection = required(place, operation);
            if (objection.isPresent()) {
                return objection;
            }
        }
        if (node instanceof NormalizedNodeContainer<?> container) {
            for (NormalizedNode child : container.body()) {
                var next = place.enter(rules, child.name());
                var objection = next == null
                        ? Optional.of(new Objection(place.path(), operation))
                        : oneSided(next, operation, child);
                if (objection.isPresent()) {
                    return objection;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Objection> children(Place place, NormalizedNodeContainer<?> was, NormalizedNodeContainer<?> is) {
        var left = new LinkedHashMap<PathArgument, NormalizedNode>();
        was.body().forEach(child -> left.put(child.name(), child));
        boolean isMoved = !sameOrder(was, is);
        for (NormalizedNode child : is.body()) {
            var before = left.remove(child.name());
            var next = place.enter(rules, child.name());
            if (next == null) {
                return Optional.of(new Objection(place.path(), Operation.UPDATE));
            }
            var objection = change(next, before, child);
            if (objection.isEmpty() && isMoved && before != null) {
                objection = required(next, Operation.UPDATE);
            }
            if (objection.isPresent()) {
                return objection;
            }
        }
        return gone(place, left);
    }

    private Optional<Objection> gone(Place place, Map<PathArgument, NormalizedNode> left) {
        for (var child : left.entrySet()) {
            var next = place.enter(rules, child.getKey());
            var objection = next == null
                    ? Optional.of(new Objection(place.path(), Operation.DELETE))
                    : oneSided(next, Operation.DELETE, child.getValue());
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    private static Optional<Objection> required(Place place, Operation operation) {
        var position = place.position();
        boolean isPermitted =
                position == null || position.permits(operation, place.path().getLastPathArgument());
        return isPermitted ? Optional.empty() : Optional.of(new Objection(place.path(), operation));
    }

    /** Whether the entries that stay are in the same order, where the order is the user's. */
    private static boolean sameOrder(NormalizedNode before, NormalizedNode after) {
        if (!(before instanceof UserMapNode || before instanceof UserLeafSetNode<?>)
                || !(after instanceof NormalizedNodeContainer<?> is)) {
            return true;
        }
        var was = (NormalizedNodeContainer<?>) before;
        var names = is.body().stream().map(NormalizedNode::name).toList();
        var kept = new java.util.HashSet<>(names);
        var old = was.body().stream()
                .map(NormalizedNode::name)
                .filter(kept::contains)
                .toList();
        var present = new java.util.HashSet<>(old);
        return old.equals(names.stream().filter(present::contains).toList());
    }
}
