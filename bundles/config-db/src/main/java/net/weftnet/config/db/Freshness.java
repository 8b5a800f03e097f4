package net.weftnet.config.db;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.storage.api.StorageException;

/**
 * Whether this node knows what the newest commit is. While it cannot look at the log, what it shows may be old, and it cannot
 * commit. Looks of the follower and of writers may come at the same time.
 */
final class Freshness {
    private final Clock clock;
    private final Health.Subject health;

    /** When the log was looked at with success for the last time; guarded by this. */
    private Instant lastLook;

    /** Guarded by this for writing. */
    private volatile Optional<Instant> staleSince = Optional.empty();

    Freshness(Clock clock, Health.Subject health) {
        this.clock = clock;
        this.health = health;
        lastLook = clock.instant();
    }

    /** {@return the time after which commits may have been made that this node does not know; empty while there are none} */
    Optional<Instant> staleSince() {
        return staleSince;
    }

    /** What this node has was the newest. */
    synchronized void isNewest(long revision) {
        lastLook = clock.instant();
        staleSince = Optional.empty();
        health.ok("revision " + revision);
    }

    /** The log could not be looked at or written to. */
    synchronized void isLost(long revision, Exception why) {
        staleSince = Optional.of(lastLook);
        var problem = "revision " + revision + " may be old, and changes are refused, since " + lastLook + ": "
                + why.getMessage();
        if (why instanceof StorageException) {
            health.degraded(problem);
        } else {
            health.failed(problem);
        }
    }
}
