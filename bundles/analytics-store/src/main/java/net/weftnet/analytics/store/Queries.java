package net.weftnet.analytics.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.weftnet.analytics.store.api.Cursor;
import net.weftnet.analytics.store.api.Limits;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.analytics.store.api.QueryException.Reason;
import net.weftnet.common.runtime.api.OwnerThread;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The queries that run, as many as may at a time. Thread-safe. */
final class Queries implements AutoCloseable {
    /** How long a query waits for its turn. */
    private static final long TURN_SECONDS = 10;

    private final AtomicReference<@Nullable Database> database;
    private final int most;
    private final Semaphore turns;
    private final Set<DuckCursor> open = ConcurrentHashMap.newKeySet();

    /** Ends what takes too long. */
    private final OwnerThread timers = OwnerThread.named("analytics-query-limits");

    /**
     * Makes the place for queries.
     *
     * @param database where they run; null while there is none
     * @param most how many may run at a time
     */
    Queries(AtomicReference<@Nullable Database> database, int most) {
        this.database = database;
        this.most = most;
        turns = new Semaphore(most, true);
    }

    Cursor open(String sql, List<?> parameters, Limits limits) throws QueryException, InterruptedException {
        if (!turns.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
            throw new QueryException(Reason.UNAVAILABLE, most + " queries run already, as many as may at a time");
        }
        DuckCursor cursor;
        try {
            cursor = new DuckCursor(connect(), limits, timers, this::ended);
        } catch (QueryException | RuntimeException e) {
            turns.release();
            throw e;
        }
        open.add(cursor);
        try {
            cursor.start(sql, parameters);
            return cursor;
        } catch (QueryException | InterruptedException | RuntimeException e) {
            cursor.close();
            throw e;
        }
    }

    private DuckDBConnection connect() throws QueryException {
        var open = database.get();
        if (open == null) {
            throw new QueryException(Reason.UNAVAILABLE, "The store is not there; weft:health says why");
        }
        try {
            return open.connect();
        } catch (SQLException e) {
            throw new QueryException(Reason.UNAVAILABLE, "The store is not there: " + e.getMessage(), e);
        }
    }

    private void ended(DuckCursor cursor) {
        if (open.remove(cursor)) {
            turns.release();
        }
    }

    /** Ends all, so that the database can be closed. */
    void closeAll() {
        open.forEach(DuckCursor::close);
    }

    @Override
    public void close() {
        closeAll();
        timers.close();
    }
}
