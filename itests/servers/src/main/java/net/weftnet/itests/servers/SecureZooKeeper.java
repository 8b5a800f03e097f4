package net.weftnet.itests.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A ZooKeeper server that speaks TLS alone, on a free port of loopback, made of the libraries of the test that starts it. */
public final class SecureZooKeeper implements AutoCloseable {
    private final int port;
    private final ServerProcess process;

    private SecureZooKeeper(int port, ServerProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one that keeps everything in the directory.
     *
     * @param tls has its {@code node.pem} and {@code authority.pem}
     */
    public static SecureZooKeeper start(Path directory, Path tls) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        var configuration = directory.resolve("zoo.cfg");
        Files.writeString(
                configuration,
                """
                dataDir=%1$s/zookeeper
                secureClientPort=%2$d
                secureClientPortAddress=127.0.0.1
                admin.enableServer=false
                serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory
                ssl.clientAuth=need
                ssl.keyStore.location=%3$s/node.pem
                ssl.trustStore.location=%3$s/authority.pem
                """
                        .formatted(directory, port, tls));
        var process = ServerProcess.start(
                "ZooKeeper",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-Dzookeeper.jmx.log4j.disable=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.zookeeper.server.ZooKeeperServerMain",
                        configuration.toString()),
                directory.resolve("zookeeper.log"));
        process.await(new InetSocketAddress("127.0.0.1", port), 60);
        return new SecureZooKeeper(port, process);
    }

    /** {@return where it listens, as host:port} */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Kills it as kill -9 does. */
    @Override
    public void close() {
        process.close();
    }
}
