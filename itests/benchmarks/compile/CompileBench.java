import com.google.gson.JsonParser;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntFunction;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.config.db.log.ChangeSetCodec;
import net.weftnet.config.transformer.SchemaTransformer;
import net.weftnet.config.transformer.api.GraphDelta;

/** The transformer alone: how long all of it takes, and how soon a commit is compiled. */
final class CompileBench {
    private static final int WARM_UP = 200;

    private final MemoryDatastore datastore = new MemoryDatastore();
    private final ChangeSetCodec codec = new ChangeSetCodec(datastore.modelContext());
    private final Report report = new Report();
    private final Intent intent = new Intent();
    private final int projects;
    private final int edits;

    private CompileBench(int projects, int edits) {
        this.projects = projects;
        this.edits = edits;
    }

    /** Arguments: how many networks, how many edits of each kind, and where the JSON goes, if anywhere. */
    public static void main(String[] arguments) throws Exception {
        var bench = new CompileBench(
                Integer.parseInt(arguments[0]) / Intent.NETWORKS, Integer.parseInt(arguments[1]));
        bench.run();
        if (arguments.length > 2) {
            bench.report.write(Path.of(arguments[2]));
        }
        System.exit(0);
    }

    private void run() throws Exception {
        commit(intent.base());
        for (int i = 0; i < projects; i++) {
            commit(intent.project(i));
            commit(intent.addresses(i));
        }
        long before = usedBytes();
        // The first one gives out the numbers of the chains, and warms up.
        recompute().close();
        recompute().close();
        long start = System.nanoTime();
        long cpu = cpuNanos();
        var transformer = recompute();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuMillis = (cpuNanos() - cpu) / 1e6;
        int objects = transformer.current().objects().size();
        var goal = projects >= 100 ? Report.Goal.atMost(10_000) : Report.Goal.NONE;
        report.add("recompute", seconds * 1e3, "ms", "objects of the graph, thousands", objects / 1e3, goal);
        report.add("recompute-cpu", cpuMillis, "ms", "recompute, ms", seconds * 1e3, Report.Goal.NONE);
        report.add(
                "memory", (usedBytes() - before) / 1e6, "MB", "configuration, MB", before / 1e6, Report.Goal.NONE);
        var deltas = new LinkedBlockingQueue<GraphDelta>();
        transformer.subscribe(_ -> {}, deltas::add);
        measure("one-port", deltas, Report.Goal.atMost(2), i -> port(i));
        measure("one-rule-of-100-networks", deltas, Report.Goal.atMost(50), this::rule);
        measure("one-network", deltas, Report.Goal.NONE, i -> network(i));
        transformer.close();
    }

    private String port(int i) {
        int project = i % projects;
        return Intent.edit(
                "/domain=default-domain/project=p" + project + "/virtual-machine-interface=new" + i,
                "virtual-machine-interface",
                "[" + intent.port(project, "new" + i, i % Intent.NETWORKS, "") + "]");
    }

    private String rule(int i) {
        int project = i % projects;
        return Intent.edit(
                "/domain=default-domain/project=p" + project + "/network-policy=q0",
                "network-policy",
                "[" + intent.policy(project, 0, 1000 + i) + "]");
    }

    private String network(int i) {
        int project = i % projects;
        return Intent.edit(
                "/domain=default-domain/project=p" + project + "/virtual-network=n" + (1000 + i),
                "virtual-network",
                "[" + intent.network(project, 1000 + i) + "]");
    }

    private void commit(String json) throws Exception {
        var edits = JsonParser.parseString("[" + json + "]").getAsJsonArray();
        datastore.commit("bench", "", tree -> codec.apply(edits, tree));
    }

    /** A new transformer, when it has derived everything and given out the numbers. */
    private SchemaTransformer recompute() throws Exception {
        var transformer = new SchemaTransformer(datastore, new NoHealth());
        var reached = new CountDownLatch(1);
        transformer.subscribe(_ -> reached.countDown(), _ -> {});
        reached.await();
        return transformer;
    }

    /** From when a commit is made until followers have been told. */
    private void measure(String name, LinkedBlockingQueue<GraphDelta> deltas, Report.Goal goal, IntFunction<String> edit)
            throws Exception {
        var millis = new ArrayList<Double>();
        long cpu = 0;
        for (int i = 0; i < WARM_UP + edits; i++) {
            cpu = i == WARM_UP ? cpuNanos() : cpu;
            var json = JsonParser.parseString("[" + edit.apply(i) + "]").getAsJsonArray();
            var start = new long[1];
            long revision = datastore.commit("bench", "", tree -> {
                        codec.apply(json, tree);
                        start[0] = System.nanoTime();
                    })
                    .revision();
            while (deltas.take().revision() < revision) {
                // Numbers that an earlier one needed.
            }
            if (i >= WARM_UP) {
                millis.add((System.nanoTime() - start[0]) / 1e6);
            }
        }
        double cpuMillis = (cpuNanos() - cpu) / 1e6 / edits;
        Collections.sort(millis);
        double p50 = millis.get(millis.size() / 2);
        report.add(name + "-p50", p50, "ms", "edits", millis.size(), goal);
        report.add(name + "-p99", millis.get(millis.size() * 99 / 100), "ms", "p50, ms", p50, Report.Goal.NONE);
        report.add(name + "-cpu", cpuMillis, "ms", "p50, ms", p50, Report.Goal.NONE);
    }

    /** Processor time of the whole process; unlike the time that passes, it does not depend on what else is running. */
    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long usedBytes() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Nobody looks. */
    private static final class NoHealth implements Health {
        @Override
        public Subject open(String role, String subject) {
            return new Subject() {
                @Override
                public void ok(String detail) {}

                @Override
                public void degraded(String problem) {
                    System.err.println("degraded: " + problem);
                }

                @Override
                public void failed(String problem) {
                    System.err.println("failed: " + problem);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public List<Condition> conditions() {
            return List.of();
        }
    }
}
