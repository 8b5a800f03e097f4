package net.weftnet.config.db;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import net.weftnet.config.db.log.ChangeSetCodec;
import net.weftnet.config.db.log.CommitLog;
import net.weftnet.config.db.log.CommitLog.Position;
import net.weftnet.config.db.log.LogEntry;
import net.weftnet.config.db.log.Snapshots;
import net.weftnet.config.db.log.Snapshots.Stored;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.api.DataTree;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeConfiguration;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeFactory;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataValidationFailedException;
import org.opendaylight.yangtools.yang.data.tree.api.TreeType;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/**
 * Trees of the past: made from the nearest snapshot before, and the log from there. The last few are remembered. What is
 * read of the log is never more than between two snapshots, twice.
 */
final class History {
    private static final int REMEMBERED = 4;
    private static final YangInstanceIdentifier CONFIG = YangInstanceIdentifier.of(ConfigSchema.CONFIG);

    private final CommitLog commits;
    private final Snapshots snapshots;
    private final ChangeSetCodec changeSets;
    private final EffectiveModelContext modules;
    private final DataTreeFactory trees;

    /** Guarded by itself, also while a tree is made: who asks for the same one waits. */
    private final Map<Long, Snapshot> remembered = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Snapshot> eldest) {
            return size() > REMEMBERED;
        }
    };

    History(
            CommitLog commits,
            Snapshots snapshots,
            ChangeSetCodec changeSets,
            EffectiveModelContext modules,
            DataTreeFactory trees) {
        this.commits = commits;
        this.snapshots = snapshots;
        this.changeSets = changeSets;
        this.modules = modules;
        this.trees = trees;
    }

    Snapshot at(long revision) throws ConfigException, StorageException {
        synchronized (remembered) {
            var known = remembered.get(revision);
            if (known == null) {
                known = make(revision);
                remembered.put(revision, known);
            }
            return known;
        }
    }

    /** {@return the newest revision that is not after a time} */
    long revisionAt(Instant time) throws ConfigException, StorageException {
        var later = snapshots.all().stream()
                .filter(stored -> stored.commit().time().isAfter(time))
                .findFirst()
                .map(stored -> Position.of(stored.commit()));
        var last = later.isPresent() ? later : commits.newest();
        long horizon = commits.horizon();
        while (last.isPresent() && last.get().revision() > horizon) {
            var commit = commits.read(last.get()).commit();
            if (!commit.time().isAfter(time)) {
                return commit.revision();
            }
            last = CommitLog.predecessor(commit);
        }
        return snapshots.all().stream()
                .map(Stored::commit)
                .filter(commit -> !commit.time().isAfter(time))
                .reduce((_, newer) -> newer)
                .map(Commit::revision)
                .orElseThrow(() -> missing("No configuration is kept from " + time + " or before"));
    }

    private Snapshot make(long revision) throws ConfigException, StorageException {
        var newest = commits.newest().orElseThrow(() -> missing("There is no configuration yet"));
        if (revision < 1 || revision > newest.revision()) {
            throw missing("There is no revision " + revision + "; the newest is " + newest.revision());
        }
        var stored = snapshots.all();
        var base = stored.stream()
                .filter(one -> one.commit().revision() <= revision)
                .reduce((_, later) -> later);
        if (base.isEmpty() && commits.horizon() > 0) {
            throw missing("Revision " + revision + " is not kept any more; the oldest is "
                    + stored.getFirst().commit().revision());
        }
        var after = base.map(one -> one.commit().revision()).orElse(0L);
        var end = stored.stream()
                .filter(one -> one.commit().revision() >= revision)
                .findFirst()
                .map(one -> Position.of(one.commit()))
                .orElse(newest);
        var entries = new ArrayList<LogEntry>(commits.between(after, Optional.of(end)));
        entries.removeIf(entry -> entry.commit().revision() > revision);
        return replay(base, entries);
    }

    private Snapshot replay(Optional<Stored> base, List<LogEntry> entries) throws StorageException {
        var tree = trees.create(
                DataTreeConfiguration.builder(TreeType.CONFIGURATION)
                        .setMandatoryNodesValidation(false)
                        .setUniqueIndexes(false)
                        .build(),
                modules);
        if (base.isPresent()) {
            var config = snapshots.read(base.get());
            change(tree, modification -> modification.write(CONFIG, config));
        }
        for (var entry : entries) {
            change(tree, modification -> changeSets.apply(entry.edits(), modification));
        }
        var commit = entries.isEmpty()
                ? base.orElseThrow().commit()
                : entries.getLast().commit();
        return new Snapshot(commit.revision(), commit.time(), tree.takeSnapshot());
    }

    private interface Change {
        void apply(DataTreeModification modification);
    }

    private static void change(DataTree tree, Change change) throws StorageException {
        try {
            var modification = tree.takeSnapshot().newModification();
            change.apply(modification);
            modification.ready();
            tree.validate(modification);
            tree.commit(tree.prepare(modification));
        } catch (DataValidationFailedException | IllegalArgumentException e) {
            throw new StorageException("The log does not fit the modules", e);
        }
    }

    private static ConfigException missing(String message) {
        return new ConfigException(Kind.MISSING, CONFIG, message);
    }
}
