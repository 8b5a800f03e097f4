package net.weftnet.config.db;

import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/** What a new system starts with: its settings, and a domain, project and address plan under OpenContrail's names. */
final class Defaults implements Edit {
    private static final Uint32 AUTONOMOUS_SYSTEM = Uint32.valueOf(64512);

    private final ConfigSchema schema;

    Defaults(ConfigSchema schema) {
        this.schema = schema;
    }

    @Override
    public void apply(DataTreeModification tree) {
        var config = YangInstanceIdentifier.of(ConfigSchema.CONFIG);
        if (tree.readNode(config).isPresent()) {
            return; // Another node was first.
        }
        var system = type("global-system-config").qname();
        var number = QName.create(system, "autonomous-system");
        tree.write(config.node(system).node(number), ImmutableNodes.leafNode(number, AUTONOMOUS_SYSTEM));
        var path = config;
        for (var name : new String[] {"domain", "project", "network-ipam"}) {
            path = writeEntry(tree, path, type(name));
        }
    }

    private ObjectType type(String name) {
        return schema.type(name).orElseThrow();
    }

    private static YangInstanceIdentifier writeEntry(
            DataTreeModification tree, YangInstanceIdentifier parent, ObjectType type) {
        var key = type.key().orElseThrow();
        var entry = YangInstanceIdentifier.NodeIdentifierWithPredicates.of(type.qname(), key, "default-" + type.name());
        var path = parent.node(type.qname()).node(entry);
        tree.write(
                path,
                ImmutableNodes.newMapEntryBuilder()
                        .withNodeIdentifier(entry)
                        .withChild(ImmutableNodes.leafNode(key, "default-" + type.name()))
                        .build());
        return path;
    }
}
