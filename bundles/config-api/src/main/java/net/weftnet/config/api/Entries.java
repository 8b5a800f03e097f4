package net.weftnet.config.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.OrderingAware;

/** The entries of lists in the order in which they are sent: the user's, or else that of their keys. */
final class Entries {

    private static final Comparator<MapEntryNode> BY_KEYS = (first, second) -> {
        Iterator<Object> others = second.name().values().iterator();
        for (var value : first.name().values()) {
            int order = compare(value, others.next());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    private Entries() {}

    static Collection<MapEntryNode> inOrder(MapNode list) {
        if (list instanceof OrderingAware.User) {
            return list.body();
        }
        var entries = new ArrayList<>(list.body());
        entries.sort(BY_KEYS);
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
        return first instanceof Number one && second instanceof Number other
                ? Long.compare(one.longValue(), other.longValue())
                : first.toString().compareTo(second.toString());
    }
}
