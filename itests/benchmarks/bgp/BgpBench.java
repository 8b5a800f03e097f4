import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * BGP: a route reflector under load, Weftnet beside others; then what only Weftnet does. README.md tells what is measured.
 *
 * <p>Arguments: launcher, state folder, folder of the other speakers, work folder, and what is asked for as
 * {@code name=value}.
 */
final class BgpBench {
    private static final int ROUTES_PER_UPDATE = 10;

    private final WeftSpeaker reflector;
    private final WeftSpeaker collector;
    private final List<Speaker> speakers = new ArrayList<>();
    private final BgpReport report = new BgpReport();

    private BgpBench(String[] arguments) {
        var launcher = arguments[0];
        var state = Path.of(arguments[1]);
        reflector = new WeftSpeaker(launcher, state, true);
        collector = new WeftSpeaker(launcher, state, false);
        speakers.add(reflector);
        for (var kind : ForeignSpeaker.Kind.values()) {
            speakers.add(new ForeignSpeaker(kind, Path.of(arguments[2]), Path.of(arguments[3])));
        }
    }

    public static void main(String[] arguments) throws Exception {
        var bench = new BgpBench(arguments);
        var options = Arrays.stream(arguments)
                .skip(4)
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        var wanted = List.of(options.get("speakers").split(","));
        for (int routes : numbers(options.get("routes"))) {
            for (int receivers : numbers(options.get("receivers"))) {
                for (var speaker : bench.speakers) {
                    if (wanted.contains(speaker.name().toLowerCase(java.util.Locale.ROOT))) {
                        bench.reflect(speaker, routes, receivers);
                    }
                }
            }
        }
        bench.scale(Integer.parseInt(options.get("neighbours")), 1000);
        bench.replicate(Integer.parseInt(options.get("instances")), 100);
        if (options.containsKey("json")) {
            Files.writeString(Path.of(options.get("json")), bench.report.json());
        }
    }

    private static int[] numbers(String list) {
        return Arrays.stream(list.split(",")).filter(word -> !word.isEmpty()).mapToInt(Integer::parseInt).toArray();
    }

    /** One neighbour brings routes in, the others are told them; then it takes them back; then it dies. */
    private void reflect(Speaker speaker, int routes, int receivers) throws Exception {
        speaker.start(receivers + 1);
        try (var load = new Load()) {
            var sender = load.connect(0, Speaker.ADDRESS);
            var all = new ArrayList<Load.Session>();
            for (int i = 1; i <= receivers; i++) {
                all.add(load.connect(i, Speaker.ADDRESS));
            }
            load.awaitEstablished();
            var cell = report.cell(speaker.name(), routes + " routes, " + receivers + " receivers");
            var share = new Share("route", routes);
            for (int round = 0; round <= speaker.warmUps(); round++) {
                boolean isLast = round == speaker.warmUps();
                measure(speaker, load, share, isLast ? cell : round == 0 ? cell.cold() : null, "announce", () -> {
                    send(sender, routes, true);
                    load.await("routes", () -> all.stream().allMatch(one -> one.count() == routes));
                });
                if (round == 0 && !isLast) {
                    cell.cold().put("RSS MB", ProcessUse.of(speaker.pid()).residentBytes() / 1e6);
                }
                if (isLast) {
                    cell.put("RSS MB", ProcessUse.of(speaker.pid()).residentBytes() / 1e6);
                    cell.put("UPDATEs", all.getFirst().updates() / (double) (round + 1));
                }
                measure(speaker, load, share, isLast ? cell : null, "withdraw", () -> {
                    send(sender, routes, false);
                    load.await("withdrawals", () -> all.stream().allMatch(one -> one.count() == 0));
                });
            }
            send(sender, routes, true);
            load.await("routes", () -> all.stream().allMatch(one -> one.count() == routes));
            measure(speaker, load, share, cell, "peer dies", () -> {
                load.end(sender);
                load.await("withdrawals", () -> all.stream().allMatch(one -> one.count() == 0));
            });
            report.print(cell);
        } finally {
            speaker.close();
        }
    }

    private static void send(Load.Session sender, int routes, boolean reachable) {
        for (int first = 0, number = 0; first < routes; first += ROUTES_PER_UPDATE, number++) {
            int count = Math.min(ROUTES_PER_UPDATE, routes - first);
            sender.send(
                    reachable
                            ? Updates.announce(number, first, count)
                            : Updates.withdraw(number, first, count));
        }
    }

    /** What the cost of a work is divided by. */
    private record Share(String unit, int count) {}

    /** Something that is measured. */
    private interface Work {
        void run() throws Exception;
    }

    /** @param cell where the figures go, null for nowhere */
    private static void measure(Speaker speaker, Load load, Share share, BgpReport.Cell cell, String what, Work work)
            throws Exception {
        settle(speaker, load);
        long allocated = cell == null || cell.isCold() ? -1 : speaker.allocatedBytes();
        var before = ProcessUse.of(speaker.pid());
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        settle(speaker, load);
        if (cell != null) {
            double cpu = ProcessUse.of(speaker.pid()).cpuSeconds() - before.cpuSeconds();
            cell.put(what + " µs CPU/" + share.unit, cpu * 1e6 / share.count);
            cell.put(what + " s", seconds);
            if (allocated >= 0) {
                cell.put(
                        what + " B allocated/" + share.unit,
                        (speaker.allocatedBytes() - allocated) / (double) share.count);
            }
        }
    }

    /** Waits until the process has nothing to do any more: what it does behind the work belongs to the work. */
    private static void settle(Speaker speaker, Load load) throws IOException {
        for (int i = 0; i < 60; i++) {
            double before = ProcessUse.of(speaker.pid()).cpuSeconds();
            long end = System.nanoTime() + 500_000_000;
            load.await("half a second", () -> System.nanoTime() > end);
            if (ProcessUse.of(speaker.pid()).cpuSeconds() - before < 0.03) {
                return;
            }
        }
    }

    /** Many neighbours with some routes each, which nobody is told. */
    private void scale(int neighbours, int routesEach) throws Exception {
        if (neighbours == 0) {
            return;
        }
        collector.start(neighbours);
        try (var load = new Load()) {
            var sessions = new ArrayList<Load.Session>();
            var cell = report.cell(collector.name(), neighbours + " neighbours, " + routesEach + " routes each");
            sessions.add(load.connect(0, Speaker.ADDRESS));
            load.awaitEstablished();
            measure(collector, load, new Share("session", neighbours - 1), cell, "open", () -> {
                for (int i = 1; i < neighbours; i++) {
                    sessions.add(load.connect(i, Speaker.ADDRESS));
                }
                load.awaitEstablished();
            });
            int routes = neighbours * routesEach;
            measure(collector, load, new Share("route", routes), cell, "announce", () -> {
                for (int i = 0; i < neighbours; i++) {
                    for (int j = 0; j < routesEach; j += ROUTES_PER_UPDATE) {
                        int first = i * routesEach + j;
                        sessions.get(i).send(Updates.announce(first / ROUTES_PER_UPDATE, first, ROUTES_PER_UPDATE));
                    }
                }
                load.await("the speaker", () -> sessions.stream().allMatch(Load.Session::hasSentAll));
            });
            cell.put("RSS MB", ProcessUse.of(collector.pid()).residentBytes() / 1e6);
            report.print(cell);
        } finally {
            collector.close();
        }
    }

    /** Many routing instances import what one neighbour brings in. */
    private void replicate(int instances, int routes) throws Exception {
        if (instances == 0) {
            return;
        }
        collector.declareImporters(instances, "target:64512:0");
        collector.start(1);
        try (var load = new Load()) {
            var sender = load.connect(0, Speaker.ADDRESS);
            load.awaitEstablished();
            var cell = report.cell(collector.name(), instances + " instances import " + routes + " routes");
            var share = new Share("copy", instances * routes);
            for (int round = 0; round < 4; round++) {
                var into = round == 0 ? cell.cold() : round == 3 ? cell : null;
                measure(collector, load, share, into, "import", () -> {
                    for (int i = 0; i < routes; i++) {
                        sender.send(Updates.announce(i * Updates.VRFS, i, 1));
                    }
                    load.await("the speaker", sender::hasSentAll);
                });
                if (round == 3) {
                    cell.put("RSS MB", ProcessUse.of(collector.pid()).residentBytes() / 1e6);
                    cell.put("copies there", imported());
                }
                measure(collector, load, share, into, "withdraw", () -> {
                    for (int i = 0; i < routes; i++) {
                        sender.send(Updates.withdraw(i * Updates.VRFS, i, 1));
                    }
                    load.await("the speaker", sender::hasSentAll);
                });
            }
            report.print(cell);
        }
    }

    /** {@return how many routes the tables of the instances have, by the node's own account} */
    private long imported() throws Exception {
        var counts = java.util.regex.Pattern.compile("\"paths\": ?\"?(\\d+)");
        return counts.matcher(collector.shell("weft:routes -o json"))
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }
}
