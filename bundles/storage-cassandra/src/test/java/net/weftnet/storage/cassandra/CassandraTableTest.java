package net.weftnet.storage.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.itests.servers.CassandraServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Cassandra. */
class CassandraTableTest {
    @TempDir
    static Path directory;

    private static CassandraServer server;
    private static CassandraTableStore store;

    @BeforeAll
    static void start() throws Exception {
        server = CassandraServer.start(directory);
        store = connect();
    }

    private static CassandraTableStore connect() {
        return CassandraTableStore.connect(
                new CassandraTableStore.Settings(server.address(), "datacenter1", 1, Duration.ofSeconds(5)),
                new NodeStateListenerBase());
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    private static Row row(String key, String value) {
        return new Row(key, value.getBytes(UTF_8));
    }

    @Test
    void everyNodeReadsWhatOneHasWritten() throws StorageException {
        try (var other = connect()) {
            store.table("shared").put("a", "1".getBytes(UTF_8));
            assertArrayEquals(
                    "1".getBytes(UTF_8), other.table("shared").get("a").orElseThrow());
            assertEquals(Optional.empty(), other.table("other").get("a"));
            other.table("shared").put("a", "2".getBytes(UTF_8));
            assertArrayEquals(
                    "2".getBytes(UTF_8), store.table("shared").get("a").orElseThrow());
            other.table("shared").delete("a");
            assertEquals(Optional.empty(), store.table("shared").get("a"));
        }
    }

    @Test
    void scansInOrderOfKeys() throws StorageException {
        var table = store.table("ordered");
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 100; i++) {
            rows.add(row("k%03d".formatted(i), "v" + i));
        }
        table.put(rows);
        assertEquals(rows, table.scan("", Integer.MAX_VALUE));
        assertEquals(rows.subList(50, 60), table.scan("k050", 10));
        assertEquals(List.of(), table.scan("l", 10));
    }

    /** Over every limit of the server: of a batch, of a frame, of a mutation. */
    @Test
    void keepsLargeValuesAndLargeGroups() throws StorageException {
        var table = store.table("large");
        var random = new Random(1);
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 256; i++) {
            var value = new byte[1000];
            random.nextBytes(value);
            rows.add(new Row("commit/%016x/00000000-0000-0000-0000-000000000000".formatted(i), value));
        }
        table.put(rows);
        var large = new byte[20 << 20];
        random.nextBytes(large);
        table.put("snapshot", large);
        table.put("zero", new byte[0]);
        assertEquals(rows, table.scan("", 256));
        assertArrayEquals(large, table.get("snapshot").orElseThrow());
        assertArrayEquals(new byte[0], table.get("zero").orElseThrow());
        table.delete("snapshot");
        assertEquals(Optional.empty(), table.get("snapshot"));
        assertThrows(IllegalArgumentException.class, () -> table.put("k".repeat(2000), new byte[1]));
    }

    @Test
    void takesManyWritersAtOnce() throws Exception {
        var table = store.table("many");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 200; i++) {
                var key = "k" + i;
                writers.add(() -> isWritten(table, key));
            }
            for (var writer : threads.invokeAll(writers)) {
                assertTrue(writer.get());
            }
        }
        assertEquals(200, table.scan("", 1000).size());
    }

    private static boolean isWritten(Table table, String key) throws StorageException {
        table.put(key, key.getBytes(UTF_8));
        return table.get(key).isPresent();
    }

    /** The server is killed, and comes back with what it has answered for. */
    @Test
    void failsWhileCassandraIsAwayAndGoesOnAfter() throws Exception {
        var table = store.table("away");
        table.put("a", "1".getBytes(UTF_8));
        server.close();
        var e = assertThrows(StorageException.class, () -> table.put("b", "2".getBytes(UTF_8)));
        assertTrue(e.getMessage().startsWith("Cassandra: "), e.getMessage());
        server.start();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isThere(table) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertArrayEquals("1".getBytes(UTF_8), table.get("a").orElseThrow());
    }

    private static boolean isThere(Table table) {
        try {
            table.put("b", "2".getBytes(UTF_8));
            return true;
        } catch (StorageException _) {
            return false;
        }
    }
}
