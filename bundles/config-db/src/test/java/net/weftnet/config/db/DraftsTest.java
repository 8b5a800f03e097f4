package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.PROJECT;
import static net.weftnet.config.db.TestConfig.address;
import static net.weftnet.config.db.TestConfig.delete;
import static net.weftnet.config.db.TestConfig.edit;
import static net.weftnet.config.db.TestConfig.network;
import static net.weftnet.config.db.TestConfig.port;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.draft.Drafts;
import net.weftnet.test.SilentHealth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftsTest {
    private static final Optional<Duration> AN_HOUR = Optional.of(Duration.ofHours(1));

    @TempDir
    Path directory;

    private TestConfig config;
    private Drafts drafts;

    @BeforeEach
    void open() throws Exception {
        open(Clock.systemUTC());
    }

    private void open(Clock clock) throws Exception {
        config = TestConfig.open(directory);
        drafts = new Drafts(config.store, config.datastore, new SilentHealth(), clock);
    }

    @AfterEach
    void close() {
        drafts.close();
        config.close();
    }

    private String export() {
        return config.datastore.exported(config.datastore.snapshot());
    }

    @Test
    void commitsManyEditsAsOne() throws Exception {
        // An address of a network that is only declared later: nothing but the commit has to be whole.
        drafts.edit("d", "ann", edit(address("a", "front", "")));
        drafts.edit("d", "ann", edit(port("p", "front")));
        var e = assertThrows(ConfigException.class, () -> drafts.check("d"));
        assertEquals(Kind.UNKNOWN_REFERENCE, e.kind());
        drafts.edit("d", "bob", edit(network("front", "10.1.0.0/16")));
        assertEquals(1, config.datastore.snapshot().revision());
        assertEquals("bob", drafts.draft("d").orElseThrow().author());

        close();
        open();
        var candidate = drafts.check("d").orElseThrow();
        assertTrue(config.datastore.exported(candidate.after()).contains("\"instance-ip-address\": \"10.1."));
        assertEquals(1, config.datastore.snapshot().revision());
        assertEquals("(none)", config.value("/instance-ip=a"));

        var commit = drafts.commit("d", "bob", "all at once", Optional.empty());
        assertEquals(2, commit.revision());
        assertEquals("all at once", commit.comment());
        assertTrue(config.value("/instance-ip=a").contains("10.1."));
        assertTrue(drafts.drafts().isEmpty());
    }

    @Test
    void checkingTakesNothing() throws Exception {
        drafts.edit("d", "ann", edit(network("front", "10.1.0.0/16")));
        for (int i = 0; i < 5; i++) {
            assertTrue(drafts.check("d").isPresent());
        }
        config.commit(network("back", "10.2.0.0/16"));
        assertTrue(config.value(PROJECT + "/virtual-network=back").contains("'virtual-network-network-id':5"));
        drafts.commit("d", "ann", "", Optional.empty());
        assertTrue(config.value(PROJECT + "/virtual-network=front").contains("'virtual-network-network-id':6"));
    }

    @Test
    void keepsWhatOthersCommitMeanwhile() throws Exception {
        config.commit(network("front", "10.1.0.0/16"), address("a", "front", ""));
        drafts.edit("d", "ann", edit(delete("/instance-ip=a")));
        config.commit(address("b", "front", ""));
        assertTrue(config.datastore.exported(drafts.view("d")).contains("\"name\": \"b\""));
        assertFalse(config.datastore.exported(drafts.view("d")).contains("\"name\": \"a\""));
        drafts.commit("d", "ann", "", Optional.empty());
        assertEquals("(none)", config.value("/instance-ip=a"));
        assertTrue(config.value("/instance-ip=b").contains("10.1."));
    }

    @Test
    void discards() throws Exception {
        drafts.edit("d", "ann", edit(network("front", "10.1.0.0/16")));
        assertTrue(drafts.discard("d"));
        assertFalse(drafts.discard("d"));
        assertEquals(
                Kind.MISSING,
                assertThrows(ConfigException.class, () -> drafts.view("d")).kind());
    }

    @Test
    void refusesBadNames() throws Exception {
        for (var name : new String[] {"", "a/b", "x".repeat(65)}) {
            assertThrows(ConfigException.class, () -> drafts.edit(name, "ann", tree -> {}));
        }
        // A fault of the edit is none of who asks for it.
        assertThrows(
                IllegalArgumentException.class,
                () -> drafts.edit("d", "ann", tree -> {
                    throw new IllegalArgumentException("a defect");
                }));
        assertTrue(drafts.draft("d").isEmpty());
    }

    @Test
    void takesBackWhatNobodyConfirms() throws Exception {
        config.commit(network("front", "10.1.0.0/16"));
        var before = export();
        var commits = new LinkedBlockingQueue<Commit>();
        config.datastore.onCommit((commit, change, after) -> commits.add(commit));
        drafts.edit("d", "ann", edit(address("a", "front", "")));
        drafts.commit("d", "ann", "", Optional.of(Duration.ZERO));
        assertEquals(3, commits.poll(30, TimeUnit.SECONDS).revision());
        var back = commits.poll(30, TimeUnit.SECONDS);
        assertEquals("system: Takes back revision 3, which nobody confirmed", back.author() + ": " + back.comment());
        assertEquals(before, export());
    }

    @Test
    void takesBackAfterARestartAndLeavesTheRest() throws Exception {
        config.commit(network("front", "10.1.0.0/16"));
        drafts.edit("d", "ann", edit(address("a", "front", "")));
        drafts.commit("d", "ann", "", AN_HOUR);
        config.commit(address("b", "front", ""));
        close();
        open(Clock.fixed(Instant.now().plusSeconds(7200), ZoneOffset.UTC));
        awaitRevision(5);
        assertEquals("(none)", config.value("/instance-ip=a"));
        assertTrue(config.value("/instance-ip=b").contains("10.1."));
    }

    private void awaitRevision(long revision) throws Exception {
        var commits = new LinkedBlockingQueue<Commit>();
        config.datastore.onCommit((commit, change, after) -> commits.add(commit));
        while (config.datastore.snapshot().revision() < revision) {
            assertTrue(commits.poll(30, TimeUnit.SECONDS) != null, "no commit");
        }
    }

    @Test
    void keepsWhatIsConfirmed() throws Exception {
        config.commit(network("front", "10.1.0.0/16"));
        drafts.edit("d", "ann", edit(address("a", "front", "")));
        var commit = drafts.commit("d", "ann", "", AN_HOUR);
        drafts.confirm(commit.revision());
        assertThrows(ConfigException.class, () -> drafts.confirm(commit.revision()));
        assertThrows(ConfigException.class, () -> drafts.confirm(99));
        close();
        open(Clock.fixed(Instant.now().plusSeconds(7200), ZoneOffset.UTC));
        drafts.edit("e", "ann", edit(address("b", "front", "")));
        drafts.commit("e", "ann", "", Optional.empty());
        assertTrue(config.value("/instance-ip=a").contains("10.1."));
    }
}
