package net.weftnet.config.vnc.index;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ObjectChanges;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.spi.DataTreeCandidates;

/**
 * The objects by UUID and by name, and who refers to whom. Follows the commits: who reads waits until the newest tree is
 * in it. It may be newer than the tree that a reader looks at, so an entry may have no data there.
 *
 * <p>Written under its lock by the datastore's thread, read by any.
 */
public final class ObjectIndex implements Objects, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConfigDatastore datastore;
    private final ConfigDatastore.Registration registration;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();

    /** Guarded by the lock. */
    private long revision = -1;

    /** Another one when everything is read again, so that nobody sees a part of it. */
    private volatile IndexTables tables = new IndexTables();

    /** Reads the newest tree, then follows. */
    public ObjectIndex(ConfigDatastore datastore) {
        this.datastore = datastore;
        lock.lock();
        try {
            // Registered first, so no commit is missed; those that the snapshot has already are ignored.
            registration = datastore.onCommit(this::committed);
            rebuild(datastore.snapshot());
        } finally {
            lock.unlock();
        }
    }

    private void committed(Commit commit, DataTreeCandidate change, Snapshot after) {
        lock.lock();
        try {
            if (commit.revision() == revision + 1) {
                tables.apply(ObjectChanges.of(change, datastore.schema()));
                revision = commit.revision();
            } else if (commit.revision() > revision) {
                rebuild(after);
            }
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void rebuild(Snapshot snapshot) {
        var fresh = new IndexTables();
        var root = YangInstanceIdentifier.of();
        snapshot.tree()
                .readNode(root)
                .map(everything -> DataTreeCandidates.fromNormalizedNode(root, everything))
                .ifPresent(everything -> fresh.apply(ObjectChanges.of(everything, datastore.schema())));
        tables = fresh;
        revision = snapshot.revision();
    }

    @Override
    public Snapshot snapshot() throws VncException, InterruptedException {
        return reached(datastore.snapshot());
    }

    /** {@return a tree, when this index has it} */
    Snapshot reached(Snapshot snapshot) throws VncException, InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (revision < snapshot.revision()) {
                if (left <= 0) {
                    throw new VncException(
                            503, "The index is at revision " + revision + ", not at " + snapshot.revision());
                }
                left = advanced.awaitNanos(left);
            }
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Entry> find(UUID uuid) {
        return tables.find(uuid);
    }

    @Override
    public Optional<Entry> find(String type, String fqName) {
        return tables.find(new ObjectKey(type, fqName));
    }

    @Override
    public List<Entry> referrers(ObjectKey target, String type) {
        return tables.referrers(target, key -> key.type().equals(type));
    }

    @Override
    public List<Entry> referrers(ObjectKey target) {
        return tables.referrers(target, _ -> true);
    }

    @Override
    public void close() {
        registration.close();
    }
}
