package net.weftnet.config.db;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.log.ChangeSetCodec;
import net.weftnet.config.db.log.CommitLog;
import net.weftnet.config.db.log.CommitLog.Position;
import net.weftnet.config.db.log.Snapshots;
import net.weftnet.config.db.log.TimeTable;
import net.weftnet.config.db.view.WorkingTree;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's copy of the configuration: the newest durable state, which anybody may look at, and the working tree, which
 * is ahead of it while commits are made durable. Only the {@link Committer} changes it, under its lock.
 */
final class Replica {
    private static final Logger log = LoggerFactory.getLogger(Replica.class);

    private final CommitLog commits;
    private final Snapshots snapshots;
    private final ChangeSetCodec changeSets;
    private final WorkingTree working;
    private final TimeTable times;
    private final Consumer<MadeCommit> publication;
    private volatile State state;

    /** The newest commit, if there is one, and its tree. */
    record State(Optional<Commit> newest, Snapshot snapshot) {
        Optional<Position> position() {
            return newest.map(Position::of);
        }
    }

    /**
     * Nothing is read yet, see {@link #catchUp}.
     *
     * @param times follows each commit before anybody sees it
     * @param publication gets each commit of any node, in order, when it is durable
     */
    Replica(
            CommitLog commits,
            Snapshots snapshots,
            ChangeSetCodec changeSets,
            WorkingTree working,
            TimeTable times,
            Consumer<MadeCommit> publication) {
        this.commits = commits;
        this.snapshots = snapshots;
        this.changeSets = changeSets;
        this.working = working;
        this.times = times;
        this.publication = publication;
        state = new State(Optional.empty(), new Snapshot(0, Instant.EPOCH, working.snapshot()));
    }

    State state() {
        return state;
    }

    WorkingTree working() {
        return working;
    }

    /** A commit that the working tree has already is durable now. */
    void advance(MadeCommit made) {
        var commit = made.commit();
        times.follow(made.change(), commit.time());
        state = new State(Optional.of(commit), made.after());
        publication.accept(made);
        log.debug("config: revision {} by {}: {}", commit.revision(), commit.author(), commit.comment());
    }

    /** The working tree goes back to the newest durable state, from which these commits have led away. */
    void takeBack(List<MadeCommit> made) {
        if (made.isEmpty()) {
            return;
        }
        try {
            working.takeBack(made.stream().map(MadeCommit::change).toList());
        } catch (ConfigException e) {
            throw new IllegalStateException("A tree that was valid before is not any more", e);
        }
    }

    /** Takes what other nodes, or this one in an earlier life, have committed. */
    void catchUp() throws StorageException, ConfigException {
        if (commits.newest().equals(state.position())) {
            return;
        }
        if (state.newest().isEmpty() || commits.horizon() > state.snapshot().revision()) {
            leap();
        }
        for (var entry : commits.since(state.snapshot().revision())) {
            replay(entry.commit(), tree -> changeSets.apply(entry.edits(), tree));
        }
    }

    /** Takes the newest snapshot instead of the commits up to it. */
    private void leap() throws StorageException, ConfigException {
        var newest = snapshots.newest();
        if (newest.isEmpty()
                || newest.get().commit().revision() <= state.snapshot().revision()) {
            return;
        }
        var config = snapshots.read(newest.get());
        replay(newest.get().commit(), tree -> tree.write(YangInstanceIdentifier.of(ConfigSchema.CONFIG), config));
        snapshots.readTimes(newest.get(), times);
    }

    private void replay(Commit commit, Edit edit) throws ConfigException {
        var change = working.replay(edit);
        advance(new MadeCommit(commit, change, new Snapshot(commit.revision(), commit.time(), working.snapshot())));
    }
}
