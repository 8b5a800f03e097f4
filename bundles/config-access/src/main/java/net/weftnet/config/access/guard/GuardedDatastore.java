package net.weftnet.config.access.guard;

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

/** A datastore as one caller may see and change it. It has no history: what was, others may have kept from the caller. */
final class GuardedDatastore implements ConfigDatastore {
    private final ConfigDatastore datastore;
    private final CallerPermissions permissions;

    GuardedDatastore(ConfigDatastore datastore, CallerPermissions permissions) {
        this.datastore = datastore;
        this.permissions = permissions;
    }

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
        var whole = datastore.snapshot();
        return new Snapshot(whole.revision(), whole.time(), permissions.visible(whole.tree()));
    }

    @Override
    public Optional<Instant> staleSince() {
        return datastore.staleSince();
    }

    @Override
    public Commit commit(String author, String comment, Edit edit) throws ConfigException {
        try {
            return datastore.commit(author, comment, permissions.guard(edit));
        } catch (ConfigException e) {
            throw permissions.forCaller(e);
        }
    }

    @Override
    public List<Commit> commitsSince(long revision, int limit) {
        return List.of();
    }

    @Override
    public Optional<String> changeSet(UUID commit) {
        return Optional.empty();
    }

    @Override
    public Registration onCommit(CommitListener listener) {
        throw new UnsupportedOperationException("Commits are told to the stream of changes, which looks at each");
    }
}
