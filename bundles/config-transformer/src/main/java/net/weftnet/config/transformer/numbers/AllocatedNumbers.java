package net.weftnet.config.transformer.numbers;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.transformer.intent.Data;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/** The container {@code allocated-numbers} of the system's settings. */
public final class AllocatedNumbers {
    private static final QName SYSTEM = name("global-system-config");
    private static final QName NUMBERS = name("allocated-numbers");
    private static final QName NUMBER = name("number");
    private static final QName SERIES = name("series");
    private static final QName OWNER = name("owner");
    private static final QName VALUE = name("value");

    /** Where the container is. */
    private static final YangInstanceIdentifier PATH =
            YangInstanceIdentifier.of(ConfigSchema.CONFIG).node(SYSTEM).node(NUMBERS);

    private AllocatedNumbers() {}

    private static QName name(String localName) {
        return QName.create(ConfigSchema.CONFIG, localName);
    }

    /** {@return the numbers in the settings} */
    public static Map<NumberName, Long> read(Data system) {
        var numbers = new TreeMap<NumberName, Long>();
        system.container(NUMBERS.getLocalName()).ifPresent(container -> container
                .list(NUMBER.getLocalName())
                .forEach(one -> numbers.put(
                        new NumberName(one.required("series"), one.required("owner")), one.number("value", 0))));
        return numbers;
    }

    /**
     * {@return the numbers that are needed: those that are given out already as they are, and for the others the
     * smallest that are free, in the order of their names; those for which there is none are left out}
     */
    public static Map<NumberName, Long> complete(Map<NumberName, Long> given, Collection<NumberName> needed) {
        var numbers = new TreeMap<NumberName, Long>();
        needed.stream().filter(given::containsKey).forEach(name -> numbers.put(name, given.get(name)));
        var used = numbers.entrySet().stream()
                .collect(Collectors.groupingBy(
                        one -> one.getKey().series(),
                        Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(TreeSet::new))));
        var next = new TreeMap<String, Long>();
        for (var name : new TreeSet<>(needed)) {
            if (!numbers.containsKey(name)) {
                var taken = used.getOrDefault(name.series(), new TreeSet<>());
                long number = firstFree(taken, next.getOrDefault(name.series(), 0L));
                next.put(name.series(), number + 1);
                if (number < name.size()) {
                    numbers.put(name, number);
                }
            }
        }
        return numbers;
    }

    private static long firstFree(Set<Long> used, long from) {
        long number = from;
        while (used.contains(number)) {
            number++;
        }
        return number;
    }

    /** Makes a tree have the numbers that are needed, and no others. */
    public static void provide(DataTreeModification tree, Collection<NumberName> needed) {
        var system = tree.readNode(PATH.coerceParent());
        var given = system.map(node -> read(new Data((ContainerNode) node))).orElse(Map.of());
        var numbers = complete(given, needed);
        numbers.forEach((name, number) -> {
            if (!given.containsKey(name)) {
                tree.merge(PATH, container(Map.of(name, number)));
            }
        });
        for (var name : given.keySet()) {
            if (!numbers.containsKey(name)) {
                tree.delete(PATH.node(NUMBER).node(key(name)));
            }
        }
    }

    private static NodeIdentifierWithPredicates key(NumberName name) {
        var keys = new LinkedHashMap<QName, Object>();
        keys.put(SERIES, name.series());
        keys.put(OWNER, name.owner());
        return NodeIdentifierWithPredicates.of(NUMBER, keys);
    }

    /** {@return the container with these numbers} */
    public static ContainerNode container(Map<NumberName, Long> numbers) {
        var list = ImmutableNodes.newSystemMapBuilder().withNodeIdentifier(new NodeIdentifier(NUMBER));
        numbers.forEach((name, number) -> list.withChild(entry(name, number)));
        return ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(NUMBERS))
                .withChild(list.build())
                .build();
    }

    private static MapEntryNode entry(NumberName name, long number) {
        return ImmutableNodes.newMapEntryBuilder()
                .withNodeIdentifier(key(name))
                .withChild(ImmutableNodes.leafNode(SERIES, name.series()))
                .withChild(ImmutableNodes.leafNode(OWNER, name.owner()))
                .withChild(ImmutableNodes.leafNode(VALUE, Uint32.valueOf(number)))
                .build();
    }
}
