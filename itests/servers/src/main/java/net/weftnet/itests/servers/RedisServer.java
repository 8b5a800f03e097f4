package net.weftnet.itests.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A redis-server (Debian package redis-server) on a free port of loopback that keeps nothing on disk. */
public final class RedisServer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private ServerProcess process;

    private RedisServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** {@return whether there is a redis-server to start} */
    public static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/bin/redis-server"));
    }

    /** Starts one; its output goes into the directory. */
    public static RedisServer start(Path directory) throws IOException, InterruptedException {
        var server = new RedisServer(directory, ServerProcess.freePort());
        server.start();
        return server;
    }

    /** Starts it again after {@link #close()}, on the same port. */
    public void start() throws IOException, InterruptedException {
        process = ServerProcess.start(
                "redis-server",
                List.of(
                        "/usr/bin/redis-server",
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        directory.toString()),
                directory.resolve("redis.log"));
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
