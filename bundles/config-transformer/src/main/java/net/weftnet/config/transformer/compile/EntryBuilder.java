package net.weftnet.config.transformer.compile;

import net.weftnet.config.db.api.ConfigSchema;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.builder.DataContainerNodeBuilder;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** Builds an entry of the compiled state, whose lists all have fq-name as their key. */
final class EntryBuilder {
    private final String list;
    private final DataContainerNodeBuilder<NodeIdentifierWithPredicates, MapEntryNode> entry;

    private EntryBuilder(String list, String fqName) {
        this.list = list;
        entry = ImmutableNodes.newMapEntryBuilder()
                .withNodeIdentifier(NodeIdentifierWithPredicates.of(name(list), name("fq-name"), fqName));
        leaf("fq-name", fqName);
    }

    static EntryBuilder of(String list, String fqName) {
        return new EntryBuilder(list, fqName);
    }

    EntryBuilder leaf(String name, Object value) {
        entry.withChild(ImmutableNodes.leafNode(name(name), value));
        return this;
    }

    /** Adds an inner list with one entry. */
    EntryBuilder only(EntryBuilder inner) {
        entry.withChild(ImmutableNodes.newSystemMapBuilder()
                .withNodeIdentifier(new NodeIdentifier(name(inner.list)))
                .withChild(inner.entry.build())
                .build());
        return this;
    }

    CompiledEntry build() {
        return new CompiledEntry(list, entry.build());
    }

    private static QName name(String localName) {
        return QName.create(ConfigSchema.COMPILED, localName);
    }
}
