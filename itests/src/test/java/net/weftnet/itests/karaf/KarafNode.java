package net.weftnet.itests.karaf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A node in a process of its own: the unpacked distribution with etc, data and state in a temporary directory, on free
 * ports of the loopback. Closing it ends the process and deletes the directory.
 */
public final class KarafNode implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("weft.distribution"));
    private static final Duration BOOT = Duration.ofSeconds(180);
    private static final List<String> PORTS = List.of(
            "WEFT_SSH_PORT",
            "WEFT_REST_PORT",
            "WEFT_IFMAP_PORT",
            "WEFT_VNC_PORT",
            "WEFT_XMPP_PORT",
            "WEFT_COLLECTOR_PORT",
            "WEFT_PORT_API_PORT");
    private static final Pattern BUNDLE = Pattern.compile("^\\s*(\\d+)\\s*\\W\\s*(\\w+)\\s*\\W.*\\W\\s(\\S+)\\s*$");

    private final Path directory;
    private final Map<String, Integer> ports;
    private final Process process;
    private final ShellClient shell;

    /** A bundle as {@code bundle:list} shows it. */
    public record Bundle(int id, String state, String name) {
        boolean isUp() {
            return state.equals("Active") || state.equals("Resolved");
        }
    }

    private KarafNode(Path directory, Map<String, Integer> ports, Process process) {
        this.directory = directory;
        this.ports = ports;
        this.process = process;
        shell = new ShellClient(ports.get("WEFT_SSH_PORT"), directory.resolve("secrets/shell.key"));
    }

    /** Starts a node and waits until every bundle is up. {@code feature} without "weftnet-": controller, compute, … */
    public static KarafNode start(String feature) throws Exception {
        var directory = Files.createTempDirectory("weft-karaf-").toRealPath();
        copy(HOME.resolve("etc"), directory.resolve("etc"));
        Files.createDirectories(directory.resolve("data"));
        var ports = freePorts();
        var node = new KarafNode(directory, ports, launch(feature, directory, ports));
        try {
            node.awaitBoot("weftnet-" + feature);
            return node;
        } catch (Exception | Error e) {
            var log = node.log();
            node.close();
            throw new AssertionError("The node did not start:\n" + log, e);
        }
    }

    private static Process launch(String feature, Path directory, Map<String, Integer> ports) throws IOException {
        var builder = new ProcessBuilder(HOME.resolve("bin/karaf").toString(), "server");
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("WEFT_") || name.startsWith("KARAF_"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("KARAF_BASE", directory.toString());
        environment.put("KARAF_DATA", directory.resolve("data").toString());
        environment.put("KARAF_ETC", directory.resolve("etc").toString());
        // Without it the script stays as the parent, and a signal would not reach the JVM.
        environment.put("KARAF_EXEC", "exec");
        environment.put("WEFT_NODE", "node1");
        environment.put("WEFT_ROLE", feature);
        environment.put("WEFT_STATE", directory.resolve("state").toString());
        environment.put("WEFT_SECRETS", directory.resolve("secrets").toString());
        environment.put("WEFT_UNDERLAY", "127.0.0.1");
        environment.put("WEFT_BPFFS", directory.resolve("bpf").toString());
        ports.forEach((name, port) -> environment.put(name, Integer.toString(port)));
        environment.put("WEFT_IFMAP_SERVER", "https://127.0.0.1:" + ports.get("WEFT_IFMAP_PORT"));
        environment.put("WEFT_CONTROL_NODES", "127.0.0.1:" + ports.get("WEFT_XMPP_PORT"));
        environment.put("WEFT_COLLECTORS", "127.0.0.1:" + ports.get("WEFT_COLLECTOR_PORT"));
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("console.log").toFile())
                .start();
    }

    private static Map<String, Integer> freePorts() throws IOException {
        var ports = new HashMap<String, Integer>();
        for (var name : PORTS) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.put(name, socket.getLocalPort());
            }
        }
        return ports;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void awaitBoot(String feature) throws Exception {
        await(feature + " to be installed and every bundle up", BOOT, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("The process ended with " + process.exitValue());
            }
            return shell("feature:list --no-format -i").contains(feature)
                    && bundles().stream().allMatch(Bundle::isUp);
        });
    }

    /** Waits until the condition holds; while it throws an IOException it does not. */
    public static void await(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        var deadline = Instant.now().plus(limit);
        Exception last = new IOException("it does not hold");
        while (Instant.now().isBefore(deadline)) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (IOException e) {
                last = e;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        throw new AssertionError("Waited " + limit.toSeconds() + " s for " + what, last);
    }

    /** {@return what the shell command printed} */
    public String shell(String command) throws IOException {
        return shell.run(command);
    }

    /** {@return every bundle, by id} */
    public List<Bundle> bundles() throws IOException {
        return shell("bundle:list -t 0 -s --no-format")
                .lines()
                .map(BUNDLE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(line -> new Bundle(Integer.parseInt(line.group(1)), line.group(2), line.group(3)))
                .toList();
    }

    /** {@return the port behind one of the {@code WEFT_…_PORT} variables} */
    public int port(String variable) {
        return ports.get(variable);
    }

    /** {@return etc, data, state and secrets of this node} */
    public Path directory() {
        return directory;
    }

    /** {@return the process id} */
    public long pid() {
        return process.pid();
    }

    /** {@return the log so far} */
    public String log() throws IOException {
        var log = directory.resolve("data/log/karaf.log");
        return Files.readString(directory.resolve("console.log")) + (Files.exists(log) ? Files.readString(log) : "");
    }

    /** {@return the lines of the log that tell of an error} */
    public List<String> errors() throws IOException {
        return log().lines()
                .filter(line -> line.contains("| ERROR |") || line.contains("Exception in thread"))
                .toList();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        shell.close();
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
