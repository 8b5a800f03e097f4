package net.weftnet.itests.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process that serves one TCP port. It dies with the JVM that started it. */
final class ServerProcess implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path output;
    private final Thread reaper;

    private ServerProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
        reaper = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** Starts a server whose output goes to a file. */
    static ServerProcess start(String name, List<String> command, Path output) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ServerProcess(name, process, output);
    }

    /** {@return a TCP port of loopback that nobody uses now} */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until the server accepts connections. */
    void await(InetSocketAddress address, int seconds) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds); !accepts(address); ) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IOException(name + " does not serve " + address + "; its output:\n" + tail());
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean accepts(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private String tail() throws IOException {
        var lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** Stops (SIGSTOP) or continues (SIGCONT) the process. */
    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Kills it as kill -9 does. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException _) {
            // The JVM is ending, and the hook runs.
        }
    }
}
