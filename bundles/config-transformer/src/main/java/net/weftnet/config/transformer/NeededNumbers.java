package net.weftnet.config.transformer;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.transformer.Contributions.Contribution;
import net.weftnet.config.transformer.compile.CompiledEntry.Key;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.intent.IntentView;
import net.weftnet.config.transformer.numbers.AllocatedNumbers;
import net.weftnet.config.transformer.numbers.NumberName;

/** Which numbers the compiled state needs, kept up as its entries change. */
final class NeededNumbers {
    private static final String LIST = "needed-number";
    private static final String SYSTEM = "global-system-config";

    private final Map<Key, NumberName> needed;

    NeededNumbers() {
        needed = new TreeMap<>();
    }

    private NeededNumbers(Map<Key, NumberName> needed) {
        this.needed = new TreeMap<>(needed);
    }

    /** {@return whether a change is about numbers, needed or given out} */
    static boolean concern(List<ObjectChange> changes, Map<Key, List<Contribution>> updated) {
        return updated.keySet().stream().anyMatch(key -> key.list().equals(LIST))
                || changes.stream().anyMatch(change -> change.key().type().equals(SYSTEM));
    }

    /** Takes changed entries over. */
    void put(Map<Key, List<Contribution>> updated) {
        updated.forEach((key, contributions) -> {
            if (!key.list().equals(LIST)) {
                return;
            }
            if (contributions.isEmpty()) {
                needed.remove(key);
            } else {
                var entry = new Data(contributions.getFirst().entry().data());
                needed.put(key, new NumberName(entry.required("series"), entry.required("owner")));
            }
        });
    }

    /** {@return what is needed after a change that is only tried} */
    NeededNumbers after(Map<Key, List<Contribution>> updated) {
        var tried = new NeededNumbers(needed);
        tried.put(updated);
        return tried;
    }

    /** {@return the numbers that are given out} */
    private static Map<NumberName, Long> given(IntentView intent) {
        return intent.object(SYSTEM, "default-" + SYSTEM)
                .map(system -> AllocatedNumbers.read(system.data()))
                .orElse(Map.of());
    }

    /** {@return what is needed, when that is not what is given out} */
    Optional<Set<NumberName>> toBeProvided(IntentView intent) {
        var given = given(intent);
        return AllocatedNumbers.complete(given, needed.values()).equals(given)
                ? Optional.empty()
                : Optional.of(new TreeSet<>(needed.values()));
    }

    /** {@return the numbers that are needed} */
    Collection<NumberName> names() {
        return Collections.unmodifiableCollection(needed.values());
    }
}
