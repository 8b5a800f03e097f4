package net.weftnet.analytics.store.api;

import java.time.Instant;
import java.util.List;

/**
 * Service: everything that the collector was told, as tables: {@code messages}, {@code objects} (which message is about
 * which object), {@code flows}, {@code stats}, {@code uves} (history) and {@code alarms}; and the views {@code object_logs}
 * and {@code flow_records}.
 */
public interface AnalyticsStore {

    /**
     * Runs one SELECT. It sees what was committed before it began, cannot change anything, and reaches neither files nor the
     * network.
     *
     * @param sql in DuckDB's dialect
     * @param parameters for its question marks: strings, numbers, truth values
     * @param limits what it may use
     * @return its rows, to be closed
     * @throws QueryException if it is not possible; the message is for who wrote the query
     */
    Cursor query(String sql, List<?> parameters, Limits limits) throws QueryException, InterruptedException;

    /** Keeps what became of an alarm. False if there is no room for it, which is counted. */
    boolean record(AlarmEvent event);

    /**
     * Forgets what is older.
     *
     * @return how many rows were deleted
     * @throws QueryException if the store is not there or fails
     */
    long purge(Instant before) throws QueryException;

    /** {@return how the store is doing} */
    StoreState state();
}
