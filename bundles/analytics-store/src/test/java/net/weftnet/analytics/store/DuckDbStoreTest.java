package net.weftnet.analytics.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import net.weftnet.analytics.collector.api.ReceivedMessage;
import net.weftnet.analytics.store.api.AlarmEvent;
import net.weftnet.analytics.store.api.Limits;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.analytics.store.api.QueryException.Reason;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.wire.FlowCodec;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import net.weftnet.common.sandesh.api.wire.SandeshType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DuckDbStoreTest {
    private static final GeneratorName AGENT = new GeneratorName("compute1", "Compute", "weftnet", "0");
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(60), 1_000);

    private static final String FOREVER =
            "SELECT count(*) FROM range(3000000) a JOIN range(3000000) b ON a.range * 7 + b.range < hash(a.range)";

    @TempDir
    Path folder;

    private final ConditionBoard board = new ConditionBoard();
    private final List<DuckDbStore> open = new ArrayList<>();
    private int sequence;

    @AfterEach
    void close() {
        open.forEach(DuckDbStore::close);
    }

    @Test
    void keepsEveryKindOfMessageAndHasItAfterARestart() throws Exception {
        var first = store(Map.of());
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        assertTrue(first.take(
                log(now, 3, Field.of("peer", 1, Value.string("10.0.0.2")).with("key", "ObjectBgpPeer"))));
        assertTrue(first.take(uve(now, 7)));
        assertTrue(first.take(uve(now.plusSeconds(1), 7)));
        assertTrue(first.take(uve(now.plusSeconds(2), 8)));
        assertTrue(first.take(flow(now, "f1", 100)));
        assertTrue(first.take(flow(now.plusSeconds(3), "f1", 50)));
        assertTrue(first.record(new AlarmEvent(now, "peer down", "bgp-peer", "10.0.0.2", "raised", 0, "{}")));
        await(() -> first.state().stored() == 10);
        first.close();

        var store = store(Map.of());
        await(() -> store.state().problem().isEmpty());
        assertEquals(
                List.of(List.of(now, "compute1", "Happened", "object", 3, "10.0.0.2", "<Happened")),
                rows(store, "SELECT time, source, type, kind, level, data->>'peer', substr(xml, 1, 9) FROM messages"));
        assertEquals(
                List.of(List.of("bgp-peer", "10.0.0.2", "Happened")),
                rows(store, "SELECT object_type, object, type FROM object_logs"));
        assertEquals(
                List.of(List.of("7"), List.of("8")),
                rows(store, "SELECT data->>'ports' FROM uves ORDER BY time"),
                "what is told again is no history");
        assertEquals(
                List.of(List.of("Vn.load", "d:p:front", 3L, 1.5)),
                rows(store, "SELECT stat, object, count(*), avg((data->>'mean')::DOUBLE) FROM stats GROUP BY ALL"));
        assertEquals(
                List.of(List.of("f1", 150L, 150L, now.plusSeconds(3))),
                rows(store, "SELECT flow, bytes, total_bytes, last_seen FROM flow_records"));
        assertEquals(List.of(List.of("peer down", "raised")), rows(store, "SELECT alarm, event FROM alarms"));
        assertEquals(
                10, store.state().tables().stream().mapToLong(t -> t.rows()).sum());
    }

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

    @Test
    void aDamagedFileIsToldAndOthersGoOn() throws Exception {
        var file = folder.resolve("analytics.duckdb");
        Files.writeString(file, "This is not a database. ".repeat(1_000));
        var store = store(Map.of("queueRows", 10));
        await(() -> board.conditions().getFirst().level() == Health.Level.FAILED);
        assertTrue(board.conditions().getFirst().detail().contains("not a valid DuckDB database"));
        assertEquals(Reason.UNAVAILABLE, fails(store, "SELECT 1", LIMITS).reason());
        assertThrows(QueryException.class, () -> store.purge(Instant.now()));
        int taken = 0;
        for (int i = 0; i < 20; i++) {
            taken += store.take(log(Instant.now(), 7)) ? 1 : 0;
        }
        assertEquals(5, taken, "DEBUG may fill half of the queue");
        assertEquals(Map.of("DEBUG", 15L), store.state().lost());

        Files.delete(file);
        await(() -> store.state().stored() == 5);
        await(() -> board.conditions().getFirst().level() != Health.Level.FAILED);
    }

    @Test
    void forgetsByTimeAndBySizeAndWhenTold() throws Exception {
        var now = Instant.now();
        try (var database = database()) {
            database.write(List.of(message(now.minusSeconds(7_200)), message(now.minusSeconds(3_000)), message(now)));
            new Retention(Map.of("messages", Duration.ofHours(1)), Long.MAX_VALUE).apply(database, now);
            assertEquals(2, database.tables().getFirst().rows());

            var many = new ArrayList<Row>();
            for (int i = 0; i < 400_000; i++) {
                many.add(message(now.minusSeconds(3_000 - i / 140)));
            }
            database.write(many);
            database.checkpoint();
            long used = database.usedBytes();
            var retention = new Retention(Map.of(), used * 5 / 6);
            long kept;
            try (var reader = database.connect();
                    var query = reader.createStatement()) {
                query.execute("BEGIN TRANSACTION READ ONLY");
                query.execute("SELECT count(*) FROM messages");
                retention.apply(database, now);
                kept = database.tables().getFirst().rows();
                assertTrue(kept > 220_000, kept + " rows are left while a query holds what was deleted");
            }
            database.write(List.of(message(now)));
            retention.apply(database, now);
            assertEquals(kept + 1, database.tables().getFirst().rows(), "there is room since the query ended");
            assertTrue(database.usedBytes() <= used * 5 / 6, () -> used + " octets before");
            long rows = database.tables().getFirst().rows();
            assertTrue(rows > 1_000 && rows < 400_000, () -> rows + " rows are left");
            assertTrue(database.tables().getFirst().newest().orElseThrow().isAfter(now.minusSeconds(60)));
        }
        var store = store(Map.of());
        await(() -> store.state().problem().isEmpty());
        assertTrue(store.purge(now.plusSeconds(1)) > 1_000);
        assertEquals(List.of(List.of(0L)), rows(store, "SELECT count(*) FROM messages"));
    }

    @Test
    void aBatchIsWrittenWholeOrNotAtAll() throws Exception {
        try (var database = database()) {
            Row bad = new Row.Stat(0, null, "s", "o", "{}");
            assertThrows(NullPointerException.class, () -> database.write(List.of(message(Instant.now()), bad)));
            assertEquals(0, database.tables().getFirst().rows());
            database.write(List.of(message(Instant.now())));
            assertEquals(1, database.tables().getFirst().rows());
        }
    }

    @Test
    void aBatchThatFailsTwiceIsLostAndOthersGoOn() throws Exception {
        var queue = new RowQueue(100, 1 << 20, Duration.ZERO, _ -> {});
        try (var writer = writer(queue, Clock.systemUTC())) {
            queue.offer(new RowQueue.Entry("INFO", List.of(new Row.Stat(0, null, "s", "o", "{}"))));
            await(() -> queue.lost().equals(Map.of("INFO", 1L)));
            queue.offer(new RowQueue.Entry("INFO", List.of(message(Instant.now()))));
            await(() -> writer.figures().stored() == 1);
        }
    }

    @Test
    void goesOnAfterAnError() throws Exception {
        var broken = new AtomicBoolean(true);
        var clock = new ClockOf(() -> {
            if (broken.get()) {
                throw new StackOverflowError("as of a deep value");
            }
            return Instant.now();
        });
        var queue = new RowQueue(100, 1 << 20, Duration.ZERO, _ -> {});
        queue.offer(new RowQueue.Entry("INFO", List.of(message(Instant.now()))));
        try (var writer = writer(queue, clock)) {
            await(() -> board.conditions().getFirst().level() == Health.Level.FAILED);
            broken.set(false);
            await(() -> writer.figures().stored() == 1);
        }
    }

    private static final class ClockOf extends Clock {
        private final Supplier<Instant> now;

        ClockOf(Supplier<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    private Writer writer(RowQueue queue, Clock clock) {
        var writer = new Writer(
                new Database.Settings(folder, 64L << 20, 2, 1L << 20),
                new AtomicReference<>(),
                () -> {},
                queue,
                new Retention(Map.of(), Long.MAX_VALUE),
                clock,
                new BackOff(Duration.ofMillis(10), Duration.ofMillis(50), new Random(1)),
                board.open("analytics", "store"));
        writer.start();
        return writer;
    }

    @Test
    void aStateThatWasLostIsNewsAgain() {
        var maker = new RowMaker(Instant.now());
        var queue = new RowQueue(4, 1 << 20, Duration.ZERO, maker::unwritten);
        var now = Instant.now();
        for (int i = 0; i < 3; i++) {
            assertTrue(queue.offer(new RowQueue.Entry("INFO", List.of(message(now)))));
        }
        var state = maker.rows(uve(now, 7));
        assertEquals(List.of(Row.UveChange.class, Row.Stat.class), classes(state));
        assertEquals(List.of(Row.Stat.class), classes(maker.rows(uve(now, 7))));
        assertFalse(queue.offer(new RowQueue.Entry("UVE", state)));
        assertEquals(List.of(Row.UveChange.class, Row.Stat.class), classes(maker.rows(uve(now, 7))), "it was refused");

        assertEquals(List.of(Row.UveChange.class, Row.Stat.class), classes(maker.rows(uve(now, 8))));
        queue.lose(List.of(new RowQueue.Entry("UVE", state)));
        assertEquals(List.of(Row.Stat.class), classes(maker.rows(uve(now, 8))), "an older state was lost");
    }

    private static List<Class<?>> classes(List<Row> rows) {
        return rows.stream().<Class<?>>map(Row::getClass).toList();
    }

    @Test
    void longRowsTakeMoreOfTheQueue() throws Exception {
        var queue = new RowQueue(1_000, 10_000, Duration.ZERO, _ -> {});
        var row = new Row.Stat(0, AGENT, "s", "o", "x".repeat(2_000));
        var info = new RowQueue.Entry("INFO", List.of(row));
        assertTrue(queue.offer(info));
        assertTrue(queue.offer(info));
        assertTrue(queue.offer(info));
        assertFalse(queue.offer(info), "three quarters");
        var error = new RowQueue.Entry("ERROR", List.of(row));
        assertTrue(queue.offer(error));
        assertFalse(queue.offer(error));
        assertEquals(4, queue.take(1_000, Duration.ZERO).size());
        var large = new RowQueue.Entry("INFO", List.of(new Row.Stat(0, AGENT, "s", "o", "x".repeat(20_000))));
        assertTrue(queue.offer(large), "it could never be taken otherwise");
        assertFalse(queue.offer(error));
        assertEquals(1, queue.take(1_000, Duration.ZERO).size());
        assertTrue(queue.offer(info));
    }

    @Test
    void believesNoClockThatIsFarOff() throws Exception {
        var store = store(Map.of());
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (long micros : new long[] {0, Long.MAX_VALUE, -5}) {
            var header = SandeshHeader.of(AGENT, micros, SandeshType.SYSTEM, 1, 0, 3, "test");
            store.take(new ReceivedMessage(AGENT, now, new SandeshMessage(header, "Happened", List.of())));
        }
        await(() -> store.state().stored() == 3);
        assertEquals(List.of(List.of(now, 3L)), rows(store, "SELECT time, count(*) FROM messages GROUP BY time"));
    }

    private DuckDbStore store(Map<String, Object> settings) {
        var config = (DuckDbStore.Config) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DuckDbStore.Config.class},
                (_, method, _) -> settings.getOrDefault(method.getName(), method.getDefaultValue()));
        var store = new DuckDbStore(
                folder,
                board.open("analytics", "store"),
                Clock.systemUTC(),
                new BackOff(Duration.ofMillis(10), Duration.ofMillis(50), new Random(1)),
                config);
        open.add(store);
        return store;
    }

    private Database database() throws Exception {
        return Database.open(new Database.Settings(folder, 64L << 20, 2, 1L << 20));
    }

    private static QueryException fails(DuckDbStore store, String sql, Limits limits) {
        return assertThrows(QueryException.class, () -> {
            try (var cursor = store.query(sql, List.of(), limits)) {
                while (!cursor.next().isEmpty()) {
                    // all of it
                }
            }
        });
    }

    static List<List<Object>> rows(DuckDbStore store, String sql, Object... parameters) throws Exception {
        var all = new ArrayList<List<Object>>();
        try (var cursor = store.query(sql, List.of(parameters), LIMITS)) {
            for (var block = cursor.next(); !block.isEmpty(); block = cursor.next()) {
                for (var row : block) {
                    all.add(row.stream()
                            .map(cell ->
                                    cell instanceof Number n && !(cell instanceof Double) && !(cell instanceof Long)
                                            ? (Object) n.intValue()
                                            : cell)
                            .toList());
                }
            }
        }
        assertFalse(all.size() > LIMITS.rows());
        return all;
    }

    private Row message(Instant time) {
        long micros = SandeshHeader.micros(time);
        var noise = Long.toHexString(new Random(sequence).nextLong()).repeat(4);
        return new Row.Message(
                sequence++,
                micros,
                micros,
                AGENT,
                "M",
                "system",
                6,
                "c",
                sequence,
                "",
                "{\"a\":\"" + noise + "\"}",
                noise);
    }

    private ReceivedMessage log(Instant time, int level, Field... fields) {
        var type = fields.length == 0 ? SandeshType.SYSTEM : SandeshType.OBJECT;
        return received(time, type, level, "Happened", List.of(fields));
    }

    private ReceivedMessage uve(Instant time, int ports) {
        var load = Value.struct(
                "Load", Field.of("mean", 1, new Value.Scalar(net.weftnet.common.sandesh.api.FieldType.DOUBLE, "1.5")));
        var struct = Value.struct(
                "Vn",
                Field.of("name", 1, Value.string("d:p:front")).with("key", "ObjectVNTable"),
                Field.of("ports", 3, Value.i32(ports)),
                Field.of("load", 4, Value.structs(List.of(load))).with("tags", ".mean"));
        return received(time, SandeshType.UVE, SandeshHeader.UVE_LEVEL, "VnUve", List.of(Field.of("data", 1, struct)));
    }

    private long total;

    private ReceivedMessage flow(Instant time, String id, long octets) {
        total += octets;
        var end = new FlowSample.End("d:p:front", "10.0.1.3", 80);
        var sample = new FlowSample(
                id,
                true,
                end,
                end,
                6,
                "pass",
                "",
                "",
                "",
                "",
                1_000_000,
                0,
                new FlowSample.Volume(1, total),
                new FlowSample.Volume(1, octets),
                1);
        return received(time, SandeshType.FLOW, 6, FlowCodec.MESSAGE, FlowCodec.toFields(List.of(sample)));
    }

    private ReceivedMessage received(Instant time, SandeshType type, int level, String name, List<Field> fields) {
        var header = SandeshHeader.of(AGENT, SandeshHeader.micros(time), type, ++sequence, 0, level, "test");
        return new ReceivedMessage(AGENT, time, new SandeshMessage(header, name, fields));
    }

    private static void await(BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "It does not come to it");
            LockSupport.parkNanos(5_000_000);
        }
    }
}
