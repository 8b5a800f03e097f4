package net.weftnet.analytics.collector.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.weftnet.common.sandesh.api.GeneratorName;

/**
 * A generator and what came from it.
 *
 * @param name who it is
 * @param peer the address it is connected from; nothing when it is not
 * @param since when it connected, or went
 * @param sessions sessions it has had with this collector
 * @param messages messages received, by their name
 * @param octets octets received, frames included
 * @param uves UVEs kept
 * @param lost messages that found no room in a store behind the collector, by level, or by type where they have none
 * @param skew how far the generator's clock is ahead of the collector's, by the newest message; time on the wire makes it
 *     less
 */
public record GeneratorState(
        GeneratorName name,
        Optional<String> peer,
        Instant since,
        int sessions,
        Map<String, Long> messages,
        long octets,
        int uves,
        Map<String, Long> lost,
        Duration skew) {
    public GeneratorState {
        messages = Collections.unmodifiableMap(new TreeMap<>(messages));
        lost = Collections.unmodifiableMap(new TreeMap<>(lost));
    }

    /** {@return messages lost} */
    public long lostCount() {
        return lost.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return messages received} */
    public long messageCount() {
        return messages.values().stream().mapToLong(Long::longValue).sum();
    }
}
