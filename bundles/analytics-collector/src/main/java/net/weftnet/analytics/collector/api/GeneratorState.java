package net.weftnet.analytics.collector.api;

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
 */
public record GeneratorState(
        GeneratorName name,
        Optional<String> peer,
        Instant since,
        int sessions,
        Map<String, Long> messages,
        long octets,
        int uves) {
    public GeneratorState {
        messages = Collections.unmodifiableMap(new TreeMap<>(messages));
    }

    /** {@return messages received} */
    public long messageCount() {
        return messages.values().stream().mapToLong(Long::longValue).sum();
    }
}
