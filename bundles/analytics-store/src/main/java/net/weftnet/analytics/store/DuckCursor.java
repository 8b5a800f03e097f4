package net.weftnet.analytics.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import net.weftnet.analytics.store.api.Cursor;
import net.weftnet.analytics.store.api.Limits;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.analytics.store.api.QueryException.Reason;
import net.weftnet.common.runtime.api.Cancellable;
import net.weftnet.common.runtime.api.OwnerThread;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query on a connection and a platform thread of its own: native code would hold the carrier of a virtual thread.
 *
 * <p>Two things keep it from changing anything: the parser of DuckDB itself says that it is one SELECT, and it runs in a
 * transaction that may only read.
 */
final class DuckCursor implements Cursor {
    private static final Logger log = LoggerFactory.getLogger(DuckCursor.class);
    private static final int BLOCK = 1_000;
    private static final Duration BETWEEN_INTERRUPTS = Duration.ofMillis(100);

    private final DuckDBConnection connection;
    private final Limits limits;
    private final Consumer<DuckCursor> ended;
    private final OwnerThread timers;
    private final OwnerThread owner = OwnerThread.named("analytics-query");
    private final Cancellable limit;
    private final AtomicReference<@Nullable QueryException> end = new AtomicReference<>();

    /** Set by the owner, read by who cancels. */
    private volatile @Nullable DuckDBPreparedStatement statement;

    /** Held while DuckDB is called from other threads than the owner: the connection must be there until they are done. */
    private final Object alive = new Object();

    /** Guarded by {@link #alive}. */
    private boolean closed;

    private @Nullable ResultSet result;
    private List<String> columns = List.of();
    private int rows;

    /**
     * Makes a cursor on a connection that it closes.
     *
     * @param timers runs what ends a query: the limit of its time, and what makes sure that it ends
     * @param ended is told when it is closed
     */
    DuckCursor(DuckDBConnection connection, Limits limits, OwnerThread timers, Consumer<DuckCursor> ended) {
        this.connection = connection;
        this.limits = limits;
        this.timers = timers;
        this.ended = ended;
        limit = timers.schedule(
                limits.time(),
                () -> end(Reason.LIMIT, "It takes longer than " + limits.time().toSeconds() + " s"));
    }

    void start(String sql, List<?> parameters) throws QueryException, InterruptedException {
        call(() -> {
            requireSelect(sql);
            execute("BEGIN TRANSACTION READ ONLY");
            var prepared = connection.prepare(sql);
            statement = prepared;
            for (int i = 0; i < parameters.size(); i++) {
                prepared.setObject(i + 1, parameters.get(i));
            }
            requireGoingOn();
            var rows = prepared.executeQuery();
            result = rows;
            var names = new ArrayList<String>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnName(i));
            }
            columns = List.copyOf(names);
            return true;
        });
    }

    private void execute(String sql) throws SQLException {
        try (var plain = connection.createStatement()) {
            plain.execute(sql);
        }
    }

    /** Several statements would be run one after the other when they are prepared. */
    private void requireSelect(String sql) throws SQLException, QueryException {
        JsonObject tree;
        try (PreparedStatement parser = connection.prepareStatement("SELECT json_serialize_sql(?)::VARCHAR")) {
            parser.setString(1, sql);
            try (var parsed = parser.executeQuery()) {
                parsed.next();
                tree = JsonParser.parseString(parsed.getString(1)).getAsJsonObject();
            }
        }
        if (tree.get("error").getAsBoolean()) {
            throw fault(tree);
        }
        JsonArray statements = tree.getAsJsonArray("statements");
        if (statements.size() != 1) {
            throw new QueryException(Reason.INVALID, "One SELECT is wanted, not " + statements.size());
        }
    }

    private static QueryException fault(JsonObject tree) {
        var message = tree.get("error_message").getAsString();
        if (message.startsWith("Only SELECT")) {
            return new QueryException(Reason.FORBIDDEN, "Only a SELECT is possible here");
        }
        var position =
                tree.has("position") ? " (at character " + tree.get("position").getAsString() + ")" : "";
        return new QueryException(Reason.INVALID, message + position);
    }

    private void requireGoingOn() throws QueryException {
        var reason = end.get();
        if (reason != null) {
            throw reason;
        }
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<List<@Nullable Object>> next() throws QueryException, InterruptedException {
        return call(this::block);
    }

    private List<List<@Nullable Object>> block() throws SQLException, QueryException {
        requireGoingOn();
        var from = result;
        if (from == null) {
            throw new QueryException(Reason.CANCELLED, "It is closed");
        }
        var block = new ArrayList<List<@Nullable Object>>();
        while (block.size() < BLOCK && from.next()) {
            if (++rows > limits.rows()) {
                throw new QueryException(
                        Reason.LIMIT, "It gives more than " + limits.rows() + " rows; say LIMIT, or ask for less");
            }
            block.add(Cells.row(from));
        }
        return block;
    }

    private <T> T call(Callable<T> work) throws QueryException, InterruptedException {
        try {
            return owner.call(work);
        } catch (CompletionException e) {
            requireGoingOn(); // the end that was put to it says more than what came of that
            switch (e.getCause()) {
                case QueryException fault -> throw fault;
                case SQLException fault -> throw Faults.of(fault);
                case null, default -> throw e;
            }
        } catch (CancellationException _) {
            throw new InterruptedException();
        } catch (RejectedExecutionException e) {
            requireGoingOn();
            throw new QueryException(Reason.CANCELLED, "It is closed", e);
        }
    }

    @Override
    public double progress() {
        synchronized (alive) {
            var running = statement;
            try {
                return running == null || closed
                        ? -1
                        : running.getQueryProgress().getPercentage();
            } catch (SQLException e) {
                log.debug("No progress", e);
                return -1;
            }
        }
    }

    @Override
    public void cancel() {
        end(Reason.CANCELLED, "It was cancelled");
    }

    private void end(Reason reason, String message) {
        if (end.compareAndSet(null, new QueryException(reason, message))) {
            interrupt();
        }
    }

    /** Until it is closed: DuckDB forgets an interrupt that comes just before the statement begins. */
    private void interrupt() {
        synchronized (alive) {
            if (closed) {
                return;
            }
            timers.schedule(BETWEEN_INTERRUPTS, this::interrupt);
            var running = statement;
            try {
                if (running != null) {
                    running.cancel();
                }
            } catch (SQLException e) {
                log.debug("It cannot be cancelled", e);
            }
        }
    }

    @Override
    public void close() {
        limit.cancel();
        end(Reason.CANCELLED, "It is closed");
        boolean interrupted = disconnect();
        owner.close();
        ended.accept(this);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until the connection is closed, even when the caller is interrupted: neither it nor its transaction may outlive the
     * cursor.
     *
     * @return whether the caller was interrupted
     */
    private boolean disconnect() {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                owner.call(this::closeConnection);
                return interrupted;
            } catch (RejectedExecutionException _) {
                return interrupted; // it was closed before
            } catch (CompletionException e) {
                log.debug("A connection does not close", e);
                return interrupted;
            } catch (CancellationException _) {
                interrupted = Thread.interrupted();
            }
        }
    }

    private boolean closeConnection() throws SQLException {
        synchronized (alive) {
            closed = true;
            result = null;
            connection.close(); // statement, result and transaction with it
            return true;
        }
    }
}
