package net.weftnet.config.db;

import java.util.concurrent.atomic.AtomicBoolean;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.log.CommitLog;
import net.weftnet.config.db.log.Snapshots;
import net.weftnet.config.db.log.TimeTable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a snapshot every so many commits and deletes what is older than is kept, on a thread of its own: writers never
 * wait for it. A failure, or death in the middle, costs nothing but the time to replay more.
 */
final class SnapshotKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SnapshotKeeper.class);

    private final CommitLog commits;
    private final Snapshots snapshots;
    private final TimeTable times;
    private final int every;
    private final int keep;
    private final OwnerThread thread = OwnerThread.named("config-snapshots");
    private final AtomicBoolean isAtWork = new AtomicBoolean();

    /** The revision of the newest snapshot, or of the last attempt; written by the thread, and by the start. */
    private volatile long newest;

    /**
     * A keeper.
     *
     * @param times has those of the newest objects
     * @param every after how many commits a snapshot is due
     * @param keep how many commits are kept at least; never fewer than are between two snapshots
     */
    SnapshotKeeper(CommitLog commits, Snapshots snapshots, TimeTable times, int every, int keep)
            throws StorageException {
        this.commits = commits;
        this.snapshots = snapshots;
        this.times = times;
        this.every = Math.max(1, every);
        this.keep = Math.max(this.every, keep);
        newest = snapshots.newest().map(stored -> stored.commit().revision()).orElse(0L);
    }

    /** Another commit is durable. */
    void committed(Commit commit, Snapshot after) {
        if (commit.revision() - newest >= every && isAtWork.compareAndSet(false, true)) {
            thread.execute(() -> {
                try {
                    store(commit, after);
                } finally {
                    isAtWork.set(false);
                }
            });
        }
    }

    private void store(Commit commit, Snapshot after) {
        newest = commit.revision();
        try {
            var config = after.tree().readNode(YangInstanceIdentifier.of(ConfigSchema.CONFIG));
            if (config.isPresent() && !isStored(commit)) {
                snapshots.write(commit, config.get(), times);
                log.info("config: stored a snapshot of revision {}", commit.revision());
            }
            compact(commit.revision());
        } catch (StorageException | RuntimeException e) {
            log.warn("config: no snapshot of revision {}", commit.revision(), e);
        }
    }

    /** Another node may have been first. */
    private boolean isStored(Commit commit) throws StorageException {
        return snapshots
                .newest()
                .filter(stored -> stored.commit().revision() >= commit.revision())
                .isPresent();
    }

    /** Deletes what is before the newest snapshot that is old enough; its commit is still known from the snapshot. */
    private void compact(long revision) throws StorageException {
        var base = snapshots.all().stream()
                .mapToLong(stored -> stored.commit().revision())
                .filter(stored -> stored <= revision - keep)
                .max();
        if (base.isPresent()) {
            commits.deleteUpTo(base.getAsLong());
            snapshots.deleteBefore(base.getAsLong());
        }
    }

    /** Waits for a snapshot that is due. */
    @Override
    public void close() {
        thread.call(() -> true);
        thread.close();
    }
}
