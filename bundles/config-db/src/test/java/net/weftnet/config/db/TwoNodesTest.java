package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.address;
import static net.weftnet.config.db.TestConfig.network;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.config.db.api.Commit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two config nodes over one log are replicas of one state machine. */
class TwoNodesTest {
    @TempDir
    Path directory;

    @Test
    void bothCommitAndBothSeeAll() throws Exception {
        try (var store = new SegmentTableStore(directory);
                var bus = new InProcessBus();
                var one = TestConfig.on(store, bus);
                var two = TestConfig.on(store, bus);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            one.commit(network("front", "10.1.0.0/16"));
            var writers = new ArrayList<Callable<Commit>>();
            for (int i = 0; i < 50; i++) {
                var node = i % 2 == 0 ? one : two;
                var name = "a" + i;
                writers.add(() -> node.commit(address(name, "front", "")));
            }
            for (var writer : threads.invokeAll(writers)) {
                writer.get();
            }
            // Whoever was not told yet finds out when it commits itself.
            one.commit(network("last", "10.2.0.0/24"));
            two.commit(network("last", "10.2.0.0/24"));
            assertEquals(one.text(), two.text());
            assertEquals(53, one.datastore.snapshot().revision());
        }
    }

    /** Nobody tells the second node anything: what it decides holds on the newest state all the same. */
    @Test
    void noNodeRefusesOnAnOldState() throws Exception {
        try (var store = new SegmentTableStore(directory);
                var bus = new InProcessBus();
                var otherBus = new InProcessBus();
                var one = TestConfig.on(store, bus);
                var two = TestConfig.on(store, otherBus)) {
            for (int i = 0; i < 20; i++) {
                var name = "front" + i;
                var made = one.commit(network(name, "10." + i + ".0.0/16"));
                assertEquals(
                        made.revision(),
                        two.commit(network(name, "10." + i + ".0.0/16")).revision());
                two.commit(address("a" + i, name, ""));
                one.commit(TestConfig.delete("/instance-ip=a" + i));
                two.commit(TestConfig.delete(TestConfig.PROJECT + "/virtual-network=" + name));
            }
        }
    }
}
