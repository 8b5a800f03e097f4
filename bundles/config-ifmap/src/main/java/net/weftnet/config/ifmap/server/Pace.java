package net.weftnet.config.ifmap.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import net.weftnet.common.runtime.api.OwnerThread;

/**
 * Runs an action when it is asked for, but not sooner than a while after its last run: the first is at once, and those of a
 * burst become one. Belongs to the owner thread.
 */
final class Pace {
    private final OwnerThread owner;
    private final Clock clock;
    private final Duration gap;
    private final Runnable action;
    private Instant next = Instant.MIN;
    private boolean scheduled;

    Pace(OwnerThread owner, Clock clock, Duration gap, Runnable action) {
        this.owner = owner;
        this.clock = clock;
        this.gap = gap;
        this.action = action;
    }

    /** Asks for a run. */
    void ask() {
        if (scheduled) {
            return;
        }
        var now = clock.instant();
        // A clock that was set back must not hold it up.
        if (!now.isBefore(next) || now.plus(gap).isBefore(next)) {
            run(now);
        } else {
            scheduled = true;
            owner.schedule(Duration.between(now, next), () -> {
                scheduled = false;
                run(clock.instant());
            });
        }
    }

    private void run(Instant now) {
        next = now.plus(gap);
        action.run();
    }
}
