package net.weftnet.config.access.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.common.storage.embedded.TableCoordination;
import net.weftnet.config.access.nacm.RuleReader;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.test.SilentHealth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;

/** Users, roles and rules on disk, and on two nodes. */
@Timeout(60)
class AccessStoreTest {
    @TempDir
    Path directory;

    private SegmentTableStore tables;
    private InProcessBus bus;
    private AccessStore store;

    @BeforeEach
    void open() throws Exception {
        tables = new SegmentTableStore(directory);
        bus = new InProcessBus();
        store = node();
    }

    private AccessStore node() throws Exception {
        return new AccessStore(
                tables,
                new TableCoordination(tables),
                bus,
                TestUsers.MODULES,
                new InMemoryDataTreeFactory(),
                password -> "hash of " + password,
                new SilentHealth(),
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
        bus.close();
        tables.close();
    }

    @Test
    void beginsWithTheRolesOfTheSystem() {
        assertEquals(Set.of("admin", "ifmap"), store.state().users().roles().keySet());
        assertEquals(0, store.state().revision());
        assertTrue(store.state()
                .tree()
                .readNode(YangInstanceIdentifier.of(RuleReader.CONTAINER))
                .isPresent());
    }

    @Test
    void aPasswordIsKeptAsAHashAndNeverShown() throws Exception {
        store.change("admin", UserEdits.add("alice", List.of("admin"), "correct horse"));
        assertEquals(
                Optional.of("hash of correct horse"),
                store.state().users().find("alice").orElseThrow().hash());
        assertFalse(store.state()
                .tree()
                .readNode(YangInstanceIdentifier.of())
                .orElseThrow()
                .toString()
                .contains("correct horse"));
        var rows = tables.table("config-access").scan("", 10);
        assertEquals(1, rows.size());
        assertFalse(new String(rows.getFirst().value(), UTF_8).contains("\"correct horse\""));
    }

    @Test
    void otherChangesLeaveThePasswordAndARestartTheRest() throws Exception {
        store.change("admin", UserEdits.add("alice", List.of(), "correct horse"));
        store.change("admin", UserEdits.role("operator", Optional.of("default-domain:demo")));
        store.change("admin", UserEdits.grant("alice", "operator", true));
        store.close();
        store = node();
        var alice = store.state().users().find("alice").orElseThrow();
        assertEquals(Optional.of("hash of correct horse"), alice.hash());
        assertEquals(Set.of("operator"), alice.roles());
        assertEquals(Set.of("default-domain:demo"), store.state().users().projects(alice.roles()));
        assertEquals(3, store.state().revision());
        store.change("admin", UserEdits.removeUser("alice"));
        assertEquals(Set.of(), store.state().hashes().keySet());
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        assertRefused(Kind.INVALID, UserEdits.add("alice", List.of("nothing"), "correct horse"));
        assertRefused(Kind.INVALID, UserEdits.add("a:b", List.of(), "correct horse"));
        assertRefused(Kind.MISSING, UserEdits.password("alice", "correct horse"));
        assertRefused(Kind.MISSING, UserEdits.removeUser("alice"));
        store.change("admin", UserEdits.add("alice", List.of("ifmap"), "correct horse"));
        assertRefused(Kind.EXISTS, UserEdits.add("alice", List.of(), "correct horse"));
        assertRefused(Kind.INVALID, UserEdits.removeRole("ifmap"));
        assertEquals(1, store.state().revision());
    }

    private void assertRefused(Kind kind, net.weftnet.config.db.api.ConfigDatastore.Edit edit) {
        assertEquals(
                kind,
                assertThrows(ConfigException.class, () -> store.change("admin", edit))
                        .kind());
    }

    @Test
    void twoNodesChangeOneStore() throws Exception {
        try (var other = node()) {
            var writers = IntStream.range(0, 8)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> add(i % 2 == 0 ? store : other, "user" + i)))
                    .toList();
            for (var writer : writers) {
                writer.join();
            }
            var names = IntStream.range(0, 8).mapToObj(i -> "user" + i).collect(Collectors.toSet());
            await(store, names);
            await(other, names);
            assertEquals(8, other.state().revision());
        }
    }

    private static void add(AccessStore node, String user) {
        try {
            node.change("admin", UserEdits.add(user, List.of(), "correct horse"));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(AccessStore node, Set<String> names) {
        while (!node.state().hashes().keySet().equals(names)) {
            Thread.onSpinWait();
        }
    }
}
