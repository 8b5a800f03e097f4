package net.weftnet.config.policy.rules;

import java.util.Collection;
import java.util.List;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;

/** Reads lists of the tree. */
final class Entries {
    private Entries() {}

    /** {@return the entries of a list; none if it is not there} */
    static Collection<MapEntryNode> of(DataContainerNode parent, QName list) {
        return parent.childByArg(new NodeIdentifier(list)) instanceof MapNode map ? map.body() : List.of();
    }

    /** {@return a key of an entry} */
    static String key(MapEntryNode entry, QName leaf) {
        return String.valueOf(entry.name().getValue(leaf));
    }
}
