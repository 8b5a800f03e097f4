package net.weftnet.config.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.OrderingAware;

/** The entries of lists in the order in which they are sent: the user's, or else that of their keys. */
final class Entries {

    /** How many entries are sorted at a time; of a very large list at least so many that it is read {@link #PASSES} times. */
    private static final int PART = 8192;

    private static final int PASSES = 32;

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

    static Iterable<MapEntryNode> inOrder(MapNode list) {
        return list instanceof OrderingAware.User ? list.body() : byKey(list.body());
    }

    static Iterable<? extends LeafSetEntryNode<?>> inOrder(LeafSetNode<?> list) {
        return list instanceof OrderingAware.User ? list.body() : byKey(list.body());
    }

    /** Sorts a part after the other, so that a large list is not there a second time while it is sent. */
    private static <E extends NormalizedNode> Iterable<E> byKey(Collection<E> entries) {
        return () -> new InOrder<>(entries, Math.max(PART, entries.size() / PASSES));
    }

    /**
     * {@return the entries with the smallest keys, in order}
     *
     * @param after the key after which they begin; null for the first
     * @param limit how many at most
     */
    static <E extends NormalizedNode> List<E> first(
            Collection<? extends E> entries, @Nullable Collection<Object> after, int limit) {
        Comparator<E> smallestFirst = Comparator.comparing(Entries::key, BY_KEY);
        var smallest = new PriorityQueue<E>(smallestFirst.reversed());
        for (var entry : entries) {
            if (after != null && BY_KEY.compare(key(entry), after) <= 0) {
                continue;
            }
            if (smallest.size() < limit) {
                smallest.add(entry);
            } else if (smallestFirst.compare(entry, smallest.element()) < 0) {
                smallest.remove();
                smallest.add(entry);
            }
        }
        var found = new ArrayList<>(smallest);
        found.sort(smallestFirst);
        return found;
    }

    private static final class InOrder<E extends NormalizedNode> implements Iterator<E> {
        private final Collection<E> entries;
        private final int part;
        private Iterator<E> sorted;
        private @Nullable E last;
        private int left;

        InOrder(Collection<E> entries, int part) {
            this.entries = entries;
            this.part = part;
            left = entries.size();
            sorted = first(entries, null, part).iterator();
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public E next() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            if (!sorted.hasNext()) {
                sorted = first(entries, last == null ? null : key(last), part).iterator();
            }
            left--;
            var entry = sorted.next();
            last = entry;
            return entry;
        }
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
