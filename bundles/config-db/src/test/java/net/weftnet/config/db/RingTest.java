package net.weftnet.config.db;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Config nodes over a ring of three Cassandra nodes, of which one is away at a time. It takes 3 GiB and some minutes, so it has
 * to be asked for: {@code mvn verify -pl bundles/config-db -am -Dtest=RingTest -Dweft.ring=true …}
 */
@EnabledIfSystemProperty(named = "weft.ring", matches = "true")
class RingTest {

    @Test
    void nothingIsLostWhileOneCassandraNodeAfterTheOtherIsKilledOrHangs(@TempDir Path directory) throws Exception {
        var random = new Random(Kills.seed());
        try (var servers = ClusterServers.start(directory, 3);
                var kills = new Kills(servers)) {
            var ring = servers.cassandra();
            int first = random.nextInt(3);
            var killed = ring.get(first);
            var hanging = ring.get((first + 1) % 3);
            var zooKeeper = servers.zooKeeper().getInstances().iterator().next();
            kills.run(
                    random,
                    40,
                    List.of(
                            killed::close,
                            () -> servers.zooKeeper().killServer(zooKeeper),
                            killed::start,
                            hanging::pause,
                            () -> kills.killNode(random.nextInt(2)),
                            hanging::resume,
                            () -> servers.zooKeeper().restartServer(zooKeeper)));
        }
    }
}
