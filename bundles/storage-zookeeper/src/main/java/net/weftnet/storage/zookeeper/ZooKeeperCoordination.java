package net.weftnet.storage.zookeeper;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.weftnet.common.storage.api.BlockNumbers;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.Register;
import net.weftnet.common.storage.api.UniqueNumbers;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.client.ZKClientConfig;

/** Coordination of all nodes that name the same ensemble: a register is a node, and reserves blocks of numbers. */
public final class ZooKeeperCoordination implements Coordination, AutoCloseable {
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration CONNECTION = Duration.ofSeconds(2);

    /** When a server that says nothing counts as lost, and the client goes to another one. */
    private static final Duration REQUEST = Duration.ofSeconds(2);

    private static final String ROOT = "/weftnet/";

    private final CuratorFramework client;
    private final Ensemble ensemble;
    private final Map<String, UniqueNumbers> series = new ConcurrentHashMap<>();

    private ZooKeeperCoordination(CuratorFramework client, Duration patience) {
        this.client = client;
        ensemble = new Ensemble(client, patience);
    }

    /**
     * Starts to connect, and goes on with that until it is closed.
     *
     * @param addresses host:port, commas between
     * @param patience how long a call waits for an ensemble that does not answer
     */
    public static ZooKeeperCoordination open(String addresses, Duration patience) {
        // Only the register knows what a lost answer means, so the client does not try anything twice.
        var config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, Long.toString(REQUEST.toMillis()));
        var client = CuratorFrameworkFactory.builder()
                .zkClientConfig(config)
                .connectString(addresses)
                .ensembleTracker(false)
                .sessionTimeoutMs((int) SESSION.toMillis())
                .connectionTimeoutMs((int) CONNECTION.toMillis())
                .retryPolicy(new RetryNTimes(0, 0))
                .build();
        var coordination = new ZooKeeperCoordination(client, patience);
        client.start();
        return coordination;
    }

    CuratorFramework client() {
        return client;
    }

    @Override
    public Register register(String name) {
        return new ZooKeeperRegister(ensemble, ROOT + "registers/" + name);
    }

    @Override
    public UniqueNumbers numbers(String name, long first) {
        return series.computeIfAbsent(
                name, _ -> new BlockNumbers(new ZooKeeperRegister(ensemble, ROOT + "numbers/" + name), first));
    }

    @Override
    public void close() {
        client.close();
    }
}
