import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.ArrayList;

/**
 * What clients got done that each call, wait for the answer, and call again.
 *
 * @param seconds how long all of them ran
 * @param nanos how long each call took, sorted
 * @param cpuSeconds the processor time that the clients have used
 */
record Load(double seconds, long[] nanos, double cpuSeconds) {

    /** One call of a client. */
    @FunctionalInterface
    interface Call {
        void run(int client, int number) throws Exception;
    }

    /** Runs clients for a while; the first failure ends the benchmark. */
    static Load run(int clients, Duration length, Call call) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(clients)) {
            double cpuBefore = cpuOfClients();
            long start = System.nanoTime();
            long end = start + length.toNanos();
            var running = new ArrayList<Future<long[]>>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                running.add(threads.submit(() -> latencies(client, end, call)));
            }
            var all = new long[0];
            for (var one : running) {
                var its = one.get();
                all = Arrays.copyOf(all, all.length + its.length);
                System.arraycopy(its, 0, all, all.length - its.length, its.length);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Arrays.sort(all);
            return new Load(seconds, all, cpuOfClients() - cpuBefore);
        }
    }

    private static long[] latencies(int client, long end, Call call) throws Exception {
        var nanos = new long[1024];
        int count = 0;
        while (System.nanoTime() < end) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            long start = System.nanoTime();
            call.run(client, count);
            nanos[count++] = System.nanoTime() - start;
        }
        return Arrays.copyOf(nanos, count);
    }

    private static double cpuOfClients() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /** {@return the processor time that a call has cost the client} */
    double cpuMillis() {
        return 1000 * cpuSeconds / nanos.length;
    }

    double perSecond() {
        return nanos.length / seconds;
    }

    /** {@return the latency in milliseconds that this share of the calls does not exceed} */
    double millis(double share) {
        return nanos[(int) Math.min(nanos.length - 1, share * nanos.length)] / 1e6;
    }

    /** {@return how many seconds a call takes} */
    static double seconds(Callable<?> call) throws Exception {
        long start = System.nanoTime();
        call.call();
        return (System.nanoTime() - start) / 1e9;
    }
}
