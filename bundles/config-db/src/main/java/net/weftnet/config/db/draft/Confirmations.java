package net.weftnet.config.db.draft;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.LogDatastore;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.draft.DraftTable.Confirmation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commits back that nobody confirmed in time. What waits is stored before the commit is made, so that no restart
 * forgets it; every node looks, and who comes second finds nothing left to take back.
 */
final class Confirmations implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Confirmations.class);
    private static final String AUTHOR = "system";
    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** How long after its deadline a commit may still be on its way into the log. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final DraftTable table;
    private final LogDatastore datastore;
    private final Clock clock;
    private final Health.Subject health;
    private final OwnerThread thread = OwnerThread.named("config-confirmations");

    /** Takes up what waited before a restart. */
    Confirmations(DraftTable table, LogDatastore datastore, Clock clock, Health.Subject health) {
        this.table = table;
        this.datastore = datastore;
        this.clock = clock;
        this.health = health;
        health.ok("nothing waits");
        thread.execute(this::lookAgainAndAgain);
    }

    /** A commit is about to be made that must be confirmed. */
    Confirmation expect(UUID commit, Duration within) throws StorageException {
        var confirmation = new Confirmation(commit, clock.instant().plus(within));
        table.put(confirmation);
        return confirmation;
    }

    /** The commit was made. */
    void begin(Duration within) {
        thread.schedule(within, this::look);
    }

    /** The commit was refused. */
    void forget(Confirmation confirmation) throws StorageException {
        table.delete(confirmation);
    }

    /** {@return whether a commit waited to be confirmed} */
    boolean confirm(Commit commit) throws StorageException {
        for (var waiting : table.confirmations()) {
            if (waiting.commit().equals(commit.id())) {
                table.delete(waiting);
                return true;
            }
        }
        return false;
    }

    /** Also finds what other nodes have stored and did not live to take back, and what could not be taken back before. */
    private void lookAgainAndAgain() {
        look();
        thread.schedule(AGAIN, this::lookAgainAndAgain);
    }

    private void look() {
        try {
            var now = clock.instant();
            for (var waiting : table.confirmations()) {
                if (!waiting.deadline().isAfter(now)) {
                    takeBack(waiting, now);
                }
            }
            health.ok("all changes are confirmed or wait");
        } catch (StorageException e) {
            health.degraded("it is not known whether a change waits: " + e.getMessage());
        } catch (ConfigException | RuntimeException e) {
            log.error("config: a change that nobody confirmed is not taken back yet", e);
            health.failed("a change that nobody confirmed cannot be taken back: " + e.getMessage());
        }
    }

    private void takeBack(Confirmation waiting, Instant now) throws StorageException, ConfigException {
        var commit = datastore.find(waiting.commit());
        if (commit.isPresent()) {
            var revision = commit.get().revision();
            datastore.takeBack(revision, AUTHOR, "Takes back revision " + revision + ", which nobody confirmed");
            log.warn("config: revision {} was not confirmed by {}", revision, waiting.deadline());
            table.delete(waiting);
        } else if (waiting.deadline().plus(GRACE).isBefore(now)) {
            table.delete(waiting);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
