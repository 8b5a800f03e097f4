package net.weftnet.config.db;

import java.util.UUID;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigException;
import org.jspecify.annotations.Nullable;

/** A change that a writer waits for. Guarded by the lock of the datastore once it is queued. */
final class PendingCommit {
    final UUID id;
    final String author;
    final String comment;
    final Edit edit;

    private @Nullable Commit commit;
    private @Nullable ConfigException refusal;
    private @Nullable RuntimeException fault;

    PendingCommit(UUID id, String author, String comment, Edit edit) {
        this.id = id;
        this.author = author;
        this.comment = comment;
        this.edit = edit;
    }

    void succeed(Commit made) {
        commit = made;
    }

    void refuse(ConfigException why) {
        refusal = why;
    }

    /** The edit failed for a reason that is not in its data. */
    void fail(RuntimeException why) {
        fault = why;
    }

    boolean isDecided() {
        return commit != null || refusal != null || fault != null;
    }

    Commit result() throws ConfigException {
        if (refusal != null) {
            throw refusal;
        }
        if (fault != null) {
            throw fault;
        }
        if (commit == null) {
            throw new IllegalStateException("Not decided yet");
        }
        return commit;
    }
}
