package net.weftnet.config.db;

import net.weftnet.common.storage.api.Row;

/**
 * How much of the past is kept, and how long a commit may be.
 *
 * @param snapshotEvery after how many commits a snapshot of the whole tree is stored
 * @param keepCommits how many commits can be looked at and brought back at least
 * @param changeBytes how many bytes a commit may have in the log; a row cannot have more than 64 MiB
 */
public record Limits(int snapshotEvery, int keepCommits, int changeBytes) {
    /** As configured without a configuration. */
    public static final Limits DEFAULT =
            new Limits(Retention.SNAPSHOT_EVERY, Retention.KEEP_COMMITS, Retention.MAX_CHANGE_BYTES);

    public Limits {
        // What no row can hold would be refused by the store, and with it all that is committed together.
        changeBytes = Math.clamp(changeBytes, 1, Row.MAX_VALUE_BYTES);
    }
}
