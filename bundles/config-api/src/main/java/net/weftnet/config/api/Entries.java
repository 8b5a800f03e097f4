package net.weftnet.config.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.OrderingAware;

/** The entries of lists in the order in which they are sent: the user's, or else that of their keys. */
final class Entries {

    static final Comparator<Collection<Object>> BY_KEY = (first, second) -> {
        Iterator<Object> others = second.iterator();
        for (var value : first) {
            int order = compare(value, others.next());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    private Entries() {}

    /** {@return the keys of an entry of a list, or the value of one of a leaf-list} */
    static Collection<Object> key(NormalizedNode entry) {
        return entry instanceof MapEntryNode keyed ? keyed.name().values() : List.of(entry.body());
    }

    static Collection<MapEntryNode> inOrder(MapNode list) {
        if (list instanceof OrderingAware.User) {
            return list.body();
        }
        var entries = new ArrayList<>(list.body());
        entries.sort(Comparator.comparing(Entries::key, BY_KEY));
        return entries;
    }

    static Collection<? extends LeafSetEntryNode<?>> inOrder(LeafSetNode<?> list) {
        if (list instanceof OrderingAware.User) {
            return list.body();
        }
        var entries = new ArrayList<LeafSetEntryNode<?>>(list.body());
        entries.sort((first, second) -> compare(first.body(), second.body()));
        return entries;
    }

    /** Numbers as numbers, all else as text. */
    private static int compare(Object first, Object second) {
        if (first instanceof Number one && second instanceof Number other) {
            int order = Long.compare(one.longValue(), other.longValue());
            if (order != 0) {
                return order;
            }
        }
        return first.toString().compareTo(second.toString());
    }
}
