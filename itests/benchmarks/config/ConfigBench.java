import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The configuration of one controller under load. The objects are ports (virtual-machine-interface), each of which gets a
 * UUID, a name and a MAC address from the system and refers to a network; a create is one POST, and so one commit.
 */
final class ConfigBench {
    private static final String PORT = "virtual-machine-interface";
    private static final String DOMAIN = "weftnet-config:config/domain=default-domain";
    private static final String NETWORK = "default-domain:bench:net";

    /** The objects that are there while creates are measured, and the objects that these make. */
    private static final String KEPT = "kept";

    private static final String MADE = "made";

    /** How many objects the one big commit has. */
    private static final int BATCH = 10_000;

    /** How often the load is repeated before anything is measured: at least, at most, and how often in vain. */
    private static final int WARM_UPS = 6;

    private static final int MOST_WARM_UPS = 30;
    private static final int STEADY = 3;
    private static final double CHEAPER = 0.97;

    /** About the bytes that the log keeps for a create, for the comparison with the bare disk. */
    private static final int ROW_BYTES = 900;

    private final Controller controller;
    private final Restconf api;
    private final Options options;
    private final Report report = new Report();

    /** What the environment of run.sh says. */
    private record Options(List<Integer> clients, List<Integer> sizes, Duration length, String profile) {
        static Options read() {
            return new Options(
                    numbers("WEFT_BENCH_CLIENTS"),
                    numbers("WEFT_BENCH_OBJECTS"),
                    Duration.ofSeconds(numbers("WEFT_BENCH_SECONDS").getFirst()),
                    System.getenv("WEFT_BENCH_PROFILE"));
        }

        private static List<Integer> numbers(String variable) {
            return Arrays.stream(System.getenv(variable).trim().split("[ ,]+"))
                    .map(Integer::valueOf)
                    .toList();
        }
    }

    private ConfigBench(Controller controller, Options options) throws Exception {
        this.controller = controller;
        this.options = options;
        api = Restconf.of(controller.folder(), controller.port());
    }

    /** Arguments: the launcher, the state folder of a running controller, and where the JSON goes, if anywhere. */
    public static void main(String[] args) throws Exception {
        var bench = new ConfigBench(new Controller(args[0], Path.of(args[1])), Options.read());
        bench.run();
        if (args.length > 2) {
            bench.report.write(Path.of(args[2]));
        }
        // The HTTP client's threads would keep the process.
        System.exit(0);
    }

    private void run() throws Exception {
        double emptyStart = controller.coldStart(api, DOMAIN);
        addProject("bench", "\"virtual-network\": [{\"name\": \"net\"}]");
        addProject(KEPT, "");
        warmUp();
        long emptyHeap = controller.liveBytes();
        long emptyResident = controller.residentBytes();

        int first = options.sizes().getFirst();
        fill(0, first);
        clients();
        var atFirst = creates(16);
        int present = first;
        for (int size : options.sizes().subList(1, options.sizes().size())) {
            present = grow(present, size);
            System.err.println("creates with " + size + " objects");
            var load = creates(16);
            report.add(
                    "create-16-at-" + size,
                    load.load().perSecond(),
                    "1/s",
                    "the same at " + first + " objects",
                    atFirst.load().perSecond(),
                    Report.Goal.atLeast(0.8 * atFirst.load().perSecond()));
            report.add(
                    "cpu-per-create-at-" + size,
                    load.cpuMillis(),
                    "ms",
                    "the same at " + first + " objects",
                    atFirst.cpuMillis(),
                    Report.Goal.atMost(1.25 * atFirst.cpuMillis()));
        }
        memory(present, emptyHeap, emptyResident);
        report.add(
                "cold-start-" + present,
                controller.coldStart(api, ports(KEPT) + "=p0"),
                "s",
                "cold start without objects",
                emptyStart,
                Report.Goal.atMost(20));
    }

    /** Until a create gets no cheaper any more: on a busy machine it takes the compiler minutes to get there. */
    private void warmUp() throws Exception {
        System.err.println("warming up");
        double cheapest = Double.MAX_VALUE;
        int steady = 0;
        for (int i = 0; i < WARM_UPS || i < MOST_WARM_UPS && steady < STEADY; i++) {
            double cost = creates(16).cpuMillis();
            steady = cost < CHEAPER * cheapest ? 0 : steady + 1;
            cheapest = Math.min(cheapest, cost);
        }
        api.send("PATCH", project(KEPT), body(0, 1000));
        api.delete(project(KEPT));
        addProject(KEPT, "");
    }

    /** Creates, and how much of the controller's processor time each of them took, whoever else uses the machine. */
    private record Creates(Load load, double cpuMillis) {}

    private void clients() throws Exception {
        var disk = Disk.appends(controller.folder().resolve("state"), ROW_BYTES, Duration.ofSeconds(2));
        boolean isRecorded = !options.profile().isEmpty();
        if (isRecorded) {
            controller.startRecording();
        }
        for (int clients : options.clients()) {
            System.err.println("creates of " + clients + " clients");
            var creates = creates(clients);
            var load = creates.load();
            var name = "create-" + clients;
            var goal = clients == 16 ? Report.Goal.atLeast(3000) : Report.Goal.NONE;
            report.add(name, load.perSecond(), "1/s", "fsync appends, one after the other", disk.perSecond(), goal);
            report.add(name + "-p50", load.millis(0.5), "ms", "one fsync append, p50", disk.millis(0.5), Report.Goal.NONE);
            report.add(name + "-p99", load.millis(0.99), "ms", "one fsync append, p99", disk.millis(0.99), Report.Goal.NONE);
            report.add(
                    name + "-cpu",
                    creates.cpuMillis(),
                    "ms",
                    "processor time of one fsync append",
                    disk.cpuMillis(),
                    Report.Goal.NONE);
        }
        if (isRecorded) {
            controller.endRecording(options.profile());
        }
    }

    /** Creates objects for a while, in a project that is deleted afterwards. */
    private Creates creates(int clients) throws Exception {
        addProject(MADE, "");
        double before = controller.cpuSeconds();
        var load = load(clients);
        double cpuSeconds = controller.cpuSeconds() - before;
        api.delete(project(MADE));
        return new Creates(load, 1000 * cpuSeconds / load.nanos().length);
    }

    private Load load(int clients) throws Exception {
        var connections = new ArrayList<Connection>();
        try {
            for (int i = 0; i < clients; i++) {
                connections.add(Connection.to(controller.folder(), controller.port()));
            }
            return Load.run(
                    clients, options.length(), (client, number) -> create(connections.get(client), client, number));
        } finally {
            for (var connection : connections) {
                connection.close();
            }
        }
    }

    private static void create(Connection connection, int client, int number) throws Exception {
        connection.send(
                "POST",
                project(MADE),
                "{\"weftnet-config:" + PORT + "\": [" + port("p" + client + "-" + number) + "]}");
    }

    /** Adds objects in big commits up to a size, and measures the first of these. */
    private int grow(int present, int size) throws Exception {
        boolean isFirst = present < BATCH;
        if (isFirst && size >= BATCH) {
            // One project with nothing but these, so that they can also be read alone.
            api.delete(project(KEPT));
            addProject(KEPT, "");
            bigCommit();
            return size == BATCH ? size : grow(BATCH, size);
        }
        for (int from = present; from < size; from += BATCH) {
            fill(from, Math.min(size, from + BATCH));
        }
        return size;
    }

    private void bigCommit() throws Exception {
        System.err.println("one commit of " + BATCH + " objects");
        var body = body(0, BATCH);
        double seconds = Load.seconds(() -> {
            api.send("PATCH", project(KEPT), body);
            return body;
        });
        double disk = Disk.secondsOf(controller.folder().resolve("state"), body.length());
        report.add("commit-" + BATCH, seconds, "s", "one fsync append of the body", disk, Report.Goal.atMost(3));
        read();
    }

    private void read() throws Exception {
        var content = api.get(project(KEPT));
        double seconds = median(() -> api.get(project(KEPT)));
        var directory = Files.createTempDirectory("weft-bench");
        var file = Files.write(directory.resolve("objects.json"), content);
        var server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), directory, SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/objects.json");
            double ofFile = median(() -> api.get(address));
            report.add("get-" + BATCH, seconds, "s", "a file of the same bytes, plain HTTP", ofFile, Report.Goal.NONE);
        } finally {
            server.stop(0);
            Files.delete(file);
            Files.delete(directory);
        }
    }

    private static double median(java.util.concurrent.Callable<?> call) throws Exception {
        var seconds = new ArrayList<Double>();
        for (int i = 0; i < 5; i++) {
            seconds.add(Load.seconds(call));
        }
        return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }

    private void memory(int objects, long emptyHeap, long emptyResident) throws Exception {
        double ofText = (double) body(0, 1000).length() / 1000;
        report.add(
                "heap-per-object",
                (double) (controller.liveBytes() - emptyHeap) / objects,
                "bytes",
                "its JSON as it was sent",
                ofText,
                Report.Goal.NONE);
        report.add(
                "resident-memory",
                controller.residentBytes() / 1e6,
                "MB",
                "before the first object",
                emptyResident / 1e6,
                Report.Goal.NONE);
    }

    private void fill(int from, int to) throws Exception {
        System.err.println("filling up to " + to + " objects");
        api.send("PATCH", project(KEPT), body(from, to));
    }

    private static String body(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> port("p" + i))
                .collect(Collectors.joining(
                        ",", "{\"weftnet-config:project\": [{\"name\": \"" + KEPT + "\", \"" + PORT + "\": [", "]}]}"));
    }

    private static String port(String name) {
        return "{\"name\": \"" + name + "\", \"virtual-network\": \"" + NETWORK + "\"}";
    }

    private void addProject(String name, String content) throws Exception {
        api.send(
                "POST",
                DOMAIN,
                "{\"weftnet-config:project\": [{\"name\": \"" + name + "\"" + (content.isEmpty() ? "" : ", " + content)
                        + "}]}");
    }

    private static String project(String name) {
        return DOMAIN + "/project=" + name;
    }

    private static String ports(String project) {
        return project(project) + "/" + PORT;
    }
}
