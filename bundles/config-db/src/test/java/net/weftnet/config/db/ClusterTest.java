package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.network;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.itests.servers.RedisServer;
import org.apache.curator.test.InstanceSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Config nodes over real Cassandra, ZooKeeper and Redis, which are killed while they are written to. */
class ClusterTest {
    @TempDir
    static Path directory;

    private static ClusterServers servers;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(RedisServer.isInstalled(), "no /usr/bin/redis-server: install the package redis-server");
        servers = ClusterServers.start(directory, 1);
    }

    @AfterAll
    static void stop() throws Exception {
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void nothingIsLostOrDoubledWhileServersAndNodesAreKilled() throws Exception {
        var random = new Random(Kills.seed());
        var instances = new ArrayList<InstanceSpec>(servers.zooKeeper().getInstances());
        Collections.shuffle(instances, random);
        try (var kills = new Kills(servers)) {
            var steps = new ArrayList<Kills.Step>(List.of(
                    () -> servers.redis().close(),
                    () -> restartZooKeeper(instances.getFirst()),
                    () -> restartZooKeeper(instances.getLast()),
                    () -> kills.killNode(random.nextInt(2)),
                    ClusterTest::restartCassandra));
            Collections.shuffle(steps, random);
            steps.add(() -> servers.redis().start());
            kills.run(random, 10, steps);
        }
    }

    private static void restartZooKeeper(InstanceSpec victim) throws Exception {
        assertTrue(servers.zooKeeper().killServer(victim));
        assertTrue(servers.zooKeeper().restartServer(victim));
    }

    private static void restartCassandra() throws Exception {
        servers.cassandra().getFirst().close();
        servers.cassandra().getFirst().start();
    }

    /** Without any message, a node sees what the other commits within its interval. */
    @Test
    void losingEveryMessageDelaysAndLosesNothing() throws Exception {
        try (var one = servers.deafNode(Duration.ofSeconds(20));
                var two = servers.deafNode(Duration.ofSeconds(20))) {
            var commit = one.config.commit(network("silent", "10.3.0.0/24"));
            await(() -> two.config.datastore.snapshot().revision() >= commit.revision());
            assertEquals(one.config.exported(), two.config.exported());
        }
    }

    /** Without ZooKeeper a node refuses changes and serves what it has, marked, and goes on by itself. */
    @Test
    void refusesChangesWithoutQuorumAndRecovers() throws Exception {
        try (var node = servers.deafNode(Duration.ofSeconds(1))) {
            var before = node.config.commit(network("kept", "10.4.0.0/24"));
            for (var instance : servers.zooKeeper().getInstances()) {
                servers.zooKeeper().killServer(instance);
            }
            isRefused(node.config, before.revision());
            for (var instance : servers.zooKeeper().getInstances()) {
                servers.zooKeeper().restartServer(instance);
            }
            await(() -> node.config.datastore.staleSince().isEmpty());
            await(() -> isTaken(node.config, "quorum"));
        }
    }

    /** The same without Cassandra; what was committed before is there again. */
    @Test
    void refusesChangesWithoutCassandraAndRecovers() throws Exception {
        try (var node = servers.node()) {
            var before = node.config.commit(network("durable", "10.5.0.0/24"));
            servers.cassandra().getFirst().close();
            isRefused(node.config, before.revision());
            servers.cassandra().getFirst().start();
            await(() -> node.config.datastore.staleSince().isEmpty());
            await(() -> isTaken(node.config, "rows"));
            try (var late = servers.node()) {
                assertEquals(node.config.exported(), late.config.exported());
            }
        }
    }

    private static void isRefused(TestConfig node, long revision) throws Exception {
        await(() -> node.datastore.staleSince().isPresent());
        var refusal = assertThrows(ConfigException.class, () -> node.commit(network("refused")));
        assertEquals(ConfigException.Kind.UNAVAILABLE, refusal.kind());
        assertEquals(revision, node.datastore.snapshot().revision());
    }

    private static boolean isTaken(TestConfig node, String name) {
        try {
            node.commit(network(name, "10.6.0.0/24"));
            return true;
        } catch (ConfigException _) {
            return false;
        }
    }

    static void await(Callable<Boolean> condition) throws Exception {
        for (long end = System.nanoTime() + Duration.ofMinutes(3).toNanos(); !condition.call(); ) {
            assertTrue(System.nanoTime() < end, "not within three minutes");
            Thread.sleep(20);
        }
    }
}
