package net.weftnet.config.access.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.weftnet.common.http.api.AnsweredCall;
import net.weftnet.test.SilentHealth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log: what is in it, and how its files follow each other. */
class AuditLogTest {
    private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.1", 4711);

    @TempDir
    Path directory;

    private AuditLog open(long bytes, int files) throws Exception {
        return new AuditLog(new AuditFiles(directory.resolve("audit"), bytes, files), "config1", new SilentHealth());
    }

    private static AnsweredCall call(String user, String path) {
        return new AnsweredCall(
                Instant.parse("2026-01-01T00:00:00Z"),
                "rest",
                Optional.ofNullable(user),
                PEER,
                "PATCH",
                path,
                204,
                Optional.of("\"17\""),
                Duration.ofMillis(5));
    }

    @Test
    void tellsWhoFromWhereWhatAndTheOutcome() throws Exception {
        var audit = open(1 << 20, 2);
        audit.answered(call("alice", "/restconf/data/a=\"b"));
        assertEquals(
                "{\"time\":\"2026-01-01T00:00:00Z\",\"node\":\"config1\",\"user\":\"alice\",\"from\":\"192.0.2.1\",\"listener\":\"rest\","
                        + "\"method\":\"PATCH\",\"path\":\"/restconf/data/a=\\\"b\",\"status\":204,"
                        + "\"revision\":\"17\",\"milliseconds\":5}",
                audit.newest(1, AuditFilter.ALL).getFirst().toString());
        var file = directory.resolve("audit/audit.log");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        audit.close();
    }

    @Test
    void aLoginTellsOfItself() throws Exception {
        var audit = open(1 << 20, 2);
        audit.answered(call(null, AuditLog.LOGIN));
        audit.login(Optional.of("alice"), PEER, 401);
        var lines = audit.newest(10, AuditFilter.ALL);
        assertEquals(1, lines.size());
        assertEquals(Optional.of("alice"), AuditLog.text(lines.getFirst(), "user"));
        assertEquals(Optional.of("401"), AuditLog.text(lines.getFirst(), "status"));
        audit.close();
    }

    @Test
    void filesFollowEachOtherAndTheOldestGoes() throws Exception {
        var audit = open(500, 3);
        for (int i = 0; i < 20; i++) {
            audit.answered(call(i % 2 == 0 ? "alice" : "bob", "/" + i));
        }
        try (var files = Files.list(directory.resolve("audit"))) {
            for (var file : files.toList()) {
                assertTrue(Files.size(file) <= 500, file::toString);
            }
        }
        assertTrue(Files.exists(directory.resolve("audit/audit.2.log")));
        assertFalse(Files.exists(directory.resolve("audit/audit.3.log")));
        var newest = audit.newest(100, AuditFilter.ALL);
        assertEquals(Optional.of("/19"), AuditLog.text(newest.getFirst(), "path"));
        assertTrue(newest.size() < 20);
        assertTrue(audit.newest(100, AuditFilter.of("bob", "", "")).stream()
                .allMatch(line -> AuditLog.text(line, "user").equals(Optional.of("bob"))));
        audit.close();
        audit = open(500, 3);
        assertEquals(newest, audit.newest(100, AuditFilter.ALL));
        audit.close();
    }

    @Test
    void showsWhatIsAskedFor() throws Exception {
        var audit = open(1 << 20, 2);
        audit.answered(call("alice", "/restconf/data/a"));
        audit.answered(call("alice", "/weft/session"));
        audit.login(Optional.of("bob"), PEER, 401);
        assertEquals(
                1, audit.newest(9, AuditFilter.of("alice", "/restconf", "")).size());
        assertEquals(1, audit.newest(9, AuditFilter.of("", "", "4xx")).size());
        assertEquals(2, audit.newest(9, AuditFilter.of("", "", "204")).size());
        assertEquals(0, audit.newest(9, AuditFilter.of("alice", "", "401")).size());
        assertThrows(IllegalArgumentException.class, () -> AuditFilter.of("", "", "refused"));
        audit.close();
    }

    @Test
    void aBrokenLineIsShownAsItIs() throws Exception {
        var audit = open(1 << 20, 2);
        Files.writeString(directory.resolve("audit/audit.log"), "{\"time\":\"20\n");
        assertEquals(
                Optional.of("{\"time\":\"20"),
                AuditLog.text(audit.newest(1, AuditFilter.ALL).getFirst(), "path"));
        audit.close();
    }
}
