package net.weftnet.config.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.CommitListener;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.Snapshot;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/**
 * A datastore that takes nothing but the configuration. The modules also describe users and rules, which are kept elsewhere:
 * an edit of them together with the configuration would be lost without a word.
 */
record ConfigurationOnly(ConfigDatastore datastore) implements ConfigDatastore {
    @Override
    public EffectiveModelContext modelContext() {
        return datastore.modelContext();
    }

    @Override
    public ConfigSchema schema() {
        return datastore.schema();
    }

    @Override
    public Snapshot snapshot() {
        return datastore.snapshot();
    }

    @Override
    public Optional<Instant> staleSince() {
        return datastore.staleSince();
    }

    @Override
    public Commit commit(String author, String comment, Edit edit) throws ConfigException {
        return datastore.commit(author, comment, tree -> {
            var watched = new WatchedTree(tree);
            edit.apply(watched);
            watched.requireConfiguration();
        });
    }

    @Override
    public List<Commit> commitsSince(long revision, int limit) throws ConfigException {
        return datastore.commitsSince(revision, limit);
    }

    @Override
    public Optional<String> changeSet(UUID commit) throws ConfigException {
        return datastore.changeSet(commit);
    }

    @Override
    public Registration onCommit(CommitListener listener) {
        return datastore.onCommit(listener);
    }
}
