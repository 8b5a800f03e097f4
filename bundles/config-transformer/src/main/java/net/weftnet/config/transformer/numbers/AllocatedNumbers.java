package net.weftnet.config.transformer.numbers;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
        var used = new TreeMap<String, Set<Long>>();
        for (var name : new TreeSet<>(needed)) {
            var number = given.get(name);
            // Of two that somebody wrote the same number for, the first one has it.
            if (number != null
                    && number < name.size()
                    && used.computeIfAbsent(name.series(), _ -> new HashSet<>()).add(number)) {
                numbers.put(name, number);
            }
        }
        var next = new TreeMap<String, Long>();
        for (var name : new TreeSet<>(needed)) {
            if (!numbers.containsKey(name)) {
                var taken = used.getOrDefault(name.series(), Set.of());
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
        write(tree, complete(read(tree), needed));
    }

    /** Makes a tree have these numbers, and no others. */
    public static void write(DataTreeModification tree, Map<NumberName, Long> numbers) {
        var given = read(tree);
        numbers.forEach((name, number) -> {
            if (!number.equals(given.get(name))) {
                tree.merge(PATH, container(Map.of(name, number)));
            }
        });
        for (var name : given.keySet()) {
            if (!numbers.containsKey(name)) {
                tree.delete(PATH.node(NUMBER).node(key(name)));
            }
        }
    }

    private static Map<NumberName, Long> read(DataTreeModification tree) {
        return tree.readNode(PATH.coerceParent())
                .map(node -> read(new Data((ContainerNode) node)))
                .orElse(Map.of());
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
