package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.PROJECT;
import static net.weftnet.config.db.TestConfig.address;
import static net.weftnet.config.db.TestConfig.delete;
import static net.weftnet.config.db.TestConfig.network;
import static net.weftnet.config.db.TestConfig.port;
import static net.weftnet.config.db.TestConfig.replace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final int EVERY = 10;
    private static final int KEEP = 25;

    @TempDir
    Path directory;

    private TestConfig config;

    @BeforeEach
    void open() throws Exception {
        config = TestConfig.open(directory, new Limits(EVERY, KEEP, 1 << 20));
    }

    @AfterEach
    void close() {
        config.close();
    }

    private void reopen() throws Exception {
        config.close();
        config = TestConfig.open(directory, new Limits(EVERY, KEEP, 1 << 20));
    }

    private String export() {
        return config.datastore.exported(config.datastore.snapshot());
    }

    @Test
    void showsEveryRevisionThatIsKept() throws Exception {
        var exports = new ArrayList<String>(List.of("", export()));
        config.commit(network("front", "10.1.0.0/16"));
        exports.add(export());
        var random = new Random(3);
        while (exports.size() < 40) {
            int number = random.nextInt(8);
            boolean isThere = !config.value("/instance-ip=a" + number).equals("(none)");
            config.commit(isThere ? delete("/instance-ip=a" + number) : address("a" + number, "front", ""));
            exports.add(export());
        }
        reopen();
        assertEquals(exports.getLast(), export());
        for (int revision = 20; revision < exports.size(); revision++) {
            var then = config.datastore.at(revision);
            assertEquals(revision, then.revision());
            assertEquals(exports.get(revision), config.datastore.exported(then), "revision " + revision);
        }
        var commits = config.datastore.commitsSince(0, 100);
        assertEquals(39, commits.getLast().revision());
    }

    @Test
    void deletesWhatIsOlderThanIsKept() throws Exception {
        config.commit(network("front", "10.1.0.0/16"));
        for (int i = 0; i < 60; i++) {
            config.commit(address("a" + i, "front", ""));
            reopenAfterSnapshot(i);
        }
        var before = export();
        reopen();
        assertEquals(before, export());
        var commits = config.datastore.commitsSince(0, 100);
        assertTrue(commits.size() >= KEEP && commits.size() < 60, "kept " + commits.size());
        var e = assertThrows(ConfigException.class, () -> config.datastore.at(2));
        assertEquals(Kind.MISSING, e.kind());
        assertTrue(e.getMessage().startsWith("Revision 2 is not kept any more; the oldest is "), e.getMessage());
        assertEquals("", config.datastore.changeSet(UUID.randomUUID()).orElse(""));
    }

    /** Closing waits for a snapshot at work, so that which ones there are does not depend on time. */
    private void reopenAfterSnapshot(int i) throws Exception {
        if (i % EVERY == EVERY - 1) {
            reopen();
        }
    }

    @Test
    void findsTheRevisionOfATime() throws Exception {
        var first = config.commit(network("front", "10.1.0.0/16"));
        var second = config.commit(network("back", "10.2.0.0/16"));
        assertEquals(
                second.revision(),
                config.datastore.at(Instant.now().plusSeconds(9)).revision());
        assertTrue(config.datastore.at(first.time()).revision() >= first.revision());
        var e = assertThrows(ConfigException.class, () -> config.datastore.at(Instant.EPOCH));
        assertEquals(Kind.MISSING, e.kind());
    }

    @Test
    void refusesRevisionsThatNeverWere() {
        var e = assertThrows(ConfigException.class, () -> config.datastore.at(7));
        assertEquals("There is no revision 7; the newest is 1", e.getMessage());
        assertThrows(ConfigException.class, () -> config.datastore.at(0));
    }

    @Test
    void rollsBackExactly() throws Exception {
        config.commit(network("front", "10.1.0.0/16"), port("p", "front"), address("a", "front", ""));
        var before = export();
        config.commit(delete("/instance-ip=a"), delete(PROJECT + "/virtual-machine-interface=p"));
        config.commit(delete(PROJECT + "/virtual-network=front"));
        // The same name, but another object with another uuid and other numbers.
        config.commit(network("front", "10.9.0.0/16"), network("back", "10.1.0.0/16"));
        assertNotEquals(before, export());
        var commit = config.datastore.rollBack(2, "operator", "as it was");
        assertEquals(6, commit.revision());
        assertEquals(before, export());
        assertEquals(
                6, config.datastore.rollBack(2, "operator", "nothing to do").revision());
        reopen();
        assertEquals(before, export());
        config.commit(address("b", "front", ""));
        assertTrue(config.value("/instance-ip=b").contains("10.1."));
    }

    @Test
    void exportsTheSameAfterARoundTrip(@TempDir Path elsewhere) throws Exception {
        config.commit(network("front", "10.1.0.0/16"), port("p", "front"), address("a", "front", ""));
        config.commit(replace("/domain=default-domain/display-name", "display-name': 'R&D \u00fc'"));
        var file = export();
        try (var other = TestConfig.open(elsewhere)) {
            other.commit(network("to-go", "10.5.0.0/16"));
            other.datastore.imported(file, "operator", "restore");
            assertEquals(file, other.datastore.exported(other.datastore.snapshot()));
            // Numbers that came with the file are not given again.
            other.commit(network("next", "10.6.0.0/16"));
            assertFalse(other.value(PROJECT + "/virtual-network=next").contains("'virtual-network-network-id':5,"));
        }
    }

    @Test
    void checksWhatIsImported() throws Exception {
        var before = export();
        for (var file : List.of("", "[]", "{}", "{\"weftnet-config:config\": {\"no-such\": 1}}")) {
            var e = assertThrows(ConfigException.class, () -> config.datastore.imported(file, "operator", ""));
            assertEquals(Kind.INVALID, e.kind(), file);
        }
        config.commit(network("front", "10.1.0.0/16"), port("p", "front"));
        var broken = export().replace("\"default-domain:default-project:front\"", "\"default-domain:x:front\"");
        assertThrows(ConfigException.class, () -> config.datastore.imported(broken, "operator", ""));
        config.datastore.rollBack(1, "operator", "");
        assertEquals(before, export());
    }

    @Test
    void saysWhatDiffers() throws Exception {
        var before = config.datastore.snapshot();
        config.commit(network("front", "10.1.0.0/16"));
        var after = config.datastore.snapshot();
        assertTrue(config.datastore
                .difference(before, after)
                .contains("\"target\":\"/weftnet-config:config" + PROJECT + "/virtual-network=front\""));
        assertTrue(config.datastore.difference(after, before).contains("\"operation\":\"delete\""));
        assertEquals("[]", config.datastore.difference(after, after));
    }
}
