package net.weftnet.analytics.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import net.weftnet.analytics.store.api.StoreState.TableState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long rows are kept: each table by time, and all together by size. The writer's. */
final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** When there is too much, a tenth of the time goes at once: whole row groups, whose room can be used again. */
    private static final int SHARE = 10;

    private static final int MOST_STEPS = SHARE;

    /** Of DuckDB: when fewer rows go, it may be that none of their room comes back. */
    private static final long ROW_GROUP = 122_880;

    private final Map<String, Duration> ages;
    private final long maxBytes;

    /** Whether rows were deleted whose room is still to come back. */
    private boolean held;

    /**
     * Makes a policy.
     *
     * @param ages by table, how long its rows are kept
     * @param maxBytes what all may take on the disk
     */
    Retention(Map<String, Duration> ages, long maxBytes) {
        this.ages = Map.copyOf(ages);
        this.maxBytes = maxBytes;
    }

    /** Forgets what is too old, or too much. */
    void apply(Database database, Instant now) throws SQLException {
        long deleted = 0;
        for (var age : ages.entrySet()) {
            deleted += database.deleteBefore(age.getKey(), now.minus(age.getValue()));
        }
        if (deleted > 0 || held) {
            database.checkpoint();
        }
        held = false;
        shrink(database, now);
    }

    /** Ends when deleting gives no room: a query that began before sees these rows, and holds them until it ends. */
    private void shrink(Database database, Instant now) throws SQLException {
        long without = 0;
        long used = database.usedBytes();
        for (int step = 0; step < MOST_STEPS && used > maxBytes && without < ROW_GROUP; step++) {
            var before = tenth(database.tables(), now);
            if (before.isEmpty()) {
                return;
            }
            log.warn("{} octets are in use, of {}: what is before {} is forgotten", used, maxBytes, before.get());
            long deleted = delete(database, before.get());
            long left = database.usedBytes();
            without = left < used ? 0 : without + deleted;
            used = left;
        }
        held = without >= ROW_GROUP;
    }

    /** Deletes what is older from all tables. */
    static long delete(Database database, Instant before) throws SQLException {
        long deleted = 0;
        for (var table : Database.TABLES) {
            deleted += database.deleteBefore(table, before);
        }
        database.checkpoint();
        return deleted;
    }

    /** {@return the end of the first tenth of the time that is covered} */
    private static Optional<Instant> tenth(Collection<TableState> tables, Instant now) {
        return tables.stream()
                .flatMap(table -> table.oldest().stream())
                .min(Instant::compareTo)
                .filter(oldest -> oldest.isBefore(now))
                .map(oldest -> oldest.plus(Duration.between(oldest, now).dividedBy(SHARE))
                        .plusNanos(1_000));
    }
}
