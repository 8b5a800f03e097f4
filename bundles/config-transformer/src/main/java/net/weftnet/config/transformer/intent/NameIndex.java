package net.weftnet.config.transformer.intent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Names in their order, by what is asked for. Most entries have one name or a few, so those are kept small. */
final class NameIndex {
    private static final int SMALL = 16;

    /** An immutable list while small, otherwise a {@link TreeSet}. */
    private final Map<Input, Collection<String>> entries = new HashMap<>();

    Collection<String> names(Input entry) {
        var names = entries.getOrDefault(entry, List.of());
        return names instanceof TreeSet<String> many ? Collections.unmodifiableSet(many) : names;
    }

    void add(Input entry, String name) {
        var names = entries.getOrDefault(entry, List.of());
        if (names instanceof TreeSet<String> many) {
            many.add(name);
        } else if (!names.contains(name)) {
            var sorted = new ArrayList<>(names);
            sorted.add(name);
            Collections.sort(sorted);
            entries.put(entry, sorted.size() <= SMALL ? List.copyOf(sorted) : new TreeSet<>(sorted));
        }
    }

    /** An entry without names is dropped, so that the memory follows the intent. */
    void remove(Input entry, String name) {
        var names = entries.getOrDefault(entry, List.of());
        if (names instanceof TreeSet<String> many) {
            many.remove(name);
        } else {
            names = names.stream().filter(other -> !other.equals(name)).toList();
            entries.put(entry, names);
        }
        if (names.isEmpty()) {
            entries.remove(entry);
        }
    }
}
