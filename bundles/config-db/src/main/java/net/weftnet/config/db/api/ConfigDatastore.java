package net.weftnet.config.db.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/**
 * The configuration of the whole system: an append-only log of commits, and the tree they make. All methods may be
 * called from any thread; {@link #commit} blocks until the change is durable.
 */
public interface ConfigDatastore {

    /** {@return the YANG modules of the datastore, which also describe the compiled state} */
    EffectiveModelContext modelContext();

    /** {@return what the modules say about the objects of the configuration} */
    ConfigSchema schema();

    /** {@return the tree as of the newest durable commit} */
    Snapshot snapshot();

    /**
     * {@return the time after which others may have committed without this node knowing, because it cannot reach the log;
     * empty while the snapshot is the newest there is}
     */
    default Optional<Instant> staleSince() {
        return Optional.empty();
    }

    /**
     * Changes the tree: all of the edit, or nothing. What the operator left out and the system provides (uuid, fq-name,
     * addresses, numbers) is filled in and becomes part of the change. An edit that changes nothing makes no commit.
     *
     * @param author who asks for the change, as authenticated
     * @param comment why, in the author's words; may be empty
     * @param edit applied to the newest tree; applied again when another node committed meanwhile, so it must depend
     *     on nothing but the tree it is given
     * @return the commit, durable; the newest commit when the edit changed nothing
     * @throws ConfigException when the change is refused or cannot be stored; nothing has changed then
     * @throws RuntimeException what the edit, or the check of it, failed with: a fault, not a refusal; nothing has changed then
     */
    Commit commit(String author, String comment, Edit edit) throws ConfigException;

    /** {@return the commits after this revision, oldest first, at most {@code limit}} */
    List<Commit> commitsSince(long revision, int limit) throws ConfigException;

    /** {@return the change set of a commit: a JSON array of edits, values as RFC 7951 encodes them} */
    Optional<String> changeSet(UUID commit) throws ConfigException;

    /** {@return the change set of a commit of this log, found at once however old it is} */
    default Optional<String> changeSet(Commit commit) throws ConfigException {
        return changeSet(commit.id());
    }

    /**
     * Follows the commits from now on, in the order of their revisions, each after it is durable. To miss none, register
     * first, then take a {@link #snapshot()} and ignore commits up to its revision. Listeners run one after the other on
     * a thread of the datastore.
     */
    Registration onCommit(CommitListener listener);

    /**
     * Completes each change from now on; see {@link CommitCompletion}. It is told the whole configuration first, while no
     * change is made. A datastore that makes no changes of its own needs none.
     */
    default Registration onChange(CommitCompletion completion) {
        return () -> {};
    }

    /** What an author wants changed. */
    @FunctionalInterface
    interface Edit {
        /**
         * Applies the change to a modification, which the datastore seals and commits.
         *
         * @throws ConfigException to refuse: what was applied so far is dropped
         */
        void apply(DataTreeModification tree) throws ConfigException;
    }

    /** What ends a listener's registration. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
