package net.weftnet.common.sandesh;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.UveType;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of every UVE, and which of them the collector does not have.
 *
 * <p>A UVE gets its sequence number when it is put on the wire. So numbers of one message name rise along the wire, and
 * a collector that has number n has everything up to n: after a reconnect it tells n, and what has a higher number is
 * sent again. A deleted UVE is remembered for that purpose; if too many are deleted to remember, the next session
 * starts over, with the collector forgetting all. Not thread-safe: the {@link Outbox} guards it.
 */
final class UveCache {
    private final int capacity;
    private final int rememberedDeletions;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private final Set<Key> unsent = new LinkedHashSet<>();
    private final Set<Key> deletions = new LinkedHashSet<>();
    private final Map<String, Integer> lastNumbers = new HashMap<>();
    private boolean startOver = true;

    record Key(UveType type, String key) {}

    /**
     * A UVE to be put on the wire.
     *
     * @param uve its state; nothing when it is deleted
     * @param repeated whether it went out before
     */
    record Numbered(Key key, Optional<Uve> uve, int number, boolean repeated) {}

    private static final class Entry {
        /** Null once deleted. */
        private @Nullable Uve uve;

        /** 0 while it was never on the wire. */
        private int number;

        private boolean repeated;
    }

    /**
     * Makes an empty cache.
     *
     * @param capacity how many UVEs are kept, at most
     * @param rememberedDeletions how many deletions are
     */
    UveCache(int capacity, int rememberedDeletions) {
        this.capacity = capacity;
        this.rememberedDeletions = rememberedDeletions;
    }

    /** Takes a new state; false when there is no room for one more UVE. */
    boolean put(Uve uve) {
        var key = new Key(uve.type(), uve.key());
        var entry = entries.get(key);
        if (entry == null) {
            if (size() >= capacity) {
                return false;
            }
            entry = new Entry();
            entries.put(key, entry);
        }
        entry.uve = uve;
        entry.repeated = false;
        deletions.remove(key);
        unsent.add(key);
        return true;
    }

    void delete(Key key) {
        var entry = entries.get(key);
        if (entry == null || entry.uve == null) {
            return;
        }
        if (entry.number == 0) {
            forget(key);
            return;
        }
        entry.uve = null;
        entry.repeated = false;
        unsent.add(key);
        deletions.add(key);
        if (deletions.size() > rememberedDeletions) {
            forget(deletions.iterator().next());
            startOver = true;
        }
    }

    private void forget(Key key) {
        entries.remove(key);
        unsent.remove(key);
        deletions.remove(key);
    }

    /** {@return how many UVEs exist} */
    int size() {
        return entries.size() - deletions.size();
    }

    int unsent() {
        return unsent.size();
    }

    /** {@return the names of all UVE messages there are} */
    Collection<String> messages() {
        return entries.keySet().stream()
                .map(key -> key.type().message())
                .distinct()
                .toList();
    }

    /** {@return the next UVE to be sent; it counts as sent} */
    Optional<Numbered> poll() {
        if (unsent.isEmpty()) {
            return Optional.empty();
        }
        var key = unsent.iterator().next();
        int last = lastNumbers.getOrDefault(key.type().message(), 0);
        if (last == Integer.MAX_VALUE) {
            startOver = true;
            return Optional.empty();
        }
        unsent.remove(key);
        var entry = entries.get(key);
        if (entry == null) {
            throw new IllegalStateException("Unsent, but not kept: " + key);
        }
        entry.number = last + 1;
        lastNumbers.put(key.type().message(), last + 1);
        return Optional.of(new Numbered(key, Optional.ofNullable(entry.uve), entry.number, entry.repeated));
    }

    /** {@return whether the collector must forget all at the next session} */
    boolean startsOver() {
        return startOver;
    }

    /** Begins a session in which the collector has, of each message name, everything up to a number, by default 0. */
    void beginSession(Map<String, Integer> had) {
        Map<String, Integer> known = startOver ? Map.of() : had;
        if (startOver) {
            startOver = false;
            lastNumbers.clear();
            entries.values().forEach(entry -> entry.number = 0);
        }
        for (var key : List.copyOf(entries.keySet())) {
            resume(key, known.getOrDefault(key.type().message(), 0));
        }
    }

    private void resume(Key key, int had) {
        var entry = entries.get(key);
        if (entry == null) {
            return;
        }
        if (entry.uve == null && (had == 0 || !unsent.contains(key) && entry.number <= had)) {
            forget(key);
        } else if (had == 0 || entry.number > had) {
            entry.repeated = entry.number > 0;
            unsent.add(key);
        }
    }
}
