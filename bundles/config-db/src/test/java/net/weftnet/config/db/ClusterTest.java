package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.address;
import static net.weftnet.config.db.TestConfig.network;
import static net.weftnet.config.db.TestConfig.replace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import net.weftnet.common.storage.api.Bus;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.itests.servers.CassandraServer;
import net.weftnet.itests.servers.RedisServer;
import net.weftnet.storage.cassandra.CassandraTableStore;
import net.weftnet.storage.redis.RedisBus;
import net.weftnet.storage.zookeeper.ZooKeeperCoordination;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Config nodes over real Cassandra, ZooKeeper and Redis, which are killed while they are written to. */
class ClusterTest {
    @TempDir
    static Path directory;

    private static CassandraServer cassandra;
    private static RedisServer redis;
    private static TestingCluster zooKeeper;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(RedisServer.isInstalled(), "no /usr/bin/redis-server: install the package redis-server");
        cassandra = CassandraServer.start(directory);
        redis = RedisServer.start(directory);
        zooKeeper = new TestingCluster(3);
        zooKeeper.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cassandra != null) {
            cassandra.close();
            redis.close();
            zooKeeper.close();
        }
    }

    /** A config node with clients of its own, as a process of its own has. */
    private static final class Node implements AutoCloseable {
        private final CassandraTableStore tables = CassandraTableStore.connect(
                new CassandraTableStore.Settings(cassandra.address(), "datacenter1", 1, Duration.ofSeconds(5)),
                new NodeStateListenerBase());
        private final ZooKeeperCoordination coordination;
        private final AutoCloseable bus;
        private final TestConfig config;

        Node(String ensemble, Duration patience, boolean hasBus) throws Exception {
            coordination = ZooKeeperCoordination.open(ensemble, patience);
            if (hasBus) {
                var redisBus = new RedisBus(redis.address(), new TestConfig.SilentHealth().open("", ""));
                bus = redisBus;
                config = TestConfig.on(tables, coordination, redisBus);
            } else {
                bus = () -> {};
                config = TestConfig.on(tables, coordination, new DeafBus());
            }
        }

        @Override
        public void close() throws Exception {
            config.close();
            bus.close();
            coordination.close();
            tables.close();
        }
    }

    /** Loses every message. */
    private static final class DeafBus implements Bus {
        @Override
        public void publish(String topic, String message) {}

        @Override
        public Subscription subscribe(String topic, java.util.function.Consumer<String> listener) {
            return () -> {};
        }
    }

    private static Node open(boolean hasBus) throws Exception {
        return new Node(zooKeeper.getConnectString(), Duration.ofSeconds(20), hasBus);
    }

    /**
     * What a writer asked for and was told.
     *
     * @param commit null when it was told that the store is not available: then it may be there or not
     */
    private record Answer(String object, Commit commit) {}

    /** Two nodes, four writers; one after the other Redis and the ZooKeeper servers go away and come back. */
    @Test
    void nothingIsLostOrDoubledWhileServersAreKilled() throws Exception {
        long seed = Long.getLong("weft.seed", System.nanoTime());
        System.out.println("ClusterTest: -Dweft.seed=" + seed);
        var random = new Random(seed);
        try (var one = open(true);
                var two = open(true);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            one.config.commit(network("shared", "10.1.0.0/16"));
            var nodes = List.of(one, two);
            var writers = new ArrayList<Future<List<Answer>>>();
            for (int i = 0; i < 4; i++) {
                var node = nodes.get(i % 2).config;
                var name = "w" + i;
                writers.add(threads.submit(() -> write(node, name, 40)));
            }
            killServers(random, writers);
            var answers = new ArrayList<Answer>();
            for (var writer : writers) {
                answers.addAll(writer.get());
            }
            one.config.commit(network("last", "10.2.0.0/24"));
            two.config.commit(network("last", "10.2.0.0/24"));
            assertEquals(one.config.text(), two.config.text());
            assertTrue(
                    answers.stream().filter(answer -> answer.commit() != null).count() > 100, answers::toString);
            checkHistory(one.config, answers);
            checkNumbers(one.config.value(""));
            try (var late = open(false)) {
                assertEquals(one.config.text(), late.config.text());
            }
        }
    }

    /** Networks need numbers, addresses are taken from one pool: both nodes want the same. */
    private static List<Answer> write(TestConfig node, String name, int count) throws ConfigException {
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < count; i++) {
            var object = name + "-" + i;
            try {
                var commit = node.commit(i % 2 == 0 ? network(object, "10.9.0.0/24") : address(object, "shared", ""));
                answers.add(new Answer(object, commit));
            } catch (ConfigException e) {
                if (e.kind() != ConfigException.Kind.UNAVAILABLE) {
                    throw e;
                }
                answers.add(new Answer(object, null));
            }
        }
        return answers;
    }

    private static void killServers(Random random, List<Future<List<Answer>>> writers) throws Exception {
        var instances = new ArrayList<InstanceSpec>(zooKeeper.getInstances());
        Collections.shuffle(instances, random);
        redis.close();
        for (var victim : instances.subList(0, 2)) {
            zooKeeper.killServer(victim);
            Thread.sleep(random.nextInt(300));
            zooKeeper.restartServer(victim);
        }
        redis.start();
    }

    /** The log is one chain; each commit that was answered for is in it once; what is in it was asked for. */
    private static void checkHistory(TestConfig node, List<Answer> answers) throws ConfigException {
        var commits = node.datastore.commitsSince(0, Integer.MAX_VALUE);
        Map<Long, Commit> byRevision = new HashMap<>();
        for (int i = 0; i < commits.size(); i++) {
            assertEquals(i + 1, commits.get(i).revision());
            if (i > 0) {
                assertEquals(
                        commits.get(i - 1).id(), commits.get(i).predecessor().orElseThrow());
            }
            byRevision.put(commits.get(i).revision(), commits.get(i));
        }
        var answered = new HashSet<Long>();
        for (var answer : answers) {
            if (answer.commit() != null) {
                assertEquals(byRevision.get(answer.commit().revision()), answer.commit());
                assertTrue(answered.add(answer.commit().revision()), () -> "two have " + answer);
                assertTrue(isThere(node, answer.object()), () -> "lost: " + answer);
            }
        }
    }

    private static boolean isThere(TestConfig node, String object) throws ConfigException {
        return !node.value(TestConfig.PROJECT + "/virtual-network=" + object).equals("(none)")
                || !node.value("/instance-ip=" + object).equals("(none)");
    }

    private static void checkNumbers(String json) {
        for (var leaf : List.of("virtual-network-network-id", "instance-ip-address", "uuid")) {
            var seen = new HashSet<String>();
            Pattern.compile("'" + leaf + "':\\s*'?([^',}]+)")
                    .matcher(json)
                    .results()
                    .forEach(match -> assertTrue(seen.add(match.group(1)), () -> "twice: " + match.group()));
            assertTrue(seen.size() > 50, () -> leaf + ": " + seen);
        }
    }

    /** Without any message, a node sees what the other commits within its interval. */
    @Test
    void losingEveryMessageDelaysAndLosesNothing() throws Exception {
        try (var one = open(false);
                var two = open(false)) {
            var commit = one.config.commit(network("silent", "10.3.0.0/24"));
            await(() -> two.config.datastore.snapshot().revision() >= commit.revision());
            assertEquals(one.config.text(), two.config.text());
        }
    }

    /** Without ZooKeeper a node refuses changes and serves what it has, and goes on by itself. */
    @Test
    void refusesChangesWithoutQuorumAndRecovers() throws Exception {
        try (var node = new Node(zooKeeper.getConnectString(), Duration.ofSeconds(1), true)) {
            var before = node.config.commit(network("kept", "10.4.0.0/24"));
            for (var instance : zooKeeper.getInstances()) {
                zooKeeper.killServer(instance);
            }
            var refusal = assertThrows(ConfigException.class, () -> node.config.commit(network("refused")));
            assertEquals(ConfigException.Kind.UNAVAILABLE, refusal.kind());
            assertEquals(before.revision(), node.config.datastore.snapshot().revision());
            assertTrue(node.config.datastore.staleSince().isPresent());
            for (var instance : zooKeeper.getInstances()) {
                zooKeeper.restartServer(instance);
            }
            await(() -> isTaken(node.config));
            await(() -> node.config.datastore.staleSince().isEmpty());
        }
    }

    /** The same without Cassandra; what was committed before is there again. */
    @Test
    void refusesChangesWithoutCassandraAndRecovers() throws Exception {
        try (var node = open(true)) {
            var before = node.config.commit(network("durable", "10.5.0.0/24"));
            cassandra.close();
            await(() -> node.config.datastore.staleSince().isPresent());
            assertEquals(before.revision(), node.config.datastore.snapshot().revision());
            var refusal = assertThrows(ConfigException.class, () -> node.config.commit(network("refused")));
            assertEquals(ConfigException.Kind.UNAVAILABLE, refusal.kind());
            cassandra.start();
            await(() -> node.config.datastore.staleSince().isEmpty());
            var after = node.config.commit(network("after", "10.6.0.0/24"));
            assertEquals(before.revision() + 1, after.revision());
            try (var late = open(false)) {
                assertEquals(node.config.text(), late.config.text());
            }
        }
    }

    private static boolean isTaken(TestConfig node) {
        try {
            node.commit(replace(
                    "/instance-ip=x",
                    "instance-ip': [{'name': 'x', 'virtual-network':" + " 'default-domain:default-project:kept'}]"));
            return true;
        } catch (ConfigException _) {
            return false;
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (long end = System.nanoTime() + Duration.ofSeconds(60).toNanos(); !condition.call(); ) {
            assertTrue(System.nanoTime() < end, "not within a minute");
            Thread.sleep(20);
        }
    }
}
