import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The IF-MAP server of one controller: how long all of it takes, and how soon a commit is where it is waited for. */
final class IfmapBench {
    private static final String PORT = "virtual-machine-interface";
    private static final String DOMAIN = "weftnet-config:config/domain=default-domain";
    private static final String NETWORK = "default-domain:bench:net";
    private static final String PROJECT = DOMAIN + "/project=bench";
    private static final int BATCH = 5000;
    private static final int REPEATS = 5;
    /** Between two updates, so that each finds a poll that waits. */
    private static final int PAUSE_MILLIS = 20;

    /** The value that an update sets is its number, so that it is found in what a subscriber is told. */
    private static final Pattern UPDATE = Pattern.compile(">u(\\d+)<");

    private final Controller controller;
    private final Restconf api;
    private final int items;
    private final int updates;
    private final Report report = new Report();
    private int nextUpdate;

    private IfmapBench(Controller controller, int items, int updates) throws Exception {
        this.controller = controller;
        this.items = items;
        this.updates = updates;
        api = Restconf.of(controller.folder(), controller.port());
    }

    /** Arguments: the launcher, the state folder of a running controller, and where the JSON goes, if anywhere. */
    public static void main(String[] args) throws Exception {
        var bench = new IfmapBench(
                new Controller(args[0], Path.of(args[1])),
                Integer.parseInt(System.getenv("WEFT_BENCH_ITEMS")),
                Integer.parseInt(System.getenv("WEFT_BENCH_UPDATES")));
        bench.run();
        if (args.length > 2) {
            bench.report.write(Path.of(args[2]));
        }
        // The HTTP client's threads would keep the process.
        System.exit(0);
    }

    private void run() throws Exception {
        api.send(
                "POST",
                DOMAIN,
                "{\"weftnet-config:project\": [{\"name\": \"bench\", \"virtual-network\": [{\"name\": \"net\"}]}]}");
        long ports = fill();
        System.err.println(ports + " ports");
        firstPoll();
        var profile = System.getenv("WEFT_BENCH_PROFILE");
        updates(1);
        if (!profile.isEmpty()) {
            controller.startRecording();
        }
        double alone = updates(0).cpuMillis();
        for (int subscribers : List.of(1, 10)) {
            report(subscribers, updates(subscribers), alone);
        }
        if (!profile.isEmpty()) {
            controller.endRecording(profile);
        }
        slowSubscriber();
    }

    /** Adds ports until there are enough metadata elements. {@return how many} */
    private long fill() throws Exception {
        long ports = 0;
        while (elements() < items) {
            System.err.println("filling from " + ports + " ports");
            api.send("PATCH", PROJECT, body(ports, ports + BATCH));
            ports += BATCH;
            controller.settle();
        }
        return ports;
    }

    private long elements() throws Exception {
        try (var subscriber = subscriber()) {
            subscriber.subscribe();
            return subscriber.poll().elements();
        }
    }

    private Subscriber subscriber() throws Exception {
        return new Subscriber(controller.folder(), controller.port("IFMAP"));
    }

    private void firstPoll() throws Exception {
        var seconds = new ArrayList<Double>();
        long elements = 0;
        long octets = 0;
        for (int i = 0; i < REPEATS; i++) {
            try (var subscriber = subscriber()) {
                long start = System.nanoTime();
                subscriber.subscribe();
                var told = subscriber.poll();
                seconds.add((told.at() - start) / 1e9);
                elements = told.elements();
                octets = told.octets();
            }
        }
        report.add(
                "first-poll-" + elements,
                median(seconds),
                "s",
                "a file of the same bytes, plain HTTP",
                secondsOfFile(octets),
                Report.Goal.atMost(3.0 * elements / 100_000));
        report.add("first-poll-octets", octets / 1e6, "MB", "elements, thousands", elements / 1e3, Report.Goal.NONE);
    }

    private double secondsOfFile(long octets) throws Exception {
        var directory = Files.createTempDirectory("weft-bench");
        var file = Files.write(directory.resolve("result.xml"), new byte[(int) octets]);
        var server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), directory, SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/result.xml");
            var seconds = new ArrayList<Double>();
            for (int i = 0; i < REPEATS; i++) {
                long start = System.nanoTime();
                api.get(address);
                seconds.add((System.nanoTime() - start) / 1e9);
            }
            return median(seconds);
        } finally {
            server.stop(0);
            Files.delete(file);
            Files.delete(directory);
        }
    }

    /** Milliseconds from when the change was sent until REST answered, and until the last subscriber had it. */
    private record Updates(double[] answered, double[] told, double cpuMillis) {}

    /** Changes one port again and again, one commit after the other. */
    private Updates updates(int subscribers) throws Exception {
        System.err.println("updates with " + subscribers + " subscribers");
        var open = new ArrayList<Subscriber>();
        var arrivals = new ConcurrentHashMap<Integer, CountDownLatch>();
        for (int i = 0; i < subscribers; i++) {
            var subscriber = subscriber();
            open.add(subscriber);
            subscriber.subscribe();
            subscriber.poll();
            subscriber.follow(told -> {
                var update = UPDATE.matcher(told.text());
                while (update.find()) {
                    arrivals.computeIfAbsent(Integer.valueOf(update.group(1)), _ -> new CountDownLatch(subscribers))
                            .countDown();
                }
            });
        }
        controller.settle();
        var answered = new double[updates];
        var told = new double[updates];
        double cpuBefore = controller.cpuSeconds();
        for (int i = 0; i < updates; i++) {
            int number = nextUpdate++;
            var arrival = arrivals.computeIfAbsent(number, _ -> new CountDownLatch(subscribers));
            long start = System.nanoTime();
            api.send("PATCH", PROJECT, port(0, "u" + number));
            answered[i] = (System.nanoTime() - start) / 1e6;
            if (!arrival.await(20, TimeUnit.SECONDS)) {
                throw new IOException("update " + number + " was not told");
            }
            told[i] = (System.nanoTime() - start) / 1e6;
            Thread.sleep(PAUSE_MILLIS);
        }
        double cpu = 1000 * (controller.cpuSeconds() - cpuBefore) / updates;
        open.forEach(Subscriber::close);
        Arrays.sort(answered);
        Arrays.sort(told);
        return new Updates(answered, told, cpu);
    }

    private void report(int subscribers, Updates measured, double alone) {
        for (int percent : List.of(50, 99)) {
            report.add(
                    "update-to-poll-" + subscribers + "-p" + percent,
                    quantile(measured.told(), percent),
                    "ms",
                    "until RESTCONF has answered",
                    quantile(measured.answered(), percent),
                    Report.Goal.NONE);
        }
        report.add(
                "cpu-per-commit-" + subscribers,
                measured.cpuMillis(),
                "ms",
                "with the control node only",
                alone,
                Report.Goal.NONE);
    }

    /** One that subscribes and never polls again must not cost memory. */
    private void slowSubscriber() throws Exception {
        long before = controller.liveBytes();
        try (var slow = subscriber()) {
            slow.subscribe();
            slow.poll();
            for (int i = 0; i < 2 * updates; i++) {
                api.send("PATCH", PROJECT, port(0, "u" + nextUpdate++));
            }
            report.add(
                    "heap-for-slow-subscriber",
                    (controller.liveBytes() - before) / 1e6,
                    "MB",
                    "all live objects before",
                    before / 1e6,
                    Report.Goal.atMost(100));
        }
        report.add("resident-memory", controller.residentBytes() / 1e6, "MB", "live objects", before / 1e6, Report.Goal.NONE);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double quantile(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static String body(long from, long to) {
        return IntStream.range((int) from, (int) to)
                .mapToObj(i -> "{\"name\": \"p" + i + "\", \"virtual-network\": \"" + NETWORK + "\"}")
                .collect(Collectors.joining(
                        ",", "{\"weftnet-config:project\": [{\"name\": \"bench\", \"" + PORT + "\": [", "]}]}"));
    }

    private static String port(int number, String displayName) {
        return "{\"weftnet-config:project\": [{\"name\": \"bench\", \"" + PORT + "\": [{\"name\": \"p" + number
                + "\", \"display-name\": \"" + displayName + "\"}]}]}";
    }
}
