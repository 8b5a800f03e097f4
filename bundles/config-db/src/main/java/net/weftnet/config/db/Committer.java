package net.weftnet.config.db;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.Candidate;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.log.ChangeSetCodec;
import net.weftnet.config.db.log.CommitLog;
import net.weftnet.config.db.log.CommitLog.Position;
import net.weftnet.config.db.log.LogEntry;
import net.weftnet.config.db.log.Snapshots;
import net.weftnet.config.db.view.WorkingTree;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about changes and makes them durable.
 *
 * <p>Writers queue up. The one that holds the lock decides about all that wait, one on top of the other, and makes them
 * durable together. When another node was first, it takes that node's commits and tries again.
 */
final class Committer {
    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    /** How many changes are made durable together at most. */
    private static final int GROUP = 256;

    private final CommitLog commits;
    private final Snapshots snapshots;
    private final ChangeSetCodec changeSets;
    private final Clock clock;
    private final Health.Subject health;
    private final Consumer<MadeCommit> publication;
    private final ConcurrentLinkedQueue<PendingCommit> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}. */
    private final WorkingTree working;

    /** Guarded by {@link #lock}. */
    private boolean isClosed;

    /** The newest durable state; written under {@link #lock}. */
    private volatile State state;

    /** The newest commit, if there is one, and its tree. */
    record State(Optional<Commit> newest, Snapshot snapshot) {
        private Optional<Position> position() {
            return newest.map(Position::of);
        }
    }

    /** A commit with its change and the tree after it. */
    record MadeCommit(Commit commit, DataTreeCandidate change, Snapshot after) {}

    /**
     * Nothing is read yet, see {@link #follow}.
     *
     * @param publication gets each commit of any node, in order, when it is durable
     */
    Committer(
            CommitLog commits,
            Snapshots snapshots,
            ChangeSetCodec changeSets,
            WorkingTree working,
            Clock clock,
            Health.Subject health,
            Consumer<MadeCommit> publication) {
        this.commits = commits;
        this.snapshots = snapshots;
        this.changeSets = changeSets;
        this.working = working;
        this.clock = clock;
        this.health = health;
        this.publication = publication;
        state = new State(Optional.empty(), new Snapshot(0, Instant.EPOCH, working.snapshot()));
    }

    State state() {
        return state;
    }

    /** Tries an edit without making it, while no other one is decided about. {@return what it would make} */
    Optional<Candidate> check(Edit edit) throws ConfigException {
        lock.lock();
        try {
            var before = state.snapshot();
            var change = working.check(edit);
            return change.map(one -> new Candidate(
                    one, before, new Snapshot(before.revision() + 1, clock.instant(), working.preview(one))));
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
                decide(nextGroup());
            }
        } finally {
            lock.unlock();
        }
        return mine.result();
    }

    private List<PendingCommit> nextGroup() {
        var group = new ArrayList<PendingCommit>();
        while (group.size() < GROUP && waiting.peek() != null) {
            group.add(waiting.remove());
        }
        return group;
    }

    private void decide(List<PendingCommit> group) {
        try {
            while (!tryCommit(group)) {
                working.reset(state.snapshot().tree());
                catchUp();
            }
            reportHealth();
        } catch (StorageException | ConfigException | RuntimeException e) {
            log.error("config: a commit failed, nothing has changed", e);
            health.failed("cannot commit: " + e.getMessage());
            takeBack();
            group.forEach(pending -> pending.refuse(unavailable(e)));
        } finally {
            // Also after an error nobody foresaw, no writer waits for ever.
            group.stream()
                    .filter(pending -> !pending.isDecided())
                    .forEach(pending -> pending.refuse(unavailable(new IllegalStateException("see the log"))));
        }
    }

    private void takeBack() {
        try {
            working.reset(state.snapshot().tree());
        } catch (ConfigException e) {
            throw new IllegalStateException("A tree that was valid before is not any more", e);
        }
    }

    /** {@return false when another writer was first, and everything must be tried again} */
    private boolean tryCommit(List<PendingCommit> group) throws StorageException {
        var made = new ArrayList<MadeCommit>();
        var outcomes = new LinkedHashMap<PendingCommit, MadeCommit>();
        var refusals = new LinkedHashMap<PendingCommit, ConfigException>();
        for (var pending : group) {
            try {
                prepare(pending, made);
                if (!made.isEmpty()) {
                    outcomes.put(pending, made.getLast());
                }
            } catch (ConfigException e) {
                refusals.put(pending, e);
            } catch (RuntimeException e) {
                log.error("config: a change of {} failed", pending.author, e);
                refusals.put(
                        pending,
                        new ConfigException(
                                Kind.INVALID, YangInstanceIdentifier.of(), "The change cannot be made: " + e, e));
            }
        }
        if (!made.isEmpty() && !append(made)) {
            return false;
        }
        made.forEach(this::publish);
        answer(group, outcomes, refusals);
        return true;
    }

    private void prepare(PendingCommit pending, List<MadeCommit> made) throws ConfigException, StorageException {
        var change = working.change(pending.edit);
        if (change.isEmpty()) {
            return;
        }
        var predecessor =
                made.isEmpty() ? state.newest() : Optional.of(made.getLast().commit());
        var commit = new Commit(
                predecessor.map(Commit::revision).orElse(0L) + 1,
                pending.id,
                predecessor.map(Commit::id),
                clock.instant(),
                pending.author,
                pending.comment);
        var after = new Snapshot(commit.revision(), commit.time(), working.snapshot());
        made.add(new MadeCommit(commit, change.get(), after));
    }

    private boolean append(List<MadeCommit> made) throws StorageException {
        var entries = made.stream()
                .map(one -> new LogEntry(one.commit(), changeSets.encode(one.change())))
                .toList();
        return commits.append(state.position(), entries);
    }

    private void answer(
            List<PendingCommit> group,
            Map<PendingCommit, MadeCommit> outcomes,
            Map<PendingCommit, ConfigException> refusals) {
        for (var pending : group) {
            var refusal = refusals.get(pending);
            var outcome = outcomes.get(pending);
            if (refusal != null) {
                pending.refuse(refusal);
            } else {
                // Without an outcome the edit changed nothing, and nothing before it in the group did.
                pending.succeed(
                        outcome != null ? outcome.commit() : state.newest().orElseThrow());
            }
        }
    }

    private void publish(MadeCommit made) {
        var commit = made.commit();
        state = new State(Optional.of(commit), made.after());
        publication.accept(made);
        log.debug("config: revision {} by {}: {}", commit.revision(), commit.author(), commit.comment());
    }

    /** Takes what other nodes, or this one in an earlier life, have committed. */
    void follow() throws StorageException, ConfigException {
        lock.lock();
        try {
            if (!isClosed) {
                catchUp();
                reportHealth();
            }
        } catch (StorageException | ConfigException e) {
            health.failed("cannot follow the log: " + e.getMessage());
            takeBack();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void catchUp() throws StorageException, ConfigException {
        if (commits.newest().equals(state.position())) {
            return;
        }
        if (state.newest().isEmpty() || commits.horizon() > state.snapshot().revision()) {
            leap();
        }
        for (var entry : commits.since(state.snapshot().revision())) {
            var commit = entry.commit();
            var change = working.replay(tree -> changeSets.apply(entry.edits(), tree));
            publish(new MadeCommit(commit, change, new Snapshot(commit.revision(), commit.time(), working.snapshot())));
        }
    }

    /** Takes the newest snapshot instead of the commits up to it. */
    private void leap() throws StorageException, ConfigException {
        var newest = snapshots.newest();
        if (newest.isEmpty()
                || newest.get().commit().revision() <= state.snapshot().revision()) {
            return;
        }
        var commit = newest.get().commit();
        var config = snapshots.read(newest.get());
        var change = working.replay(tree -> tree.write(YangInstanceIdentifier.of(ConfigSchema.CONFIG), config));
        publish(new MadeCommit(commit, change, new Snapshot(commit.revision(), commit.time(), working.snapshot())));
    }

    private void reportHealth() {
        health.ok("revision " + state.snapshot().revision());
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
