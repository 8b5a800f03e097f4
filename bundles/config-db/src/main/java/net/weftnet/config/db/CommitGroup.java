package net.weftnet.config.db;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.log.ChangeSetCodec;
import net.weftnet.config.db.log.CommitLog;
import net.weftnet.config.db.log.CommitLog.Position;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;

/**
 * Changes that are made durable together. Each is made to the working tree on top of those before it, or refused alone;
 * then the rows of all are appended to the log in one step.
 */
final class CommitGroup {
    /** A group is full with so many changes, or with so many bytes: those who wait for it also wait for these. */
    private static final int FULL = 256;

    private static final long FULL_BYTES = 4 << 20;

    private final Replica replica;
    private final ChangeSetCodec changeSets;
    private final Clock clock;
    private final int mostBytes;
    private final List<MadeCommit> made = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<PendingCommit, Commit> outcomes = new HashMap<>();
    private final Map<PendingCommit, ConfigException> refusals = new HashMap<>();
    private final Map<PendingCommit, RuntimeException> faults = new HashMap<>();
    private long bytes;

    /**
     * A group on top of the newest durable state.
     *
     * @param mostBytes how long the row of a commit may be
     */
    CommitGroup(Replica replica, ChangeSetCodec changeSets, Clock clock, int mostBytes) {
        this.replica = replica;
        this.changeSets = changeSets;
        this.clock = clock;
        this.mostBytes = mostBytes;
    }

    boolean isFull() {
        return outcomes.size() + refusals.size() + faults.size() >= FULL || bytes >= FULL_BYTES;
    }

    /** Decides about a change. */
    void add(PendingCommit pending) throws StorageException {
        try {
            make(pending);
            // Without a commit of its own the edit has changed nothing: the state it asks for is that of the newest
            // one.
            newest().ifPresent(commit -> outcomes.put(pending, commit));
        } catch (ConfigException e) {
            refusals.put(pending, e);
        } catch (RuntimeException e) {
            // A fault of this node or of the edit's author, who is told; the others' changes go on.
            faults.put(pending, e);
        }
    }

    private Optional<Commit> newest() {
        return made.isEmpty()
                ? replica.state().newest()
                : Optional.of(made.getLast().commit());
    }

    private void make(PendingCommit pending) throws ConfigException, StorageException {
        var predecessor = newest();
        var commit = new Commit(
                predecessor.map(Commit::revision).orElse(0L) + 1,
                pending.id,
                predecessor.map(Commit::id),
                clock.instant(),
                pending.author,
                pending.comment);
        var row = new ArrayList<Row>(1);
        var working = replica.working();
        var change = working.change(pending.edit, candidate -> {
            row.add(CommitLog.row(commit, json -> changeSets.write(candidate, json)));
            checkLength(row.getFirst());
        });
        if (change.isPresent()) {
            made.add(new MadeCommit(
                    commit, change.get(), new Snapshot(commit.revision(), commit.time(), working.snapshot())));
            rows.add(row.getFirst());
            bytes += row.getFirst().value().length;
        }
    }

    private void checkLength(Row row) throws ConfigException {
        if (row.value().length > mostBytes) {
            throw refusal(
                    Kind.TOO_LARGE,
                    "The change has " + row.value().length + " bytes in the log, and may have " + mostBytes
                            + ": make it in several commits");
        }
    }

    private static ConfigException refusal(Kind kind, String message) {
        return new ConfigException(kind, YangInstanceIdentifier.of(), message);
    }

    /**
     * Makes the changes durable. Refusals, and changes that change nothing, hold only on the newest state, too: where the group
     * has nothing else, the log is asked whether this node has it.
     *
     * @return false when another writer was first
     */
    boolean append(CommitLog commits) throws StorageException {
        var base = replica.state().position();
        if (made.isEmpty()) {
            return outcomes.isEmpty() && refusals.isEmpty() || commits.newest().equals(base);
        }
        return commits.append(base, rows, Position.of(made.getLast().commit()));
    }

    /** The changes are not durable, and never will be. */
    void takeBack() {
        replica.takeBack(made);
    }

    /** The changes are durable: tells who follows the log, and the writers. */
    void publish() {
        made.forEach(replica::advance);
        outcomes.forEach(PendingCommit::succeed);
        refusals.forEach(PendingCommit::refuse);
        faults.forEach(PendingCommit::fail);
    }
}
