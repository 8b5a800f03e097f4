package net.weftnet.config.access.nacm;

import java.util.Optional;
import net.weftnet.config.access.tree.Pruning;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.Composite;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.PathMixin;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContextTree;

/**
 * Leaves out what a user may not read: a node that is denied, with all that is in it (RFC 8341 section 3.2.4). Where the
 * rules have one answer for everything in a node, it is taken or left as a whole.
 */
public final class ReadFilter {
    private final RuleSet rules;
    private final DataSchemaContextTree schema;

    /** Filters by these rules. */
    public ReadFilter(RuleSet rules, DataSchemaContextTree schema) {
        this.rules = rules;
        this.schema = schema;
    }

    /** {@return what may be read of a node; empty also when something around it may not be read} */
    public Optional<NormalizedNode> visible(YangInstanceIdentifier path, NormalizedNode node) {
        if (path.isEmpty()) {
            return Optional.of(Pruning.children(node, child -> visible(rules.enter(child.name()), child)));
        }
        var around = path.coerceParent();
        var position = position(around);
        if (position == null && !around.isEmpty()) {
            return Optional.empty();
        }
        return position == null ? visible(rules.enter(node.name()), node) : below(position, node);
    }

    /** {@return whether something at a place may be read, as far as the rules for it and what is around it say} */
    public boolean isVisible(YangInstanceIdentifier path) {
        return path.isEmpty() || position(path) != null;
    }

    /** The place that a path leads to; null for that of everything, and when something on the way may not be read. */
    private @Nullable Position position(YangInstanceIdentifier path) {
        @Nullable Position position = null;
        @Nullable DataSchemaContext context = schema.getRoot();
        for (var step : path.getPathArguments()) {
            context = context instanceof Composite node ? node.childByArg(step) : null;
            if (context == null) {
                return null;
            }
            if (context instanceof PathMixin) {
                continue;
            }
            position = position == null ? rules.enter(step) : position.enter(step);
            if (!position.permits(Operation.READ, step)) {
                return null;
            }
        }
        return position;
    }

    /** What is seen of a child of the node at a place. */
    private static Optional<NormalizedNode> below(Position around, NormalizedNode child) {
        return switch (child) {
            case MapNode list -> nonEmpty(Pruning.children(list, entry -> below(around, entry)), list);
            case UnkeyedListNode list -> nonEmpty(Pruning.children(list, entry -> below(around, entry)), list);
            case LeafSetNode<?> list -> nonEmpty(Pruning.children(list, entry -> below(around, entry)), list);
            case ChoiceNode choice -> nonEmpty(Pruning.children(choice, one -> below(around, one)), choice);
            default -> visible(around.enter(child.name()), child);
        };
    }

    private static Optional<NormalizedNode> nonEmpty(NormalizedNode seen, NormalizedNode whole) {
        return seen == whole || !Pruning.isBare(seen) ? Optional.of(seen) : Optional.empty();
    }

    /** What is seen of the node at a place. */
    private static Optional<NormalizedNode> visible(Position position, NormalizedNode node) {
        if (position.permitsAll(Operation.READ)) {
            return Optional.of(node);
        }
        if (position.permitsNone(Operation.READ) || !position.permits(Operation.READ, node.name())) {
            return Optional.empty();
        }
        return Optional.of(Pruning.children(node, child -> below(position, child)));
    }
}
