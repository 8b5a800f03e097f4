package net.weftnet.config.transformer.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import net.weftnet.config.db.api.ConfigSchema;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** The container {@code weftnet-compiled:compiled}. */
public final class CompiledTree {
    private CompiledTree() {}

    /** {@return the container with these entries, in their order} */
    public static ContainerNode of(long revision, Collection<CompiledEntry> entries) {
        var lists = new TreeMap<String, List<MapEntryNode>>();
        entries.forEach(entry ->
                lists.computeIfAbsent(entry.list(), _ -> new ArrayList<>()).add(entry.data()));
        var container = ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(ConfigSchema.COMPILED))
                .withChild(CompiledNodes.leaf("revision", Uint64.valueOf(revision)));
        lists.forEach((name, all) -> container.withChild(ImmutableNodes.newSystemMapBuilder()
                .withNodeIdentifier(new NodeIdentifier(CompiledNodes.name(name)))
                .withValue(all)
                .build()));
        return container.build();
    }
}
