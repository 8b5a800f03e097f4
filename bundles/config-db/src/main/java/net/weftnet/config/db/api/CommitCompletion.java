package net.weftnet.config.db.api;

import java.util.List;
import java.util.Optional;
import net.weftnet.config.db.api.ConfigDatastore.Edit;

/**
 * Decides, as a part of each change, what only the committing node may decide about what is derived from the
 * configuration: so it is in the log, and every node derives the same. It knows the configuration from what it is told, in
 * order: {@link #follow}, or {@link #complete} and then {@link #keep} or {@link #drop}.
 *
 * <p>Writers wait for it, one at a time: it must be quick, must not block, and must not fail. A fault refuses the change.
 */
public interface CommitCompletion {

    /** Objects have changed, and nothing is to be added: everything at first, and what others have committed. */
    void follow(List<ObjectChange> changes);

    /**
     * Objects are to change; the change is filled in and checked.
     *
     * @return what has to be a part of the change
     */
    Optional<Edit> complete(List<ObjectChange> changes);

    /** What was completed last is made; {@code changes} has what was added. */
    void keep(List<ObjectChange> changes);

    /** What was completed last is not made. */
    void drop();
}
