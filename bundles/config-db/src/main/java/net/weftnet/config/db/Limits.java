package net.weftnet.config.db;

/**
 * How much of the past is kept, and how long a commit may be.
 *
 * @param snapshotEvery after how many commits a snapshot of the whole tree is stored
 * @param keepCommits how many commits can be looked at and brought back at least
 * @param changeBytes how many bytes a commit may have in the log
 */
public record Limits(int snapshotEvery, int keepCommits, int changeBytes) {
    static final Limits DEFAULT =
            new Limits(Retention.SNAPSHOT_EVERY, Retention.KEEP_COMMITS, Retention.MAX_CHANGE_BYTES);
}
