package net.weftnet.config.api.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.http.api.Caller;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.db.api.ConfigDrafts;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.Snapshot;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.schema.ChoiceNode;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** Reads and makes the data of the module. */
final class Names {
    private static final QNameModule MODULE = QNameModule.ofRevision("urn:weftnet:operations", "2026-01-01");

    private Names() {}

    static QName name(String name) {
        return QName.create(MODULE, name);
    }

    private static NodeIdentifier node(String name) {
        return new NodeIdentifier(name(name));
    }

    static Optional<String> text(DataContainerNode input, String leaf) {
        return value(input, leaf).map(Object::toString);
    }

    static Optional<Long> number(DataContainerNode input, String leaf) {
        return value(input, leaf).map(value -> ((Number) value).longValue());
    }

    /** A leaf of a case is looked for in its choice. */
    private static Optional<Object> value(DataContainerNode input, String leaf) {
        if (input.childByArg(node(leaf)) instanceof LeafNode<?> found) {
            return Optional.of(found.body());
        }
        return input.body().stream()
                .filter(ChoiceNode.class::isInstance)
                .flatMap(choice -> value((ChoiceNode) choice, leaf).stream())
                .findFirst();
    }

    /** Refuses, as if it were not there, a draft of somebody else to a caller who is confined to projects. */
    static void requireOwn(ConfigDrafts drafts, String name, Caller caller, Permissions permissions)
            throws ConfigException {
        if (permissions.isConfined()
                && drafts.draft(name)
                        .filter(draft -> draft.author().equals(caller.name()))
                        .isEmpty()) {
            throw new ConfigException(Kind.MISSING, YangInstanceIdentifier.of(), "There is no draft " + name);
        }
    }

    /** {@return a configuration as somebody may see it} */
    static Snapshot visible(Snapshot snapshot, Permissions permissions) {
        return new Snapshot(snapshot.revision(), snapshot.time(), permissions.visible(snapshot.tree()));
    }

    static DataContainerChild leaf(String name, Object value) {
        return ImmutableNodes.leafNode(name(name), value);
    }

    static DataContainerChild revision(long revision) {
        return leaf("revision", Uint64.valueOf(revision));
    }

    static Optional<ContainerNode> output(DataContainerChild... children) {
        var output = ImmutableNodes.newContainerBuilder().withNodeIdentifier(node("output"));
        for (var child : children) {
            output.withChild(child);
        }
        return Optional.of(output.build());
    }

    static MapEntryNode entry(String list, Map<QName, Object> keys, DataContainerChild... others) {
        var entry = ImmutableNodes.newMapEntryBuilder()
                .withNodeIdentifier(NodeIdentifierWithPredicates.of(name(list), keys));
        keys.forEach((key, value) -> entry.withChild(ImmutableNodes.leafNode(key, value)));
        for (var other : others) {
            entry.withChild(other);
        }
        return entry.build();
    }

    static DataContainerChild lines(String name, List<String> lines) {
        var list = ImmutableNodes.<String>newUserLeafSetBuilder().withNodeIdentifier(node(name));
        lines.forEach(line -> list.withChild(ImmutableNodes.leafSetEntry(new NodeWithValue<>(name(name), line))));
        return list.build();
    }

    static DataContainerChild list(String name, List<MapEntryNode> entries) {
        return ImmutableNodes.newUserMapBuilder()
                .withNodeIdentifier(node(name))
                .withValue(entries)
                .build();
    }
}
