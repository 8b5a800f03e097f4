package net.weftnet.compute.services.dns;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/**
 * Answers that were given, by port and question. They are fresh for a short time only, as the configuration they come from can
 * change, and kept for much longer for when no control node is there to ask (RFC 8767). Confined to the services' thread.
 */
final class DnsCache {
    private static final long MOST_FRESH_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long MOST_STALE_NANOS = Duration.ofDays(1).toNanos();
    private static final int MOST = 20_000;

    private final Map<Key, Answer> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Answer> eldest) {
            return size() > MOST;
        }
    };

    /** A question of a port. */
    record Key(UUID port, Name name, int type) {}

    private record Answer(byte[] message, long since, long freshNanos) {}

    void put(Key key, Message answer, byte[] octets, long now) {
        int code = answer.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            return;
        }
        var records = answer.getSection(Section.ANSWER);
        long ttl = records.stream().mapToLong(record -> record.getTTL()).min().orElse(1);
        // Of several records each answer may have another order, so each question is passed on.
        long fresh = records.size() > 1
                ? 0
                : Math.min(MOST_FRESH_NANOS, Duration.ofSeconds(ttl).toNanos());
        entries.put(key, new Answer(octets, now, fresh));
    }

    /** {@return an answer that holds now} */
    Optional<byte[]> fresh(Key key, long now) {
        return find(key).filter(entry -> now - entry.since < entry.freshNanos).map(Answer::message);
    }

    /** {@return the last answer there was} */
    Optional<byte[]> any(Key key, long now) {
        return find(key).filter(entry -> now - entry.since < MOST_STALE_NANOS).map(Answer::message);
    }

    private Optional<Answer> find(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Forgets what a port that is gone has asked. */
    void forget(UUID port) {
        entries.keySet().removeIf(key -> key.port().equals(port));
    }
}
