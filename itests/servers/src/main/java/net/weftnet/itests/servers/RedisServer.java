package net.weftnet.itests.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A redis-server (Debian package redis-server) on a free port of loopback that keeps nothing on disk. */
public final class RedisServer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final List<String> options;
    private ServerProcess process;

    private RedisServer(Path directory, int port, List<String> options) {
        this.directory = directory;
        this.port = port;
        this.options = options;
    }

    /** {@return whether there is a redis-server to start} */
    public static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/bin/redis-server"));
    }

    /** Starts one; its output goes into the directory. */
    public static RedisServer start(Path directory) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        return start(directory, port, List.of("--port", Integer.toString(port)));
    }

    /**
     * Starts one that speaks TLS alone and asks for a password.
     *
     * @param tls has its {@code node.pem} and {@code authority.pem}
     */
    public static RedisServer startSecure(Path directory, Path tls, String password)
            throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        var pem = tls.resolve("node.pem").toString();
        return start(
                directory,
                port,
                List.of(
                        "--port",
                        "0",
                        "--tls-port",
                        Integer.toString(port),
                        "--tls-key-file",
                        pem,
                        "--tls-cert-file",
                        pem,
                        "--tls-ca-cert-file",
                        tls.resolve("authority.pem").toString(),
                        "--requirepass",
                        password));
    }

    private static RedisServer start(Path directory, int port, List<String> options)
            throws IOException, InterruptedException {
        var server = new RedisServer(directory, port, options);
        server.start();
        return server;
    }

    /** Starts it again after {@link #close()}, on the same port. */
    public void start() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "/usr/bin/redis-server",
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                directory.toString()));
        command.addAll(options);
        process = ServerProcess.start("redis-server", command, directory.resolve("redis.log"));
        process.await(new InetSocketAddress("127.0.0.1", port), 30);
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
