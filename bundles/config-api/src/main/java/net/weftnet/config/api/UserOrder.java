package net.weftnet.config.api;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.config.db.api.ConfigException;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/** Puts an entry at a place of a list that the user orders. */
final class UserOrder {

    private UserOrder() {}

    /** Writes the entry, whether it is there already or not. */
    static void write(DataTreeModification tree, YangInstanceIdentifier path, NormalizedNode entry, Place place)
            throws ConfigException {
        var list = path.coerceParent();
        var entries = new ArrayList<NormalizedNode>();
        if (tree.readNode(list).orElse(null) instanceof NormalizedNodeContainer<?> present) {
            entries.addAll(present.body());
        }
        entries.removeIf(other -> other.name().equals(entry.name()));
        entries.add(index(entries, place, path), entry);
        TreeChange.write(tree, list, list(entry, entries));
    }

    private static int index(List<NormalizedNode> entries, Place place, YangInstanceIdentifier path)
            throws ConfigException {
        return switch (place.where()) {
            case FIRST -> 0;
            case LAST -> entries.size();
            case BEFORE -> indexOfPoint(entries, place, path);
            case AFTER -> indexOfPoint(entries, place, path) + 1;
        };
    }

    private static int indexOfPoint(List<NormalizedNode> entries, Place place, YangInstanceIdentifier path)
            throws ConfigException {
        var point = place.point().orElseThrow();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).name().equals(point)) {
                return i;
            }
        }
        throw new ConfigException(
                ConfigException.Kind.INVALID, path, "The point to insert at is no other entry of the list");
    }

    private static NormalizedNode list(NormalizedNode sample, List<NormalizedNode> entries) {
        var name = new YangInstanceIdentifier.NodeIdentifier(sample.name().getNodeType());
        if (sample instanceof MapEntryNode) {
            var builder = ImmutableNodes.newUserMapBuilder().withNodeIdentifier(name);
            entries.forEach(entry -> builder.withChild((MapEntryNode) entry));
            return builder.build();
        }
        var builder = ImmutableNodes.<Object>newUserLeafSetBuilder().withNodeIdentifier(name);
        entries.forEach(entry -> builder.withChildValue(entry.body()));
        return builder.build();
    }
}
