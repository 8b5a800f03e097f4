package net.weftnet.test;

import java.io.IOException;
import java.util.stream.IntStream;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;

/** Real ZooKeeper servers in the process of a test. */
public final class ZooKeepers {
    /** For clients, for elections, and among each other. */
    private static final int PORTS = 3;

    private ZooKeepers() {}

    /**
     * {@return an ensemble that is not started yet} Left to itself, Curator may choose one port twice; a server that finds its port
     * taken ends the process.
     */
    public static TestingCluster ensemble(int servers) throws IOException {
        var ports = FreePorts.distinct(servers * PORTS).iterator();
        return new TestingCluster(IntStream.range(0, servers)
                .mapToObj(i -> new InstanceSpec(null, ports.next(), ports.next(), ports.next(), true, -1))
                .toList());
    }
}
