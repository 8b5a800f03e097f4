package net.weftnet.config.db;

import java.time.Duration;
import java.util.OptionalLong;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.storage.api.Bus;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node at the newest revision. A hint on the bus says that another node has committed; the log is looked at
 * without one, too, so a lost hint costs one interval at most. That also finds out when a lost store is back.
 */
final class LogFollower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogFollower.class);
    private static final String TOPIC = "config-commit";

    private final Committer committer;
    private final Duration interval;
    private final Bus.Subscription hints;
    private final OwnerThread owner = OwnerThread.named("config-follow");

    /** Whether the last look at the log failed; used on the owner thread. */
    private boolean isFailing;

    /** Follows at once, and then at least once an interval. */
    LogFollower(Committer committer, Bus bus, Duration interval) {
        this.committer = committer;
        this.interval = interval;
        hints = bus.subscribe(TOPIC, revision -> owner.execute(() -> hear(revision)));
        owner.execute(this::look);
    }

    /** Tells other nodes that there is a new commit. */
    static void hint(Bus bus, long revision) {
        bus.publish(TOPIC, Long.toString(revision));
    }

    private void hear(String revision) {
        if (parse(revision).orElse(Long.MAX_VALUE)
                > committer.state().snapshot().revision()) {
            follow();
        }
    }

    private static OptionalLong parse(String revision) {
        try {
            return OptionalLong.of(Long.parseLong(revision));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    private void look() {
        follow();
        owner.schedule(interval, this::look);
    }

    private void follow() {
        try {
            committer.follow();
            if (isFailing) {
                log.info("config: following the log again");
            }
            isFailing = false;
        } catch (StorageException | ConfigException e) {
            if (!isFailing) {
                log.error(
                        "config: cannot follow the log after revision {}",
                        committer.state().snapshot().revision(),
                        e);
            }
            isFailing = true;
        }
    }

    @Override
    public void close() {
        hints.close();
        owner.close();
    }
}
