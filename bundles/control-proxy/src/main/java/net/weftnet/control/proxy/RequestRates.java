package net.weftnet.control.proxy;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How often each port may ask. Confined to the proxy's thread. */
final class RequestRates {
    /** Requests a second, and at once after a pause. */
    static final int RATE = 200;

    static final int BURST = 400;
    private static final long INTERVAL_NANOS = 1_000_000_000L / RATE;
    private static final int SWEEP_AT = 10_000;

    /** By port, when its next request would come at the permitted rate. */
    private final Map<UUID, Long> due = new HashMap<>();

    /**
     * {@return whether a port may ask once more}
     *
     * @param now of {@link System#nanoTime}
     */
    boolean permits(UUID port, long now) {
        if (due.size() >= SWEEP_AT) {
            due.values().removeIf(next -> next - now <= 0);
        }
        long next = due.getOrDefault(port, now);
        next = next - now > 0 ? next : now;
        if (next - now >= BURST * INTERVAL_NANOS) {
            return false;
        }
        due.put(port, next + INTERVAL_NANOS);
        return true;
    }
}
