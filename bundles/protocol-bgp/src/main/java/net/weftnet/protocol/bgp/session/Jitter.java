package net.weftnet.protocol.bgp.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Timers of many peers must not expire together (RFC 4271 section 10). */
public final class Jitter {
    private static final double LEAST = 0.75;

    private Jitter() {}

    /** {@return between three quarters and all of a time} */
    public static Duration shorten(int seconds, RandomGenerator random) {
        return Duration.ofMillis((long) (seconds * 1000L * random.nextDouble(LEAST, 1)));
    }
}
