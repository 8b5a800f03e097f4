package net.weftnet.analytics.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.weftnet.analytics.collector.api.ReceivedMessage;
import net.weftnet.analytics.store.api.AlarmEvent;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.analytics.store.api.QueryException.Reason;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import net.weftnet.common.sandesh.api.wire.SandeshType;
import org.junit.jupiter.api.Test;

/** What is stored, for how long, and what becomes of a file that is damaged. */
class DuckDbStoreTest extends StoreInAFolder {
    @Test
    void keepsEveryKindOfMessageAndHasItAfterARestart() throws Exception {
        var first = store(Map.of());
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        assertTrue(first.take(samples.log(
                now, 3, Field.of("peer", 1, Value.string("10.0.0.2")).with("key", "ObjectBgpPeer"))));
        assertTrue(first.take(samples.uve(now, 7)));
        assertTrue(first.take(samples.uve(now.plusSeconds(1), 7)));
        assertTrue(first.take(samples.uve(now.plusSeconds(2), 8)));
        assertTrue(first.take(samples.flow(now, "f1", 100)));
        assertTrue(first.take(samples.flow(now.plusSeconds(3), "f1", 50)));
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
            taken += store.take(samples.log(Instant.now(), 7)) ? 1 : 0;
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
            database.write(List.of(
                    samples.message(now.minusSeconds(7_200)),
                    samples.message(now.minusSeconds(3_000)),
                    samples.message(now)));
            new Retention(Map.of("messages", Duration.ofHours(1)), Long.MAX_VALUE).apply(database, now);
            assertEquals(2, database.tables().getFirst().rows());

            var many = new ArrayList<Row>();
            for (int i = 0; i < 400_000; i++) {
                many.add(samples.message(now.minusSeconds(3_000 - i / 140)));
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
            database.write(List.of(samples.message(now)));
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
    void believesNoClockThatIsFarOff() throws Exception {
        var store = store(Map.of());
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (long micros : new long[] {0, Long.MAX_VALUE, -5}) {
            var header = SandeshHeader.of(Samples.AGENT, micros, SandeshType.SYSTEM, 1, 0, 3, "test");
            store.take(new ReceivedMessage(Samples.AGENT, now, new SandeshMessage(header, "Happened", List.of())));
        }
        await(() -> store.state().stored() == 3);
        assertEquals(List.of(List.of(now, 3L)), rows(store, "SELECT time, count(*) FROM messages GROUP BY time"));
    }
}
