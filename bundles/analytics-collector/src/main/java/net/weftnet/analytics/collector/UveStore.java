package net.weftnet.analytics.collector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.analytics.collector.api.UveState;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.GeneratorName;

/**
 * The newest state of every UVE, by object and by generator, and how far each generator's numbers go. Bounded. Not
 * thread-safe: {@link CollectorState} guards it.
 */
final class UveStore {
    private final int capacity;
    private final NavigableMap<String, NavigableMap<String, Map<Source, Kept>>> types = new TreeMap<>();
    private final Map<GeneratorName, Told> generators = new HashMap<>();
    private int size;
    private long refused;

    /** Who tells it, in which struct. */
    private record Source(String struct, GeneratorName generator) {}

    private record Place(String type, String key, Source source) {}

    private static final class Kept {
        private final Map<String, Field> fields = new LinkedHashMap<>();
        private Instant time = Instant.EPOCH;
    }

    private static final class Told {
        private final Set<Place> places = new HashSet<>();
        private final Map<String, Integer> numbers = new HashMap<>();
    }

    UveStore(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Takes what a generator tells; a field it does not repeat keeps its value.
     *
     * @param message the name of the message, under which UVEs are numbered
     */
    void apply(GeneratorName generator, String message, int number, Instant time, ReceivedUve uve) {
        var told = generators.computeIfAbsent(generator, _ -> new Told());
        told.numbers.merge(message, number, Math::max);
        var place = new Place(uve.type(), uve.key(), new Source(uve.struct(), generator));
        if (uve.deleted()) {
            if (told.places.remove(place)) {
                remove(place);
            }
            return;
        }
        if (!told.places.contains(place)) {
            if (size >= capacity) {
                refused++;
                return;
            }
            told.places.add(place);
            size++;
        }
        var kept = types.computeIfAbsent(place.type, _ -> new TreeMap<>())
                .computeIfAbsent(place.key, _ -> new LinkedHashMap<>())
                .computeIfAbsent(place.source, _ -> new Kept());
        kept.time = time;
        uve.fields().forEach(field -> kept.fields.put(field.name(), field));
    }

    private void remove(Place place) {
        var keys = types.get(place.type);
        var sources = keys == null ? null : keys.get(place.key);
        if (keys == null || sources == null || sources.remove(place.source) == null) {
            throw new IllegalStateException("Not kept: " + place);
        }
        size--;
        if (sources.isEmpty()) {
            keys.remove(place.key);
        }
        if (keys.isEmpty()) {
            types.remove(place.type);
        }
    }

    /** Forgets what a generator told. */
    void forget(GeneratorName generator) {
        var told = generators.remove(generator);
        if (told != null) {
            told.places.forEach(this::remove);
        }
    }

    /** {@return for each UVE message of a generator, the highest number that came} */
    Map<String, Integer> numbers(GeneratorName generator) {
        var told = generators.get(generator);
        return told == null ? Map.of() : Map.copyOf(told.numbers);
    }

    int size() {
        return size;
    }

    /** {@return how many UVEs a generator has here} */
    int size(GeneratorName generator) {
        var told = generators.get(generator);
        return told == null ? 0 : told.places.size();
    }

    /** {@return how many updates were not taken because the store was full} */
    long refused() {
        return refused;
    }

    Set<String> types() {
        return Set.copyOf(types.keySet());
    }

    Set<String> names(String type) {
        var keys = types.get(type);
        return keys == null ? Set.of() : Set.copyOf(keys.keySet());
    }

    List<UveState> uves(String type, String name) {
        var states = new ArrayList<UveState>();
        types.getOrDefault(type, new TreeMap<>())
                .getOrDefault(name, Map.of())
                .forEach((source, kept) -> states.add(
                        new UveState(source.struct, source.generator, kept.time, List.copyOf(kept.fields.values()))));
        return states;
    }
}
