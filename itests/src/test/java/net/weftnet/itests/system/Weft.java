package net.weftnet.itests.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One Weftnet in a temporary state folder, driven through the launcher {@code ./weft}; closing it leaves nothing. */
final class Weft implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("weft.home")).toAbsolutePath();

    private final Path state;

    /** What a command did. */
    record Result(int exit, String output) {
        Result expectSuccess() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + ":\n" + output);
            }
            return this;
        }
    }

    private Weft(Path state) {
        this.state = state;
    }

    static Weft create() throws IOException {
        return new Weft(Files.createTempDirectory("weft-it-").toRealPath());
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    Path state() {
        return state;
    }

    /** The value of a key of the instance, as the launcher chose it. */
    String setting(String key) throws IOException {
        return Files.readAllLines(state.resolve("weft.env")).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    /** Runs {@code ./weft --state … words}, at most four minutes. */
    Result run(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(HOME.resolve("weft").toString());
        command.add("--state");
        command.add(state.toString());
        command.addAll(List.of(words));
        return execute(Duration.ofMinutes(4), command);
    }

    static Result execute(Duration limit, List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("WEFT_NO_BUILD", "1");
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        // A file, not a pipe: the nodes that `up` starts would hold a pipe open.
        var output = Files.createTempFile("weft-it-", ".out");
        try {
            var process = builder.redirectOutput(output.toFile()).start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within " + limit + ":\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Starts a ping in a workload: {@code count} requests, one a millisecond. */
    Ping startPing(String workload, String address, int count) throws IOException {
        return new Ping(new ProcessBuilder(
                        HOME.resolve("weft").toString(),
                        "--state",
                        state.toString(),
                        "exec",
                        workload,
                        "--",
                        "ping",
                        "-i",
                        "0.001",
                        "-W",
                        "2",
                        "-q",
                        "-c",
                        Integer.toString(count),
                        address)
                .redirectErrorStream(true)
                .start());
    }

    /** Starts a command in a workload; its errors are part of its output. */
    Process startIn(String workload, List<String> command) throws IOException {
        var words = new ArrayList<>(
                List.of(HOME.resolve("weft").toString(), "--state", state.toString(), "exec", workload, "--"));
        words.addAll(command);
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    /** A running ping. */
    record Ping(Process process) {
        /** {@return the summary line once it ended: "N packets transmitted, M received, …"} */
        String summary() throws IOException {
            var output = new String(process.getInputStream().readAllBytes());
            return output.lines()
                    .filter(line -> line.contains("packets transmitted"))
                    .findFirst()
                    .orElse(output);
        }

        /** {@return how many of the requests had no reply} */
        int lost() throws IOException {
            var words = summary().split(" ");
            return Integer.parseInt(words[0]) - Integer.parseInt(words[3]);
        }
    }

    String address(String workload) throws IOException {
        return Files.readAllLines(state.resolve("workloads").resolve(workload)).stream()
                .filter(line -> line.startsWith("address="))
                .map(line -> line.substring("address=".length()))
                .findFirst()
                .orElseThrow();
    }

    boolean reaches(String from, String address) throws IOException, InterruptedException {
        return run("exec", from, "--", "ping", "-c", "1", "-W", "1", address).exit() == 0;
    }

    void kill(String node) throws IOException, InterruptedException {
        var pid = Files.readString(state.resolve("nodes").resolve(node).resolve("pid"))
                .strip();
        execute(Duration.ofMinutes(1), List.of("kill", "-9", pid)).expectSuccess();
        await("the process of " + node + " to end", Duration.ofMinutes(1), () -> ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .isEmpty());
    }

    /** Waits until every role of every node is well. */
    void awaitWell(Duration limit) throws IOException, InterruptedException {
        var end = Instant.now().plus(limit);
        Result status;
        do {
            status = run("status", "-o", "json").expectSuccess();
            if (!status.output().matches("(?s).*\"level\": \"(degraded|failed|down)\".*")) {
                return;
            }
            Thread.sleep(500);
        } while (Instant.now().isBefore(end));
        throw new AssertionError(
                "Not well after " + limit + ":\n" + run("status").output());
    }

    static void await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        var end = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Waited " + limit + " for " + what);
            }
            Thread.sleep(100);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("down", "--purge");
    }
}
