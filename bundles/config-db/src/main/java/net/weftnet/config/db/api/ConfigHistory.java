package net.weftnet.config.db.api;

import java.time.Instant;

/** The configuration of other times: looked at, brought back, taken out as a file and put in again. */
public interface ConfigHistory {

    /**
     * {@return the configuration as of a revision}
     *
     * @throws ConfigException when there is no such revision, or it is older than what is kept
     */
    Snapshot at(long revision) throws ConfigException;

    /**
     * {@return the configuration as of the newest commit that is not after a time}
     *
     * @throws ConfigException when there is none, or it is older than what is kept
     */
    Snapshot at(Instant time) throws ConfigException;

    /**
     * {@return how the configuration differs between two revisions: a JSON array of edits, as
     * {@link ConfigDatastore#changeSet} has them}
     */
    String difference(Snapshot before, Snapshot after);

    /**
     * Makes the configuration what it was at a revision, by a new commit that is checked like any other.
     *
     * @return the commit, durable; the newest commit when nothing differs
     */
    Commit rollBack(long revision, String author, String comment) throws ConfigException;

    /** {@return a configuration as one file; equal configurations are equal files, byte by byte} */
    String exported(Snapshot snapshot);

    /**
     * Makes the configuration what a file says, by a new commit that is checked like any other. What the file leaves
     * out goes; what the system provides is taken from the file, or filled in where the file has none.
     *
     * @return the commit, durable; the newest commit when nothing differs
     */
    Commit imported(String file, String author, String comment) throws ConfigException;
}
