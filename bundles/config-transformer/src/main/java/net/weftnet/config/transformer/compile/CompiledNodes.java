package net.weftnet.config.transformer.compile;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.weftnet.config.db.api.ConfigSchema;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNodeContainer;
import org.opendaylight.yangtools.yang.data.api.schema.SystemLeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserLeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.ValueNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** Parts of entries, as nodes of the module {@code weftnet-compiled}. */
public final class CompiledNodes {
    private static final Map<String, QName> NAMES = new ConcurrentHashMap<>();

    private CompiledNodes() {}

    /** {@return a name in the module; names are few and are made once} */
    static QName name(String localName) {
        return NAMES.computeIfAbsent(localName, name -> QName.create(ConfigSchema.COMPILED, name));
    }

    /** {@return a leaf} */
    public static DataContainerChild leaf(String name, Object value) {
        return ImmutableNodes.leafNode(name(name), value);
    }

    /** {@return a leaf-list} */
    public static DataContainerChild leafs(String name, Collection<String> values) {
        var leafs = ImmutableNodes.<String>newSystemLeafSetBuilder().withNodeIdentifier(new NodeIdentifier(name(name)));
        values.forEach(value -> leafs.withChild(ImmutableNodes.leafSetEntry(new NodeWithValue<>(name(name), value))));
        return leafs.build();
    }

    /** {@return a container of nodes} */
    public static ContainerNode container(String name, List<? extends DataContainerChild> children) {
        var container = ImmutableNodes.newContainerBuilder().withNodeIdentifier(new NodeIdentifier(name(name)));
        children.forEach(container::withChild);
        return container.build();
    }

    /** {@return a container with a child added or replaced} */
    public static ContainerNode with(ContainerNode container, DataContainerChild child) {
        return ImmutableNodes.builderFactory()
                .newContainerBuilder(container)
                .withChild(child)
                .build();
    }

    /** {@return whether a container has a child of a name} */
    public static boolean has(ContainerNode container, String name) {
        return container.childByArg(new NodeIdentifier(name(name))) != null;
    }

    /** {@return a container in another one that has it} */
    public static ContainerNode child(ContainerNode container, String name) {
        return (ContainerNode) container.getChildByArg(new NodeIdentifier(name(name)));
    }

    /** {@return a choice with the nodes of one of its cases} */
    public static DataContainerChild choice(String name, List<? extends DataContainerChild> children) {
        var choice = ImmutableNodes.newChoiceBuilder().withNodeIdentifier(new NodeIdentifier(name(name)));
        children.forEach(choice::withChild);
        return choice.build();
    }

    /** {@return an entry of a list without keys} */
    public static UnkeyedListEntryNode unkeyed(String name, List<? extends DataContainerChild> children) {
        var entry = ImmutableNodes.newUnkeyedListEntryBuilder().withNodeIdentifier(new NodeIdentifier(name(name)));
        children.forEach(entry::withChild);
        return entry.build();
    }

    /** {@return a list without keys} */
    public static UnkeyedListNode unkeyedList(String name, List<UnkeyedListEntryNode> entries) {
        return ImmutableNodes.newUnkeyedListBuilder()
                .withNodeIdentifier(new NodeIdentifier(name(name)))
                .withValue(entries)
                .build();
    }

    /**
     * {@return a list with one key}
     *
     * @param key the leaf that is the key; it is the first one of each entry
     */
    public static DataContainerChild keyedList(String name, String key, List<List<DataContainerChild>> entries) {
        var list = ImmutableNodes.newSystemMapBuilder().withNodeIdentifier(new NodeIdentifier(name(name)));
        for (var leafs : entries) {
            var entry = ImmutableNodes.newMapEntryBuilder()
                    .withNodeIdentifier(NodeIdentifierWithPredicates.of(
                            name(name), name(key), leafs.getFirst().body()));
            leafs.forEach(entry::withChild);
            list.withChild(entry.build());
        }
        return list.build();
    }

    /** {@return a static route} */
    public static MapEntryNode route(
            String prefix, String nextHop, Collection<String> targets, Collection<String> communities) {
        // A map of the JDK that is made at once has another order in each process.
        var keys = new LinkedHashMap<QName, Object>();
        keys.put(name("prefix"), prefix);
        keys.put(name("next-hop"), nextHop);
        var route = ImmutableNodes.newMapEntryBuilder()
                .withNodeIdentifier(NodeIdentifierWithPredicates.of(name("route"), keys))
                .withChild(leaf("prefix", prefix))
                .withChild(leaf("next-hop", nextHop));
        if (!targets.isEmpty()) {
            route.withChild(leafs("route-target", targets));
        }
        if (!communities.isEmpty()) {
            route.withChild(leafs("community", communities));
        }
        return route.build();
    }

    /** {@return a list of static routes} */
    public static DataContainerChild routes(List<MapEntryNode> routes) {
        return ImmutableNodes.newSystemMapBuilder()
                .withNodeIdentifier(new NodeIdentifier(name("route")))
                .withValue(routes)
                .build();
    }

    /** {@return data as text that is the same for equal data, whatever order it was built in} */
    public static String text(NormalizedNode node) {
        var name = node.name().getNodeType().getLocalName();
        return switch (node) {
            case ValueNode<?> value -> name + '=' + value.body();
            case UserLeafSetNode<?> leafs -> name + texts(leafs.body(), false);
            case UnkeyedListNode entries -> name + texts(entries.body(), false);
            case NormalizedNodeContainer<?> container -> name + texts(container.body(), true);
            default -> throw new IllegalArgumentException("No text for " + node.name());
        };
    }

    private static List<String> texts(Collection<? extends NormalizedNode> nodes, boolean isSorted) {
        var texts = nodes.stream().map(CompiledNodes::text);
        return isSorted ? texts.sorted().toList() : texts.toList();
    }

    /**
     * {@return a container of the intent as one of the compiled state}, where both use one grouping: leafs, leaf-lists
     * and containers, which is what such groupings have
     */
    public static ContainerNode copy(DataContainerNode intent) {
        return container(
                intent.name().getNodeType().getLocalName(),
                intent.body().stream()
                        // The order in which they were written is not the same on every node.
                        .sorted(Comparator.comparing(
                                child -> child.name().getNodeType().getLocalName()))
                        .map(CompiledNodes::copied)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<DataContainerChild> copied(DataContainerChild child) {
        var name = child.name().getNodeType().getLocalName();
        return switch (child) {
            case LeafNode<?> leaf -> Optional.of(leaf(name, leaf.body()));
            case UserLeafSetNode<?> leafs -> Optional.of(ordered(name, leafs));
            case SystemLeafSetNode<?> leafs -> Optional.of(unordered(name, leafs));
            case ContainerNode container -> Optional.of(copy(container));
            default -> throw new IllegalArgumentException("No copy of " + child.name());
        };
    }

    private static DataContainerChild ordered(String name, UserLeafSetNode<?> leafs) {
        var copy = ImmutableNodes.newUserLeafSetBuilder().withNodeIdentifier(new NodeIdentifier(name(name)));
        leafs.body().forEach(leaf -> copy.withChild(entry(name, leaf.body())));
        return copy.build();
    }

    private static DataContainerChild unordered(String name, SystemLeafSetNode<?> leafs) {
        var copy = ImmutableNodes.newSystemLeafSetBuilder().withNodeIdentifier(new NodeIdentifier(name(name)));
        leafs.body().forEach(leaf -> copy.withChild(entry(name, leaf.body())));
        return copy.build();
    }

    private static LeafSetEntryNode<Object> entry(String name, Object value) {
        return ImmutableNodes.leafSetEntry(new NodeWithValue<>(name(name), value));
    }
}
