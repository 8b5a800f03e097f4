package net.weftnet.config.db.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.db.api.ConfigDatastore.Edit;

/**
 * Changes that are prepared in any number of steps and committed as one. A draft is what differs from the newest
 * configuration, whatever is committed meanwhile; it survives restarts, and all nodes have the same ones.
 */
public interface ConfigDrafts {

    /** {@return the drafts, by name} */
    List<Draft> drafts() throws ConfigException;

    /** {@return a draft} */
    Optional<Draft> draft(String name) throws ConfigException;

    /**
     * {@return the newest configuration with the edits of a draft; nothing is filled in or checked but its shape}
     *
     * @throws ConfigException when there is no such draft, or it does not fit the newest configuration any more
     */
    Snapshot view(String name) throws ConfigException;

    /**
     * Edits a draft, which begins with its first edit.
     *
     * @throws ConfigException when the edit does not fit the modules; the draft is as it was then
     */
    void edit(String name, String author, Edit edit) throws ConfigException;

    /**
     * {@return what the commit of a draft would make; empty when it would change nothing}
     *
     * @throws ConfigException why it would be refused
     */
    Optional<Candidate> check(String name) throws ConfigException;

    /**
     * Commits a draft, which ends with it.
     *
     * @param confirmWithin when given, the change is taken back after this time unless it is confirmed, also if the
     *     node restarts meanwhile; what others have committed since stays
     * @throws ConfigException when it is refused; the draft stays
     */
    Commit commit(String name, String author, String comment, Optional<Duration> confirmWithin) throws ConfigException;

    /**
     * Keeps a change that was committed for a time only.
     *
     * @throws ConfigException when no such change waits
     */
    void confirm(long revision) throws ConfigException;

    /** Ends a draft without a commit. {@return whether there was one} */
    boolean discard(String name) throws ConfigException;
}
