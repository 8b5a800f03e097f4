package net.weftnet.itests.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Cassandra node as its release has it, on free ports of loopback, about ten seconds until it serves.
 *
 * <p>It needs the libraries that the build of this module copies to its target folder.
 */
public final class CassandraServer implements AutoCloseable {
    private static final String HEAP = "512m";

    private final Path directory;
    private final int port;
    private final int storagePort;
    private ServerProcess process;

    private CassandraServer(Path directory, int port, int storagePort) {
        this.directory = directory;
        this.port = port;
        this.storagePort = storagePort;
    }

    /** Starts one that keeps everything in the directory. */
    public static CassandraServer start(Path directory) throws IOException, InterruptedException {
        var server = new CassandraServer(directory, ServerProcess.freePort(), ServerProcess.freePort());
        server.start();
        return server;
    }

    /** Starts it again after {@link #close()}, with its data and on the same port. */
    public void start() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("cassandra.yaml"), resource("cassandra.yaml"));
        Files.writeString(directory.resolve("logback.xml"), resource("logback-server.xml"));
        process = ServerProcess.start("Cassandra", command(), directory.resolve("cassandra.log"));
        process.await(new InetSocketAddress("127.0.0.1", port), 90);
    }

    private List<String> command() throws IOException {
        var module = home();
        var libraries = module.resolveSibling("cassandra");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        resource("jvm.options").lines().filter(line -> !line.startsWith("#")).forEach(command::add);
        command.addAll(List.of("-Xms" + HEAP, "-Xmx" + HEAP, "-Xss512k"));
        command.add("-javaagent:" + jamm(libraries));
        command.add("-Dcassandra.config=" + directory.resolve("cassandra.yaml").toUri());
        command.add("-Dcassandra.storagedir=" + directory);
        command.add("-Dcassandra.logdir=" + directory);
        command.add("-Dlogback.configurationFile=" + directory.resolve("logback.xml").toUri());
        command.add("-Djava.io.tmpdir=" + directory);
        command.add("-cp");
        command.add(module + ":" + libraries + "/*");
        command.add("org.apache.cassandra.service.CassandraDaemon");
        return command;
    }

    /** The jar, or the folder of classes, that this class is in. */
    private static Path home() {
        try {
            return Path.of(CassandraServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path jamm(Path libraries) throws IOException {
        if (!Files.isDirectory(libraries)) {
            throw new IOException("Cassandra's libraries are not in " + libraries
                    + ": build the module itests/servers first, at least up to its phase process-classes");
        }
        try (var jars = Files.newDirectoryStream(libraries, "jamm-*.jar")) {
            return jars.iterator().next();
        }
    }

    private String resource(String name) {
        try (var in = CassandraServer.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@DIRECTORY@", directory.toString())
                    .replace("@ADDRESS@", "127.0.0.1")
                    .replace("@TOKEN@", "0")
                    .replace("@SEEDS@", "127.0.0.1:" + storagePort)
                    .replace("@PORT@", Integer.toString(port))
                    .replace("@STORAGE_PORT@", Integer.toString(storagePort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return where clients connect to, as host:port} */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Halts the process where it is, connections stay open. */
    public void pause() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    /** Lets a paused process go on. */
    public void resume() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    /** Kills it as kill -9 does. */
    @Override
    public void close() {
        process.close();
    }
}
