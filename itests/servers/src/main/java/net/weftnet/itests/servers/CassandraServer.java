package net.weftnet.itests.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Cassandra node as its release has it, on free ports of loopback, about ten seconds until it serves.
 *
 * <p>It needs the libraries that the build of this module copies to its target folder.
 */
public final class CassandraServer implements AutoCloseable {
    private static final String HEAP = "384m";

    private final Path directory;
    private final Place place;
    private final String moreSettings;
    private ServerProcess process;

    /**
     * A node's place in its ring.
     *
     * @param number from 1 on; the node listens on 127.0.0.number
     * @param size how many nodes the ring has; each is a seed, so that it starts whichever of the others is there
     * @param port where they all serve clients
     * @param storagePort where they talk to one another
     */
    private record Place(int number, int size, int port, int storagePort) {
        String host() {
            return "127.0.0." + number;
        }

        String token() {
            var share = BigInteger.ONE.shiftLeft(64).divide(BigInteger.valueOf(size));
            return share.multiply(BigInteger.valueOf(number - 1L))
                    .add(BigInteger.valueOf(Long.MIN_VALUE))
                    .toString();
        }

        String seeds() {
            return IntStream.rangeClosed(1, size)
                    .mapToObj(n -> "127.0.0." + n + ":" + storagePort)
                    .collect(Collectors.joining(","));
        }
    }

    private CassandraServer(Path directory, Place place, String moreSettings) {
        this.directory = directory;
        this.place = place;
        this.moreSettings = moreSettings;
    }

    /**
     * Starts one that speaks TLS alone and asks for a password, as {@code ./weft up --cluster} does.
     *
     * @param directory where it keeps everything
     * @param tls has its {@code node.pem} and {@code authority.pem}
     */
    public static CassandraServer startSecure(Path directory, Path tls) throws IOException, InterruptedException {
        var secure = resource("cassandra-secure.yaml").replace("@TLS@", tls.toString());
        return startRing(directory, 1, secure).getFirst();
    }

    /** Starts some that share the rows, and keep everything in the directory. */
    public static List<CassandraServer> startRing(Path directory, int size) throws IOException, InterruptedException {
        return startRing(directory, size, "");
    }

    private static List<CassandraServer> startRing(Path directory, int size, String moreSettings)
            throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        int storagePort = ServerProcess.freePort();
        var ring = new ArrayList<CassandraServer>();
        try {
            for (int number = 1; number <= size; number++) {
                var home = Files.createDirectory(directory.resolve("cassandra" + number));
                var server = new CassandraServer(home, new Place(number, size, port, storagePort), moreSettings);
                server.launch();
                ring.add(server);
            }
            for (var server : ring) {
                server.await();
            }
        } catch (IOException | InterruptedException e) {
            ring.forEach(CassandraServer::close);
            throw e;
        }
        return ring;
    }

    /** Starts it again after {@link #close()}, with its data and on the same port. */
    public void start() throws IOException, InterruptedException {
        launch();
        await();
    }

    private void launch() throws IOException {
        Files.writeString(directory.resolve("cassandra.yaml"), filled("cassandra.yaml") + moreSettings);
        Files.writeString(directory.resolve("logback.xml"), filled("logback-server.xml"));
        process = ServerProcess.start("Cassandra", command(), directory.resolve("cassandra.log"));
    }

    private void await() throws IOException, InterruptedException {
        process.await(new InetSocketAddress(place.host(), place.port()), 180);
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

    private String filled(String template) {
        return resource(template)
                .replace("@DIRECTORY@", directory.toString())
                .replace("@ADDRESS@", place.host())
                .replace("@TOKEN@", place.token())
                .replace("@SEEDS@", place.seeds())
                .replace("@PORT@", Integer.toString(place.port()))
                .replace("@STORAGE_PORT@", Integer.toString(place.storagePort()));
    }

    private static String resource(String name) {
        try (var in = CassandraServer.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return where clients connect to, as host:port} */
    public String address() {
        return place.host() + ":" + place.port();
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
