package net.weftnet.config.db.api;

import java.util.List;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;

/**
 * Where a leaf or leaf-list is within an object, through containers and lists.
 *
 * @param steps the nodes from the object to the leaf
 */
public record LeafPath(List<QName> steps) {

    public LeafPath {
        steps = List.copyOf(steps);
    }

    /** {@return the name of the leaf} */
    public String leafName() {
        return steps.getLast().getLocalName();
    }

    /** Gets one value. */
    @FunctionalInterface
    public interface ValueConsumer {
        /** A value, with the node that the leaf is in. */
        void accept(Object value, DataContainerNode around);
    }

    /** Calls the action with each value that an object has here. */
    public void forEach(DataContainerNode object, ValueConsumer action) {
        visit(object, 0, action);
    }

    private void visit(DataContainerNode node, int depth, ValueConsumer action) {
        switch (node.childByArg(new NodeIdentifier(steps.get(depth)))) {
            case null -> {}
            case LeafNode<?> leaf -> action.accept(leaf.body(), node);
            case LeafSetNode<?> leaves -> leaves.body().forEach(leaf -> action.accept(leaf.body(), node));
            case DataContainerNode inner -> visit(inner, depth + 1, action);
            case MapNode list -> list.body().forEach(entry -> visit(entry, depth + 1, action));
            case UnkeyedListNode list -> list.body().forEach(entry -> visit(entry, depth + 1, action));
            case NormalizedNode other -> throw new IllegalStateException("No leaf in " + other.name());
        }
    }
}
