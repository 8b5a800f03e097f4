package net.weftnet.config.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.SystemMapNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserMapNode;
import org.opendaylight.yangtools.yang.data.api.schema.builder.DataContainerNodeBuilder;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/**
 * The part of a resource that {@code fields} and {@code depth} ask for (RFC 8040 sections 4.8.2 and 4.8.3). The keys of a
 * list entry are always in it: without them nobody could tell which entry it is.
 *
 * @param fields the selected descendants; null for all
 * @param depth how many levels, the resource and what {@code fields} selects being the first; a list and its entries are
 *     one level, a choice is none
 */
record Extract(@Nullable Fields fields, int depth) {

    static final int UNBOUNDED = Integer.MAX_VALUE;

    boolean isWhole() {
        return fields == null && depth == UNBOUNDED;
    }

    NormalizedNode of(NormalizedNode node) {
        return isWhole() ? node : cut(node);
    }

    private NormalizedNode cut(NormalizedNode node) {
        return switch (node) {
            case ContainerNode container ->
                filter(container, ImmutableNodes.newContainerBuilder().withNodeIdentifier(container.name()));
            case MapEntryNode entry ->
                filter(entry, ImmutableNodes.newMapEntryBuilder().withNodeIdentifier(entry.name()));
            case UnkeyedListEntryNode entry ->
                filter(entry, ImmutableNodes.newUnkeyedListEntryBuilder().withNodeIdentifier(entry.name()));
            case SystemMapNode list -> {
                var builder = ImmutableNodes.newSystemMapBuilder().withNodeIdentifier(list.name());
                list.body().forEach(entry -> builder.withChild((MapEntryNode) cut(entry)));
                yield builder.build();
            }
            case UserMapNode list -> {
                var builder = ImmutableNodes.newUserMapBuilder().withNodeIdentifier(list.name());
                list.body().forEach(entry -> builder.withChild((MapEntryNode) cut(entry)));
                yield builder.build();
            }
            case UnkeyedListNode list -> {
                var builder = ImmutableNodes.newUnkeyedListBuilder().withNodeIdentifier(list.name());
                list.body().forEach(entry -> builder.withChild((UnkeyedListEntryNode) cut(entry)));
                yield builder.build();
            }
            default -> node;
        };
    }

    private <N extends DataContainerNode, R extends DataContainerNode> R filter(
            N node, DataContainerNodeBuilder<?, R> builder) {
        for (var child : node.body()) {
            if (isKey(node, child)) {
                builder.withChild(child);
            } else {
                child(child).ifPresent(builder::withChild);
            }
        }
        return builder.build();
    }

    private static boolean isKey(DataContainerNode node, DataContainerChild child) {
        return node instanceof MapEntryNode entry
                && entry.name().keySet().contains(child.name().getNodeType());
    }

    private Optional<DataContainerChild> child(DataContainerChild child) {
        if (child instanceof ChoiceNode choice) {
            var part = filter(choice, ImmutableNodes.newChoiceBuilder().withNodeIdentifier(choice.name()));
            return part.isEmpty() ? Optional.empty() : Optional.of(part);
        }
        return inside(child.name()).map(extract -> (DataContainerChild) extract.of(child));
    }

    /** {@return what of a child is asked for; empty for nothing} */
    private Optional<Extract> inside(NodeIdentifier child) {
        if (fields != null) {
            var field = fields.child(child.getNodeType());
            if (field == null) {
                return Optional.empty();
            }
            return Optional.of(new Extract(field.isWhole() ? null : field, depth));
        }
        return depth == 1 ? Optional.empty() : Optional.of(new Extract(null, depth == UNBOUNDED ? depth : depth - 1));
    }
}
