package net.weftnet.config.db;

import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.weftnet.common.storage.api.Bus;
import net.weftnet.common.storage.api.ServerAccess;
import net.weftnet.itests.servers.CassandraServer;
import net.weftnet.itests.servers.RedisServer;
import net.weftnet.storage.cassandra.CassandraTableStore;
import net.weftnet.storage.redis.RedisBus;
import net.weftnet.storage.zookeeper.ZooKeeperCoordination;
import net.weftnet.test.SilentHealth;
import net.weftnet.test.ZooKeepers;
import org.apache.curator.test.TestingCluster;

/** What config nodes share: Cassandra, three ZooKeeper servers, and Redis. */
record ClusterServers(List<CassandraServer> cassandra, RedisServer redis, TestingCluster zooKeeper)
        implements AutoCloseable {

    static ClusterServers start(Path directory, int cassandraNodes) throws Exception {
        var zooKeeper = ZooKeepers.ensemble(3);
        zooKeeper.start();
        return new ClusterServers(
                CassandraServer.startRing(directory, cassandraNodes), RedisServer.start(directory), zooKeeper);
    }

    /** A config node with clients of its own, as a process of its own has. */
    Node node() throws Exception {
        var bus = new RedisBus(redis.address(), ServerAccess.OPEN, new SilentHealth().open("", ""));
        return new Node(Duration.ofSeconds(20), bus, bus);
    }

    /** One to which no message comes. */
    Node deafNode(Duration patience) throws Exception {
        return new Node(patience, new DeafBus(), () -> {});
    }

    final class Node implements AutoCloseable {
        final TestConfig config;
        private final CassandraTableStore tables;
        private final ZooKeeperCoordination coordination;
        private final AutoCloseable bus;

        private Node(Duration patience, Bus bus, AutoCloseable closing) throws Exception {
            var addresses = cassandra.stream().map(CassandraServer::address).collect(Collectors.joining(","));
            tables = CassandraTableStore.connect(
                    new CassandraTableStore.Settings(addresses, "datacenter1", cassandra.size(), Duration.ofSeconds(5)),
                    ServerAccess.OPEN,
                    new NodeStateListenerBase());
            coordination = ZooKeeperCoordination.open(zooKeeper.getConnectString(), ServerAccess.OPEN, patience);
            this.bus = closing;
            config = TestConfig.on(tables, coordination, bus);
        }

        /** Cuts it off in the middle of whatever it does. */
        void kill() {
            coordination.close();
            tables.close();
        }

        @Override
        public void close() throws Exception {
            config.close();
            bus.close();
            kill();
        }
    }

    /** Loses every message. */
    private static final class DeafBus implements Bus {
        @Override
        public void publish(String topic, String message) {}

        @Override
        public Subscription subscribe(String topic, Consumer<String> listener) {
            return () -> {};
        }
    }

    @Override
    public void close() throws Exception {
        cassandra.forEach(CassandraServer::close);
        redis.close();
        zooKeeper.close();
    }
}
