package net.weftnet.config.db;

/** How much of the past is kept: PID {@code net.weftnet.config.db}. */
public @interface Retention {
    /** The default of {@link #snapshotEvery}. */
    int SNAPSHOT_EVERY = 10_000;

    /** The default of {@link #keepCommits}. */
    int KEEP_COMMITS = 1_000_000;

    /** After how many commits a snapshot of the whole tree is stored: about what a start has to replay. */
    int snapshotEvery() default SNAPSHOT_EVERY;

    /** How many commits can be looked at and brought back at least; older ones are deleted. */
    int keepCommits() default KEEP_COMMITS;
}
