package net.weftnet.common.sandesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.UveType;
import net.weftnet.common.sandesh.api.Value;
import org.junit.jupiter.api.Test;

class UveCacheTest {
    private static final UveType TYPE = new UveType("AUve", "A", "ObjectA");

    private final UveCache cache = new UveCache(3, 2);

    @Test
    void numbersRiseAlongTheWire() {
        cache.beginSession(Map.of());
        cache.put(uve("a", 1));
        cache.put(uve("b", 1));
        cache.put(uve("a", 2)); // the newer state takes the older one's place
        assertEquals(List.of("a=2#1", "b=1#2"), drain());
        cache.put(uve("a", 3));
        assertEquals(List.of("a=3#3"), drain());
    }

    @Test
    void sendsAgainWhatTheCollectorDoesNotHave() {
        cache.beginSession(Map.of());
        cache.put(uve("a", 1));
        cache.put(uve("b", 1));
        cache.put(uve("c", 1));
        drain();
        cache.beginSession(Map.of("AUve", 2));
        assertEquals(List.of("c=1#4+"), drain());
        cache.beginSession(Map.of());
        assertEquals(List.of("a=1#5+", "b=1#6+", "c=1#7+"), drain());
    }

    @Test
    void tellsDeletionsTheCollectorMissed() {
        cache.beginSession(Map.of());
        cache.put(uve("a", 1));
        cache.put(uve("b", 1));
        drain();
        cache.delete(key("a"));
        assertEquals(List.of("a=-#3"), drain());
        assertEquals(1, cache.size());
        cache.beginSession(Map.of("AUve", 2));
        assertEquals(List.of("a=-#4+"), drain());
        cache.beginSession(Map.of("AUve", 4));
        assertEquals(List.of(), drain());
    }

    @Test
    void doesNotTellDeletionsOfWhatWasNeverTold() {
        cache.put(uve("a", 1));
        cache.delete(key("a"));
        cache.delete(key("b"));
        cache.beginSession(Map.of());
        assertEquals(List.of(), drain());
    }

    @Test
    void startsOverAfterTooManyDeletions() {
        assertTrue(cache.startsOver()); // a process' first session
        cache.beginSession(Map.of());
        assertFalse(cache.startsOver());
        for (var name : List.of("a", "b", "c")) {
            cache.put(uve(name, 1));
            drain();
            cache.delete(key(name));
        }
        drain();
        assertTrue(cache.startsOver());
        cache.put(uve("d", 1));
        cache.beginSession(Map.of("AUve", 6));
        assertEquals(List.of("d=1#1"), drain());
    }

    @Test
    void refusesWhatDoesNotFit() {
        for (var name : List.of("a", "b", "c")) {
            assertTrue(cache.put(uve(name, 1)));
        }
        assertFalse(cache.put(uve("d", 1)));
        assertTrue(cache.put(uve("a", 2)));
        cache.delete(key("a"));
        assertTrue(cache.put(uve("d", 1)));
    }

    /** Whatever is lost on whichever wire, a collector that keeps what it got ends with the truth. */
    @Property(tries = 500)
    void collectorsConverge(@ForAll("histories") List<Integer> history) {
        var local = new UveCache(100, 3);
        var truth = new HashMap<String, Integer>();
        var collector = new Collector();
        collector.connect(local);
        for (int step : history) {
            int value = Math.abs(step / 16);
            var name = String.valueOf((char) ('a' + value % 5));
            switch (step % 8) {
                case 0, 1, 2 -> {
                    local.put(uve(name, value));
                    truth.put(name, value);
                }
                case 3 -> {
                    local.delete(key(name));
                    truth.remove(name);
                }
                case 4, 5 -> local.poll().ifPresent(collector::receive);
                case 6 -> {
                    local.poll(); // lost, and the session with it
                    collector.connect(local);
                }
                default -> {
                    collector.lose(); // it was started again
                    collector.connect(local);
                }
            }
        }
        collector.connect(local);
        for (var next = local.poll(); next.isPresent(); next = local.poll()) {
            collector.receive(next.get());
        }
        assertEquals(truth, collector.states);
    }

    @Provide
    Arbitrary<List<Integer>> histories() {
        return Arbitraries.integers().between(0, 10_000).list().ofMaxSize(80);
    }

    /** What a collector does with sequence numbers. */
    private static final class Collector {
        private final Map<String, Integer> states = new HashMap<>();
        private int highest;

        void connect(UveCache generator) {
            if (generator.startsOver()) {
                lose();
            }
            generator.beginSession(highest == 0 ? Map.of() : Map.of("AUve", highest));
        }

        void lose() {
            states.clear();
            highest = 0;
        }

        void receive(UveCache.Numbered uve) {
            assertTrue(uve.number() > highest);
            highest = uve.number();
            uve.uve()
                    .ifPresentOrElse(
                            state -> states.put(state.key(), number(state)),
                            () -> states.remove(uve.key().key()));
        }
    }

    private List<String> drain() {
        var lines = new ArrayList<String>();
        for (Optional<UveCache.Numbered> next = cache.poll(); next.isPresent(); next = cache.poll()) {
            var uve = next.get();
            lines.add(uve.key().key() + "="
                    + uve.uve().map(state -> String.valueOf(number(state))).orElse("-") + "#" + uve.number()
                    + (uve.repeated() ? "+" : ""));
        }
        return lines;
    }

    private static int number(Uve uve) {
        return Integer.parseInt(uve.fields().getFirst().value().toString());
    }

    private static UveCache.Key key(String name) {
        return new UveCache.Key(TYPE, name);
    }

    private static Uve uve(String name, int value) {
        return new Uve(TYPE, name, List.of(Field.of("value", 3, Value.i32(value))));
    }
}
