package net.weftnet.config.db;

import net.weftnet.common.storage.api.Row;

/** How much of the past is kept, and how long a commit may be: PID {@code net.weftnet.config.db}. */
public @interface Retention {
    /** The default of {@link #snapshotEvery}. */
    int SNAPSHOT_EVERY = 10_000;

    /** The default of {@link #keepCommits}. */
    int KEEP_COMMITS = 1_000_000;

    /** The default of {@link #maxChangeBytes}. */
    int MAX_CHANGE_BYTES = Row.MAX_VALUE_BYTES;

    /** After how many commits a snapshot of the whole tree is stored: about what a start has to replay. */
    int snapshotEvery() default SNAPSHOT_EVERY;

    /** How many commits can be looked at and brought back at least; older ones are deleted. */
    int keepCommits() default KEEP_COMMITS;

    /** How many bytes a commit may have in the log, where long ones are compressed; a row cannot have more than 64 MiB. */
    int maxChangeBytes() default MAX_CHANGE_BYTES;
}
