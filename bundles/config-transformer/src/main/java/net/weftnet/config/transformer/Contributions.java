package net.weftnet.config.transformer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.weftnet.config.transformer.api.CompiledDelta;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.CompiledEntry.Key;
import net.weftnet.config.transformer.engine.DerivationGraph.Origin;
import net.weftnet.config.transformer.engine.DerivationGraph.Replacement;

/**
 * The entries of the compiled state with who yields them. Several may yield the same one, for example a route target that
 * two networks are configured with; where they differ, the first in the order of origins counts, on every node.
 */
final class Contributions {
    private final Map<Key, List<Contribution>> all = new HashMap<>();

    /** An entry that one origin yields. */
    record Contribution(Origin origin, CompiledEntry entry) {}

    /** {@return the contributions to the entries that a change concerns, as they will be; nothing is changed yet} */
    Map<Key, List<Contribution>> after(List<Replacement> change) {
        var updated = new TreeMap<Key, List<Contribution>>();
        for (var one : change) {
            one.before().forEach(entry -> list(updated, entry.key())
                    .removeIf(old -> old.origin().equals(one.origin())));
        }
        for (var one : change) {
            one.after().forEach(entry -> list(updated, entry.key()).add(new Contribution(one.origin(), entry)));
        }
        updated.values().forEach(list -> list.sort(Comparator.comparing(Contribution::origin)));
        return updated;
    }

    private List<Contribution> list(Map<Key, List<Contribution>> updated, Key key) {
        return updated.computeIfAbsent(key, _ -> new ArrayList<>(all.getOrDefault(key, List.of())));
    }

    /** Takes over what {@link #after} said. */
    void put(Map<Key, List<Contribution>> updated) {
        updated.forEach((key, list) -> {
            if (list.isEmpty()) {
                all.remove(key);
            } else {
                all.put(key, List.copyOf(list));
            }
        });
    }

    /** {@return the entries that will be others when a change is taken over} */
    List<CompiledDelta.Entry> differences(Map<Key, List<Contribution>> updated) {
        var differences = new ArrayList<CompiledDelta.Entry>();
        updated.forEach((key, list) -> {
            var after = first(list);
            if (!after.equals(entry(key))) {
                differences.add(new CompiledDelta.Entry(
                        key.list(), key.fqName(), after.map(CompiledEntry::data).orElse(null)));
            }
        });
        return differences;
    }

    /** {@return the entries that are others in a state that was derived from nothing} */
    List<CompiledDelta.Entry> differences(Contributions other) {
        var updated = new TreeMap<>(other.all);
        all.keySet().forEach(key -> updated.putIfAbsent(key, List.of()));
        return differences(updated);
    }

    /** {@return the entry of a name} */
    Optional<CompiledEntry> entry(Key key) {
        return first(all.getOrDefault(key, List.of()));
    }

    /** {@return who yields an entry} */
    List<Origin> origins(Key key) {
        return all.getOrDefault(key, List.of()).stream()
                .map(Contribution::origin)
                .toList();
    }

    /** {@return the one that counts} */
    static Optional<CompiledEntry> first(List<Contribution> contributions) {
        return contributions.stream().findFirst().map(Contribution::entry);
    }

    /** {@return all entries by list and name, in their order} */
    TreeMap<Key, CompiledEntry> entries() {
        var entries = new TreeMap<Key, CompiledEntry>();
        all.forEach((key, list) -> entries.put(key, list.getFirst().entry()));
        return entries;
    }
}
