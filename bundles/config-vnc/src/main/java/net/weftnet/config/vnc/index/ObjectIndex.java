package net.weftnet.config.vnc.index;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectChanges;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.transformer.api.CompiledDelta;
import net.weftnet.config.transformer.api.CompiledFeed;
import net.weftnet.config.transformer.api.GraphFeed;
import net.weftnet.config.vnc.mapping.VncException;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.spi.DataTreeCandidates;

/**
 * The objects by UUID and by name, and who refers to whom. Follows the commits, and what is compiled of them: who reads
 * waits until the newest tree is in it. It may be newer than the tree that a reader looks at, so an entry may have no data
 * there.
 *
 * <p>Written under its lock by the threads of the datastore and of the transformer, read by any.
 */
public final class ObjectIndex implements Objects, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConfigDatastore datastore;
    private final ConfigDatastore.Registration registration;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();

    /** Guarded by the lock. */
    private long revision = -1;

    /** What the compiled objects are derived from. Guarded by the lock. */
    private long compiledRevision = -1;

    /** Another one when everything is read again, so that nobody sees a part of it. */
    private volatile IndexTables tables = new IndexTables();

    private final CompiledTables compiled;
    private final GraphFeed.Subscription subscription;

    /** Reads the newest tree and what is compiled of it, then follows. */
    public ObjectIndex(ConfigDatastore datastore, CompiledFeed feed) {
        this.datastore = datastore;
        compiled = new CompiledTables(ConfigSchema.of(datastore.modelContext(), ConfigSchema.COMPILED));
        subscription = feed.follow(this::compiled);
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

    private void compiled(CompiledDelta delta) {
        lock.lock();
        try {
            compiled.apply(delta.entries());
            compiledRevision = delta.revision();
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
            while (Math.min(revision, compiledRevision) < snapshot.revision()) {
                if (left <= 0) {
                    throw new VncException(
                            503,
                            "The index is at revision " + revision + ", what is compiled at " + compiledRevision
                                    + ", the configuration at " + snapshot.revision());
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
        return tables.find(uuid).or(() -> compiled.objects().find(uuid));
    }

    @Override
    public Optional<Entry> find(String type, String fqName) {
        return find(new ObjectKey(type, fqName));
    }

    private Optional<Entry> find(ObjectKey key) {
        return tables.find(key).or(() -> compiled.objects().find(key));
    }

    @Override
    public List<Entry> referrers(ObjectKey target, String type) {
        return entries(allReferrerKeys(target).filter(key -> key.type().equals(type)));
    }

    /** {@return who refers to an object in the configuration or the compiled state, by type and name} */
    List<Entry> allReferrers(ObjectKey target) {
        return entries(allReferrerKeys(target));
    }

    private Stream<ObjectKey> allReferrerKeys(ObjectKey target) {
        return Stream.concat(tables.referrers(target).stream(), compiled.objects().referrers(target).stream());
    }

    @Override
    public List<Entry> referrers(ObjectKey target) {
        return entries(tables.referrers(target).stream());
    }

    private List<Entry> entries(Stream<ObjectKey> keys) {
        return keys.distinct().sorted().flatMap(key -> find(key).stream()).toList();
    }

    @Override
    public Optional<DataContainerNode> compiled(ObjectKey key) {
        return compiled.data(key);
    }

    /** {@return where in the compiled state an object is, or what the system adds to one of the configuration} */
    Optional<YangInstanceIdentifier> compiledPath(ObjectKey key) {
        return compiled.path(key);
    }

    @Override
    public List<Entry> compiled(String type) {
        return entries(compiled.ofType(type).stream()).stream()
                .filter(Entry::isCompiled)
                .toList();
    }

    @Override
    public List<Entry> compiledChildren(ObjectKey parent, String type) {
        return entries(compiled.children(parent, type).stream());
    }

    @Override
    public void close() {
        registration.close();
        subscription.close();
    }
}
