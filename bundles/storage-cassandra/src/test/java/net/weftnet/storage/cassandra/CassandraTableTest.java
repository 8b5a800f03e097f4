package net.weftnet.storage.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.runtime.tls.IssueIdentity;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.ServerAccess;
import net.weftnet.common.storage.api.ServerAccess.Login;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.itests.servers.CassandraServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Cassandra that speaks TLS alone, wants to see a certificate, and lets nobody in without a password. */
class CassandraTableTest {
    private static final Login USER = new Login("weftnet", "it's a secret");

    @TempDir
    static Path directory;

    private static CassandraServer server;
    private static CassandraTableStore store;
    private static TlsIdentity identity;

    @BeforeAll
    static void start() throws Exception {
        var tls = directory.resolve("tls");
        IssueIdentity.main(new String[] {
            "--authority", directory.toString(), "--node", "node", "--out", tls.toString(), "--pem", tls + "/node.pem"
        });
        identity = new NodeTlsIdentity(tls, "node", List.of());
        server = CassandraServer.startSecure(directory, tls);
        store = connectAtLast();
    }

    /** It serves before it has made its own user. */
    private static CassandraTableStore connectAtLast() throws InterruptedException {
        for (long end = System.nanoTime() + Duration.ofMinutes(2).toNanos(); ; Thread.sleep(200)) {
            try {
                return FirstUser.connect(
                        settings(), access(Optional.of(identity), USER), USER, new NodeStateListenerBase());
            } catch (DriverException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    private static CassandraTableStore connect() {
        return connect(Optional.of(identity), USER);
    }

    private static CassandraTableStore connect(Optional<TlsIdentity> identity, Login login) {
        return CassandraTableStore.connect(settings(), access(identity, login), new NodeStateListenerBase());
    }

    private static CassandraTableStore.Settings settings() {
        return new CassandraTableStore.Settings(server.address(), "datacenter1", 1, Duration.ofSeconds(5));
    }

    private static ServerAccess access(Optional<TlsIdentity> identity, Login login) {
        return new ServerAccess(identity, Optional.of(login));
    }

    @Test
    void isLetInWithCertificateAndPasswordOnly() {
        var guess = new Login(USER.user(), "guessed");
        var refusal = assertThrows(DriverException.class, () -> connect(Optional.of(identity), guess));
        assertFalse(refusal.toString().contains("guessed"), refusal::toString);
        assertThrows(DriverException.class, () -> connect(Optional.empty(), USER));
        var known = new Login("cassandra", "cassandra");
        assertThrows(DriverException.class, () -> connect(Optional.of(identity), known));
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
