package net.weftnet.config.db.validation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Sets of values by key, of which the newest changes can be taken back. Used by one thread at a time. */
final class Journal {
    private final Map<Object, Set<Object>> sets = new HashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();

    Set<Object> get(Object key) {
        return sets.getOrDefault(key, Set.of());
    }

    void add(Object key, Object value) {
        if (sets.computeIfAbsent(key, _ -> new LinkedHashSet<>(2)).add(value)) {
            undo.push(() -> drop(key, value));
        }
    }

    void remove(Object key, Object value) {
        if (drop(key, value)) {
            undo.push(
                    () -> sets.computeIfAbsent(key, _ -> new LinkedHashSet<>(2)).add(value));
        }
    }

    private boolean drop(Object key, Object value) {
        var set = sets.get(key);
        if (set == null || !set.remove(value)) {
            return false;
        }
        if (set.isEmpty()) {
            sets.remove(key);
        }
        return true;
    }

    /** What was changed so far stays. */
    void keep() {
        undo.clear();
    }

    /** Takes back what was changed since {@link #keep}. */
    void rollBack() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
