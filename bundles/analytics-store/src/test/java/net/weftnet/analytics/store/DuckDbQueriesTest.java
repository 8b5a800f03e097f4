package net.weftnet.analytics.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import net.weftnet.analytics.store.api.Limits;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.analytics.store.api.QueryException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query may do, and the limits it is kept within. */
class DuckDbQueriesTest extends StoreInAFolder {
    private static final String FOREVER =
            "SELECT count(*) FROM range(3000000) a JOIN range(3000000) b ON a.range * 7 + b.range < hash(a.range)";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM messages",
                "INSERT INTO schema_version VALUES (2)",
                "WITH x AS (INSERT INTO schema_version VALUES (2) RETURNING *) SELECT * FROM x",
                "SELECT * FROM read_text('/etc/hostname')",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM glob('/*')",
                "COPY messages TO '/tmp/analytics-store-test.csv'",
                "ATTACH '/tmp/analytics-store-test.duckdb'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET memory_limit = '1GB'",
                "PRAGMA enable_profiling",
                "CREATE TABLE t (a INTEGER)",
                "BEGIN TRANSACTION"
            })
    void letsNobodyDoMoreThanRead(String sql) throws Exception {
        var store = store(Map.of());
        await(() -> store.state().problem().isEmpty());
        var e = assertThrows(QueryException.class, () -> rows(store, sql));
        assertEquals(Reason.FORBIDDEN, e.reason(), e.getMessage());
        assertEquals(List.of(List.of(1)), rows(store, "SELECT version FROM schema_version"));
    }

    @Test
    void saysWhatIsWrongWithAQuery() throws Exception {
        var store = store(Map.of());
        await(() -> store.state().problem().isEmpty());
        for (var sql : List.of(
                "SELEC 1",
                "SELECT nothing FROM messages",
                "FROM nowhere",
                "SELECT 1; SELECT 2",
                "",
                "SELECT 'x'::INTEGER")) {
            assertEquals(
                    Reason.INVALID,
                    assertThrows(QueryException.class, () -> rows(store, sql)).reason(),
                    sql);
        }
        assertEquals(List.of(List.of("it's", 5L)), rows(store, "SELECT ?, ?::BIGINT", "it's", 5L));
    }

    @Test
    void keepsQueriesWithinLimits() throws Exception {
        var store = store(Map.of("memoryMegabytes", 64, "maxSpillMegabytes", 1, "maxQueries", 1));
        await(() -> store.state().problem().isEmpty());
        assertEquals(
                Reason.LIMIT, fails(store, "SELECT * FROM range(1001)", LIMITS).reason());
        var memory =
                fails(store, "SELECT DISTINCT range || repeat('x', 50) FROM range(5000000) ORDER BY ALL DESC", LIMITS);
        assertEquals(Reason.LIMIT, memory.reason(), memory.getMessage());
        var late = fails(store, FOREVER, new Limits(Duration.ofMillis(200), 1));
        assertEquals(Reason.LIMIT, late.reason(), late.getMessage());

        var cursor = store.query("SELECT * FROM range(100000)", List.of(), new Limits(Duration.ofMinutes(1), 200_000));
        assertEquals(1_000, cursor.next().size());
        cursor.cancel();
        assertEquals(
                Reason.CANCELLED,
                assertThrows(QueryException.class, cursor::next).reason());
        cursor.close();
        cursor.close();
        assertEquals(List.of(List.of(1)), rows(store, "SELECT 1"), "its place is free again");
    }

    @Test
    void endsAQueryWheneverItsTimeIsUp() throws Exception {
        var store = store(Map.of("maxQueries", 1));
        await(() -> store.state().problem().isEmpty());
        for (int i = 1; i <= 20; i++) {
            var end = fails(store, FOREVER, new Limits(Duration.ofNanos(i * 100_000L), 1));
            assertEquals(Reason.LIMIT, end.reason(), end.getMessage());
        }
    }

    @Test
    void anInterruptedQueryLeavesNothingOpen() throws Exception {
        var store = store(Map.of("maxQueries", 1));
        await(() -> store.state().problem().isEmpty());
        var query = new FutureTask<>(() -> fails(store, FOREVER, LIMITS));
        var caller = Thread.ofPlatform().start(query);
        await(() -> caller.getState() == Thread.State.WAITING);
        caller.interrupt();
        var e = assertThrows(ExecutionException.class, query::get);
        assertInstanceOf(InterruptedException.class, e.getCause().getCause(), () -> String.valueOf(e.getCause()));
        assertEquals(List.of(List.of(1)), rows(store, "SELECT 1"), "its place is free again");
        store.close();
        try (var database = database()) { // with other settings, which is not possible while a connection is open
            assertEquals(Database.TABLES.size(), database.tables().size());
        }
    }
}
