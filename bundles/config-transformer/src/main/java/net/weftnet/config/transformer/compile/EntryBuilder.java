package net.weftnet.config.transformer.compile;

import static net.weftnet.config.transformer.compile.CompiledNodes.name;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.SystemMapNode;
import org.opendaylight.yangtools.yang.data.api.schema.builder.CollectionNodeBuilder;
import org.opendaylight.yangtools.yang.data.api.schema.builder.DataContainerNodeBuilder;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** Builds an entry of the compiled state, or of a list in one, that has fq-name as its key. */
public final class EntryBuilder {
    private final String list;
    private final DataContainerNodeBuilder<NodeIdentifierWithPredicates, MapEntryNode> entry;
    private final TreeMap<String, CollectionNodeBuilder<MapEntryNode, SystemMapNode>> lists = new TreeMap<>();

    private EntryBuilder(String list, String fqName) {
        this.list = list;
        entry = ImmutableNodes.newMapEntryBuilder()
                .withNodeIdentifier(NodeIdentifierWithPredicates.of(name(list), name("fq-name"), fqName));
        leaf("fq-name", fqName);
    }

    /** An entry with nothing but its name. */
    public static EntryBuilder of(String list, String fqName) {
        return new EntryBuilder(list, fqName);
    }

    /** Adds a leaf. */
    public EntryBuilder leaf(String name, Object value) {
        return child(ImmutableNodes.leafNode(name(name), value));
    }

    /** Adds a leaf if there is a value. */
    public EntryBuilder leaf(String name, Optional<?> value) {
        value.ifPresent(one -> leaf(name, one));
        return this;
    }

    /** Adds a leaf-list, unless it is empty. */
    public EntryBuilder leafs(String name, Collection<String> values) {
        return values.isEmpty() ? this : child(CompiledNodes.leafs(name, values));
    }

    /** Adds a node that is built already. */
    public EntryBuilder child(DataContainerChild child) {
        entry.withChild(child);
        return this;
    }

    /** Adds an entry to an inner list. */
    public EntryBuilder entry(EntryBuilder inner) {
        lists.computeIfAbsent(inner.list, name -> ImmutableNodes.newSystemMapBuilder()
                        .withNodeIdentifier(new NodeIdentifier(name(name))))
                .withChild(inner.node());
        return this;
    }

    private MapEntryNode node() {
        lists.values().forEach(inner -> entry.withChild(inner.build()));
        return entry.build();
    }

    /** {@return the entry} */
    public CompiledEntry build() {
        return new CompiledEntry(list, node());
    }
}
