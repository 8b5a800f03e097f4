package net.weftnet.config.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.common.storage.embedded.TableCoordination;
import net.weftnet.config.db.Limits;
import net.weftnet.config.db.LogDatastore;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;

/**
 * Two config nodes over one log, both of which are written to: at each revision they have derived the same, byte by byte,
 * also when one of them has started again from a snapshot. Give {@code -Dweft.seed} to see a failure again.
 */
class TwoNodesTest {
    private static final int EDITS = 600;

    /** After how many edits one node starts again. */
    private static final int RESTARTED = 150;

    private static final int SNAPSHOT_EVERY = 40;

    @TempDir
    Path directory;

    private final Map<Long, String> derived = new HashMap<>();

    private record Made(Commit commit, DataTreeCandidate change, Snapshot after) {}

    /** One node: what it derives of each revision is compared with what the other one has derived. */
    private final class Node implements AutoCloseable {
        private final LogDatastore datastore;
        private final DerivedState state = Scenario.state();
        private final LinkedBlockingQueue<Made> made = new LinkedBlockingQueue<>();
        private final ConfigDatastore.Registration registration;

        Node(SegmentTableStore files, InProcessBus bus) throws Exception {
            datastore = new LogDatastore(
                    files,
                    new TableCoordination(files),
                    bus,
                    TestStore.MODULES,
                    new InMemoryDataTreeFactory(),
                    TestStore.HEALTH,
                    Clock.systemUTC(),
                    new Limits(SNAPSHOT_EVERY, 1_000_000, 1 << 20));
            datastore.onChange(new NumberPlanner());
            registration = datastore.onCommit((commit, change, after) -> made.add(new Made(commit, change, after)));
            state.recompute(datastore.snapshot());
            compare();
        }

        /** Follows up to a revision, which this node or the other one has made. */
        void follow(long revision) throws InterruptedException {
            while (state.revision() < revision) {
                var next = made.take();
                if (next.commit().revision() > state.revision()) {
                    state.onChange(next.change(), next.after());
                    compare();
                }
            }
        }

        private void compare() {
            var text = Scenario.text(state);
            var other = derived.putIfAbsent(state.revision(), text);
            if (other != null) {
                assertEquals(other, text, () -> "revision " + state.revision());
            }
            assertEquals(Optional.empty(), state.numbersToBeProvided());
        }

        @Override
        public void close() {
            registration.close();
            datastore.close();
        }
    }

    @Test
    void deriveTheSameOfEachRevision() throws Exception {
        long seed = Long.getLong("weft.seed", new Random().nextLong());
        System.out.println("TwoNodesTest: -Dweft.seed=" + seed);
        var intent = new RandomIntent(seed);
        var random = new Random(seed);
        new TestStore(directory).close();
        try (var files = new SegmentTableStore(directory);
                var bus = new InProcessBus()) {
            var nodes = new Node[] {new Node(files, bus), new Node(files, bus)};
            for (int i = 1; i <= EDITS; i++) {
                long revision = edit(nodes[random.nextInt(2)], intent.edit());
                for (var node : nodes) {
                    node.follow(revision);
                }
                if (i % RESTARTED == 0) {
                    int which = random.nextInt(2);
                    nodes[which].close();
                    nodes[which] = new Node(files, bus);
                }
            }
            for (var node : nodes) {
                node.close();
            }
        }
    }

    /** {@return the newest revision after an edit, which may be refused} */
    private static long edit(Node node, String edit) throws ConfigException {
        var json = JsonParser.parseString(("[" + edit.replace("~", Scenario.PREFIX) + "]").replace('\'', '"'))
                .getAsJsonArray();
        try {
            return node.datastore
                    .commit("test", "", tree -> TestStore.CODEC.apply(json, tree))
                    .revision();
        } catch (ConfigException e) {
            if (e.kind() == ConfigException.Kind.UNAVAILABLE) {
                throw e;
            }
            return node.state.revision();
        }
    }
}
