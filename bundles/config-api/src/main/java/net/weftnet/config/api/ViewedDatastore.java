package net.weftnet.config.api;

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

/** A datastore whose data is not the newest configuration; what is done with an edit is told from outside. */
final class ViewedDatastore implements ConfigDatastore {

    /** What becomes of an edit. */
    @FunctionalInterface
    interface Editor {
        void edit(String author, Edit edit) throws ConfigException;
    }

    private final ConfigDatastore datastore;
    private final Snapshot view;
    private final Editor editor;

    ViewedDatastore(ConfigDatastore datastore, Snapshot view, Editor editor) {
        this.datastore = datastore;
        this.view = view;
        this.editor = editor;
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
        return view;
    }

    @Override
    public Commit commit(String author, String comment, Edit edit) throws ConfigException {
        editor.edit(author, edit);
        return new Commit(view.revision(), new UUID(0, 0), Optional.empty(), view.time(), author, comment);
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
