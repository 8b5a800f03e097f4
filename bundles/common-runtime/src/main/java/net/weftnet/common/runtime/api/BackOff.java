package net.weftnet.common.runtime.api;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubles from {@code first} to {@code max}, and takes off a random part of
 * up to half, so that clients which lost the same server do not come back in step. Not thread-safe: its owner's.
 */
public final class BackOff {
    private final Duration first;
    private final Duration max;
    private final RandomGenerator jitter;
    private Duration ceiling;

    public BackOff(Duration first, Duration max, RandomGenerator jitter) {
        if (!first.isPositive() || first.compareTo(max) > 0) {
            throw new IllegalArgumentException("Back-off from " + first + " to " + max);
        }
        this.first = first;
        this.max = max;
        this.jitter = jitter;
        ceiling = first;
    }

    /** {@return the wait before the next attempt, in (ceiling / 2, ceiling]} */
    public Duration next() {
        long nanos = ceiling.toNanos();
        var wait = Duration.ofNanos(nanos - jitter.nextLong(nanos / 2 + 1));
        // Halving max instead of doubling the ceiling cannot overflow.
        ceiling = ceiling.compareTo(max.dividedBy(2)) > 0 ? max : ceiling.multipliedBy(2);
        return wait;
    }

    /** Starts from the first wait again: the attempt succeeded. */
    public void reset() {
        ceiling = first;
    }
}
