package net.weftnet.common.runtime.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final RandomGenerator NO_JITTER = () -> 0;

    @Test
    void doublesUpToItsMaximum() {
        var backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(5), NO_JITTER);
        assertEquals(Duration.ofSeconds(1), backOff.next());
        assertEquals(Duration.ofSeconds(2), backOff.next());
        assertEquals(Duration.ofSeconds(4), backOff.next());
        assertEquals(Duration.ofSeconds(5), backOff.next());
        assertEquals(Duration.ofSeconds(5), backOff.next());
    }

    @Test
    void startsAgainAfterSuccess() {
        var backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(5), NO_JITTER);
        backOff.next();
        backOff.next();
        backOff.reset();
        assertEquals(Duration.ofSeconds(1), backOff.next());
    }

    @Property
    void takesOffHalfAtMost(@ForAll long seed, @ForAll @IntRange(min = 1, max = 100_000) int firstMillis) {
        var first = Duration.ofMillis(firstMillis);
        var wait = new BackOff(first, first, new Random(seed)).next();
        assertTrue(wait.compareTo(first.dividedBy(2)) >= 0 && wait.compareTo(first) <= 0, wait::toString);
    }

    @Test
    void rejectsAMaximumBelowTheFirst() {
        var second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new BackOff(second, Duration.ofMillis(1), NO_JITTER));
        assertThrows(IllegalArgumentException.class, () -> new BackOff(Duration.ZERO, second, NO_JITTER));
    }
}
