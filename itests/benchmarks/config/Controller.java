import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process under test: its memory, its starts. */
final class Controller {
    private final String launcher;
    private final Path state;

    Controller(String launcher, Path state) {
        this.launcher = launcher;
        this.state = state;
    }

    Path folder() {
        return state.resolve("nodes/controller");
    }

    int port() throws IOException {
        return port("REST");
    }

    /** {@return the port of a service: REST, IFMAP} */
    int port(String service) throws IOException {
        var name = service + "_PORT=";
        return Files.readAllLines(state.resolve("weft.env")).stream()
                .filter(line -> line.startsWith(name))
                .mapToInt(line -> Integer.parseInt(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(folder().resolve("pid")).strip());
    }

    private String jcmd(String... command) throws IOException, InterruptedException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        words.add(Long.toString(pid()));
        words.addAll(List.of(command));
        return run(words.toArray(String[]::new));
    }

    void startRecording() throws IOException, InterruptedException {
        jcmd("JFR.start", "name=bench", "settings=profile");
    }

    void endRecording(String file) throws IOException, InterruptedException {
        jcmd("JFR.stop", "name=bench", "filename=" + file);
    }

    /** {@return bytes of the objects that live after a full collection, when nothing waits to be followed up} */
    long liveBytes() throws IOException, InterruptedException {
        settle();
        var lines = jcmd("GC.class_histogram").strip().split("\n");
        // The last line: Total  instances  bytes
        return Long.parseLong(lines[lines.length - 1].strip().split("\\s+")[2]);
    }

    /** {@return bytes of memory the process holds} */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    /** {@return the time that processors have spent on the process} */
    double cpuSeconds() throws IOException {
        return ProcessHandle.of(pid()).flatMap(process -> process.info().totalCpuDuration()).orElseThrow().toNanos() / 1e9;
    }

    /** Waits until the process has followed up on everything it was told, at most 30 s: it is idle for a second. */
    void settle() throws IOException, InterruptedException {
        for (int i = 0; i < 30; i++) {
            double before = cpuSeconds();
            Thread.sleep(1000);
            if (cpuSeconds() - before < 0.15) {
                return;
            }
        }
    }

    /** Kills the process as a power cut does, and starts it again. {@return the seconds until it answers with its data} */
    double coldStart(Restconf api, String path) throws Exception {
        kill();
        long start = System.nanoTime();
        run(launcher, "--state", state.toString(), "restart", "controller");
        while (true) {
            try {
                api.get(path);
                return (System.nanoTime() - start) / 1e9;
            } catch (IOException e) {
                if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(3)) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private void kill() throws IOException, InterruptedException {
        var process = ProcessHandle.of(pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(Arrays.toString(command) + ": " + output);
        }
        return output;
    }
}
