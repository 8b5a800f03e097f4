package net.weftnet.config.access.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;
import org.opendaylight.yangtools.yang.data.api.schema.SystemLeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.SystemMapNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserLeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserMapNode;
import org.opendaylight.yangtools.yang.data.api.schema.builder.CollectionNodeBuilder;
import org.opendaylight.yangtools.yang.data.api.schema.builder.DataContainerNodeBuilder;
import org.opendaylight.yangtools.yang.data.api.schema.builder.ListNodeBuilder;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** Makes a node with some of the children of another. */
public final class Pruning {

    private Pruning() {}

    /**
     * {@return the node with what becomes of its children}: the node itself when they all stay as they are. The keys of a
     * list entry always stay: without them it would be no entry.
     *
     * @param keep what becomes of a child; empty for nothing
     */
    public static NormalizedNode children(
            NormalizedNode node, Function<NormalizedNode, Optional<? extends NormalizedNode>> keep) {
        if (!(node instanceof NormalizedNodeContainer<?> container)) {
            return node;
        }
        var kept = new ArrayList<NormalizedNode>();
        boolean isSame = true;
        for (NormalizedNode child : container.body()) {
            var outcome = isKey(node, child) ? Optional.of(child) : keep.apply(child);
            isSame &= outcome.isPresent() && outcome.get() == child;
            outcome.ifPresent(kept::add);
        }
        return isSame ? node : build(node, kept);
    }

    /** {@return whether a child of a list entry is one of its keys} */
    public static boolean isKey(NormalizedNode parent, NormalizedNode child) {
        return parent instanceof MapEntryNode entry
                && child instanceof DataContainerChild leaf
                && entry.name().keySet().contains(leaf.name().getNodeType());
    }

    /** {@return whether there is nothing in a node that could be shown: no child, or none but keys} */
    public static boolean isBare(NormalizedNode node) {
        return switch (node) {
            case MapEntryNode entry -> entry.size() <= entry.name().size();
            case NormalizedNodeContainer<?> container -> container.isEmpty();
            default -> false;
        };
    }

    private static NormalizedNode build(NormalizedNode like, List<NormalizedNode> children) {
        return switch (like) {
            case ContainerNode node ->
                filled(ImmutableNodes.newContainerBuilder().withNodeIdentifier(node.name()), children);
            case MapEntryNode node ->
                filled(ImmutableNodes.newMapEntryBuilder().withNodeIdentifier(node.name()), children);
            case UnkeyedListEntryNode node ->
                filled(ImmutableNodes.newUnkeyedListEntryBuilder().withNodeIdentifier(node.name()), children);
            case ChoiceNode node -> filled(ImmutableNodes.newChoiceBuilder().withNodeIdentifier(node.name()), children);
            case SystemMapNode node ->
                entries(ImmutableNodes.newSystemMapBuilder().withNodeIdentifier(node.name()), children);
            case UserMapNode node ->
                entries(ImmutableNodes.newUserMapBuilder().withNodeIdentifier(node.name()), children);
            case UnkeyedListNode node ->
                entries(ImmutableNodes.newUnkeyedListBuilder().withNodeIdentifier(node.name()), children);
            case SystemLeafSetNode<?> node ->
                values(ImmutableNodes.newSystemLeafSetBuilder().withNodeIdentifier(node.name()), children);
            case UserLeafSetNode<?> node ->
                values(ImmutableNodes.newUserLeafSetBuilder().withNodeIdentifier(node.name()), children);
            default -> throw new IllegalStateException("No children can be taken from a " + like.contract());
        };
    }

    private static <R extends DataContainerNode> R filled(
            DataContainerNodeBuilder<?, R> builder, Collection<NormalizedNode> children) {
        children.forEach(child -> builder.withChild((DataContainerChild) child));
        return builder.build();
    }

    @SuppressWarnings("unchecked") // The children are those of a node of the same kind.
    private static <V extends NormalizedNode, R extends NormalizedNode> R entries(
            CollectionNodeBuilder<V, R> builder, Collection<NormalizedNode> children) {
        children.forEach(child -> builder.withChild((V) child));
        return builder.build();
    }

    @SuppressWarnings("unchecked") // As above.
    private static <R extends LeafSetNode<Object>> R values(
            ListNodeBuilder<Object, R> builder, Collection<NormalizedNode> children) {
        children.forEach(child -> builder.withChild((LeafSetEntryNode<Object>) child));
        return builder.build();
    }
}
