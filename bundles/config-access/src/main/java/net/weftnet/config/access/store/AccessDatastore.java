package net.weftnet.config.access.store;

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

/** Users, roles and rules as a datastore, for those who read and write datastores. It has no history. */
public final class AccessDatastore implements ConfigDatastore {
    private final AccessStore store;
    private final ConfigSchema schema;

    /**
     * Shows this store.
     *
     * @param schema the schema of the configuration, which has nothing to do with this data
     */
    public AccessDatastore(AccessStore store, ConfigSchema schema) {
        this.store = store;
        this.schema = schema;
    }

    @Override
    public EffectiveModelContext modelContext() {
        return store.modules();
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public Snapshot snapshot() {
        return store.state().snapshot();
    }

    @Override
    public Commit commit(String author, String comment, Edit edit) throws ConfigException {
        var after = store.change(author, edit);
        return new Commit(after.revision(), UUID.randomUUID(), Optional.empty(), after.time(), author, comment);
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
        return () -> {};
    }
}
