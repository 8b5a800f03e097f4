package net.weftnet.storage.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.weftnet.common.storage.api.ServerAccess;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.test.ZooKeepers;
import org.apache.curator.test.TestingCluster;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against real ZooKeeper servers. */
class ZooKeeperCoordinationTest {
    private static TestingCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = ZooKeepers.ensemble(3);
        cluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private static ZooKeeperCoordination connect() {
        return ZooKeeperCoordination.open(cluster.getConnectString(), ServerAccess.OPEN, Duration.ofSeconds(20));
    }

    @Test
    void setsARegisterOnlyFromTheExpectedValue() throws StorageException {
        try (var one = connect();
                var two = connect()) {
            var mine = one.register("expected");
            var other = two.register("expected");
            assertEquals(Optional.empty(), mine.get());
            assertTrue(mine.compareAndSet(Optional.empty(), "1"));
            assertFalse(other.compareAndSet(Optional.empty(), "2"));
            assertEquals(Optional.of("1"), other.get());
            assertTrue(other.compareAndSet(Optional.of("1"), "3"));
            assertFalse(mine.compareAndSet(Optional.of("1"), "4"));
            assertEquals(Optional.of("3"), mine.get());
        }
    }

    /** Writers on two nodes count up one register while the server that one of them talks to is killed. */
    @Test
    void losesNoWriteAndMakesNoneTwiceWhenAServerIsKilled() throws Exception {
        try (var one = connect();
                var two = connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertTrue(one.register("counter").compareAndSet(Optional.empty(), "0"));
            var nodes = List.of(one, two);
            var writers = IntStream.range(0, 4)
                    .<Callable<Count>>mapToObj(i -> () -> count(nodes.get(i % 2), 60))
                    .toList();
            var running = writers.stream().map(threads::submit).toList();
            while (Integer.parseInt(one.register("counter").get().orElseThrow()) < 50) {
                Thread.onSpinWait();
            }
            var victim = cluster.findConnectionInstance(
                    one.client().getZookeeperClient().getZooKeeper());
            assertTrue(cluster.killServer(victim));
            var counts = new ArrayList<Count>();
            for (var writer : running) {
                counts.add(writer.get());
            }
            int value = Integer.parseInt(two.register("counter").get().orElseThrow());
            int made = counts.stream().mapToInt(Count::made).sum();
            int unknown = counts.stream().mapToInt(Count::unknown).sum();
            assertTrue(made <= value && value <= made + unknown, made + " and " + unknown + " unknown: " + value);
            // Only a write that the killed server was to answer can be unknown, and its client has one for each writer.
            assertTrue(unknown <= 4, unknown + " unknown");
            cluster.restartServer(victim);
        }
    }

    /** How many writes were made, and of how many it is not known. */
    private record Count(int made, int unknown) {}

    private static Count count(ZooKeeperCoordination node, int times) throws StorageException {
        var register = node.register("counter");
        int unknown = 0;
        for (int made = 0; made + unknown < times; ) {
            var now = register.get();
            try {
                if (register.compareAndSet(now, Integer.toString(Integer.parseInt(now.orElseThrow()) + 1))) {
                    made++;
                }
            } catch (StorageException e) {
                assertTrue(e.getMessage().contains("not known"), e.getMessage());
                unknown++;
            }
        }
        return new Count(times - unknown, unknown);
    }

    @Test
    void givesANumberOnceToAnyNode() throws Exception {
        var seen = new HashSet<Long>();
        for (int restart = 0; restart < 3; restart++) {
            try (var one = connect();
                    var two = connect();
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls = new ArrayList<Callable<Long>>();
                for (int i = 0; i < 100; i++) {
                    var node = i % 2 == 0 ? one : two;
                    calls.add(() -> node.numbers("n", 8_000_000).next());
                }
                for (var number : threads.invokeAll(calls)) {
                    assertTrue(seen.add(number.get()), "given twice: " + number.get());
                }
            }
        }
        assertEquals(300, seen.size());
        assertTrue(seen.contains(8_000_000L));
    }

    @Test
    void saysWhenNobodyAnswersAndGoesOnWhenTheyDo() throws Exception {
        try (var server = new TestingServer();
                var node = ZooKeeperCoordination.open(
                        server.getConnectString(), ServerAccess.OPEN, Duration.ofSeconds(1))) {
            var register = node.register("r");
            assertTrue(register.compareAndSet(Optional.empty(), "1"));
            server.stop();
            var e = assertThrows(StorageException.class, () -> register.compareAndSet(Optional.of("1"), "2"));
            assertTrue(e.getMessage().startsWith("ZooKeeper does not answer"), e.getMessage());
            assertThrows(StorageException.class, register::get);
            server.restart();
            node.client().blockUntilConnected();
            assertEquals(Optional.of("1"), register.get());
            assertTrue(register.compareAndSet(Optional.of("1"), "2"));
        }
    }
}
