package net.weftnet.config.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Two config nodes and four writers, while one thing after the other is killed. */
final class Kills implements AutoCloseable {
    private static final int NODES = 2;

    private final ClusterServers servers;
    private final ConcurrentHashMap<Integer, ClusterServers.Node> nodes = new ConcurrentHashMap<>();
    private final List<ClusterServers.Node> killed = new ArrayList<>();
    private final Recording recording = new Recording();

    Kills(ClusterServers servers) throws Exception {
        this.servers = servers;
        for (int i = 0; i < NODES; i++) {
            nodes.put(i, servers.node());
        }
    }

    /** What is killed, and started again. */
    interface Step {
        void run() throws Exception;
    }

    /** {@return a seed that was asked for, or a new one, which is printed} */
    static long seed() {
        long seed = Long.getLong("weft.seed", System.nanoTime());
        System.out.println("to repeat: -Dweft.seed=" + seed);
        return seed;
    }

    /** A config node is cut off in the middle of what it does, and another one takes its place. */
    void killNode(int number) throws Exception {
        var node = nodes.get(number);
        node.kill();
        killed.add(node);
        nodes.put(number, servers.node());
    }

    /** Writers write while all steps are taken, and at least so often in between; then the recording is checked. */
    void run(Random random, int changesBetween, List<Step> steps) throws Exception {
        nodes.get(0).config.datastore.commit("test", "", Writer.pool());
        var isEnough = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = new ArrayList<Future<Void>>();
            for (int i = 0; i < 4; i++) {
                int node = i % NODES;
                writers.add(threads.submit(new Writer(
                        "w" + i, () -> nodes.get(node).config.datastore, isEnough::get, random.nextLong(), recording)));
            }
            try {
                for (var step : steps) {
                    awaitChanges(changesBetween, writers);
                    step.run();
                }
                awaitChanges(changesBetween, writers);
            } finally {
                isEnough.set(true);
            }
            for (var writer : writers) {
                writer.get();
            }
        }
        check();
    }

    private void awaitChanges(int count, List<Future<Void>> writers) throws Exception {
        long enough = recording.answered() + count;
        ClusterTest.await(
                () -> recording.answered() >= enough || writers.stream().anyMatch(Future::isDone));
    }

    private void check() throws Exception {
        var last = nodes.get(0).config.commit(TestConfig.network("last", "10.2.0.0/24"));
        var other = nodes.get(1).config.datastore;
        ClusterTest.await(() -> other.snapshot().revision() == last.revision());
        assertEquals(nodes.get(0).config.exported(), nodes.get(1).config.exported());
        recording.check(other);
        try (var late = servers.node()) {
            assertEquals(nodes.get(0).config.exported(), late.config.exported());
        }
    }

    @Override
    public void close() throws Exception {
        killed.addAll(nodes.values());
        for (var node : killed) {
            node.close();
        }
    }
}
