package net.weftnet.config.db;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.Candidate;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.CommitCompletion;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.log.ChangeSetCodec;
import net.weftnet.config.db.log.CommitLog;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets writers commit. They queue up; the one that gets the lock decides about all that wait, and makes them durable
 * together as a {@link CommitGroup}. When another node was first, it takes that node's commits and tries again.
 */
final class Committer {
    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    private final CommitLog commits;
    private final ChangeSetCodec changeSets;
    private final Clock clock;
    private final int mostBytes;
    private final Freshness freshness;
    private final Queue<PendingCommit> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Changed under {@link #lock}. */
    private final Replica replica;

    /** Guarded by {@link #lock}. */
    private boolean isClosed;

    /**
     * A committer over a replica, to which nobody else commits.
     *
     * @param mostBytes how long the row of a commit may be
     */
    Committer(
            CommitLog commits,
            Replica replica,
            ChangeSetCodec changeSets,
            Clock clock,
            int mostBytes,
            Freshness freshness) {
        this.commits = commits;
        this.replica = replica;
        this.changeSets = changeSets;
        this.clock = clock;
        this.mostBytes = mostBytes;
        this.freshness = freshness;
    }

    Replica.State state() {
        return replica.state();
    }

    /** Lets changes be completed from now on, or no more. */
    void complete(Optional<CommitCompletion> completion) {
        lock.lock();
        try {
            replica.working().complete(completion);
        } finally {
            lock.unlock();
        }
    }

    /** Tries an edit without making it, while no other one is decided about. {@return what it would make} */
    Optional<Candidate> check(Edit edit) throws ConfigException {
        lock.lock();
        try {
            var before = state().snapshot();
            var change = replica.working().check(edit);
            return change.map(one -> new Candidate(
                    one,
                    before,
                    new Snapshot(
                            before.revision() + 1,
                            clock.instant(),
                            replica.working().preview(one))));
        } catch (StorageException e) {
            throw unavailable(e);
        } finally {
            lock.unlock();
        }
    }

    Commit commit(UUID id, String author, String comment, Edit edit) throws ConfigException {
        var mine = new PendingCommit(id, author, comment, edit);
        waiting.add(mine);
        lock.lock();
        try {
            while (!mine.isDecided()) {
                decide();
            }
        } finally {
            lock.unlock();
        }
        return mine.result();
    }

    /** Decides about the longest waiting changes, as many as fit one group. */
    private void decide() {
        var members = new ArrayList<PendingCommit>();
        try {
            while (!tryCommit(members)) {
                replica.catchUp();
            }
            freshness.isNewest(revision());
        } catch (StorageException | ConfigException | RuntimeException e) {
            log.error("config: a commit failed, nothing has changed", e);
            freshness.isLost(revision(), e);
            members.forEach(pending -> pending.refuse(unavailable(e)));
        } finally {
            // Also after an error nobody foresaw, no writer waits for ever.
            members.stream()
                    .filter(pending -> !pending.isDecided())
                    .forEach(pending -> pending.refuse(unavailable(new IllegalStateException("see the log"))));
        }
    }

    /**
     * Commits as a group.
     *
     * @param members those of an attempt before; who waits joins them
     * @return false when another node was first, and everything must be tried again
     */
    private boolean tryCommit(List<PendingCommit> members) throws StorageException {
        var group = new CommitGroup(replica, changeSets, clock, mostBytes);
        boolean isDurable = false;
        try {
            for (var member : members) {
                group.add(member);
            }
            while (!group.isFull() && waiting.peek() != null) {
                var next = waiting.remove();
                members.add(next);
                group.add(next);
            }
            isDurable = group.append(commits);
        } finally {
            if (!isDurable) {
                group.takeBack();
            }
        }
        if (isDurable) {
            group.publish();
        }
        return isDurable;
    }

    /** Takes what other nodes, or this one in an earlier life, have committed. */
    void follow() throws StorageException, ConfigException {
        try {
            // Mostly there is nothing new, and no writer waits for the look.
            if (!commits.isNewest(state().position())) {
                catchUp();
            }
            freshness.isNewest(revision());
        } catch (StorageException | ConfigException e) {
            freshness.isLost(revision(), e);
            throw e;
        }
    }

    private void catchUp() throws StorageException, ConfigException {
        lock.lock();
        try {
            if (!isClosed) {
                replica.catchUp();
            }
        } finally {
            lock.unlock();
        }
    }

    private long revision() {
        return state().snapshot().revision();
    }

    static ConfigException unavailable(Exception e) {
        return new ConfigException(
                Kind.UNAVAILABLE,
                YangInstanceIdentifier.of(),
                "The configuration store is not available: " + e.getMessage(),
                e);
    }

    /** Waits for the writer that is at work. */
    void close() {
        lock.lock();
        isClosed = true;
        lock.unlock();
    }
}
