package net.weftnet.itests.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * A program that runs in a workload, to see who can talk TCP to whom.
 *
 * <p>{@code serve PORT...} sends back what it is sent, and says "listening"; {@code hold ADDRESS PORT} keeps a connection,
 * says "talking" when the first octet came back, and ends with 3 when one does not for five seconds. It ends with 2 if it
 * does not connect within two.
 */
final class TcpProbe {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 5_000;
    private static final int PAUSE_MILLIS = 50;
    static final int NOT_CONNECTED = 2;
    static final int CUT = 3;

    private TcpProbe() {}

    /** A probe in a workload, as this test sees it. */
    record Running(Process process, BufferedReader output) implements AutoCloseable {
        static Running start(Weft weft, String workload, String... words) throws IOException {
            var classes = TcpProbe.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
            var process = weft.startIn(
                    workload,
                    Stream.concat(
                                    Stream.of(
                                            System.getProperty("java.home") + "/bin/java",
                                            "-cp",
                                            classes,
                                            TcpProbe.class.getName()),
                                    Stream.of(words))
                            .toList());
            return new Running(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        }

        /** {@return the next line it says, or "ended with" and its code} */
        String next() throws IOException, InterruptedException {
            var line = output.readLine();
            return line == null ? "ended with " + process.waitFor() : line;
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        if (words[0].equals("serve")) {
            for (int i = 1; i < words.length; i++) {
                var server = new ServerSocket(Integer.parseInt(words[i]));
                Thread.ofPlatform().start(() -> serve(server));
            }
            System.out.println("listening");
        } else {
            System.exit(hold(words[1], Integer.parseInt(words[2])));
        }
    }

    private static void serve(ServerSocket server) {
        while (true) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> echo(socket));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }

    private static int hold(String address, int port) throws InterruptedException {
        try (var socket = new Socket()) {
            try {
                socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            } catch (IOException e) {
                return NOT_CONNECTED;
            }
            socket.setSoTimeout(ANSWER_MILLIS);
            for (boolean isFirst = true; ; isFirst = false) {
                socket.getOutputStream().write('.');
                if (socket.getInputStream().read() < 0) {
                    return CUT;
                }
                if (isFirst) {
                    System.out.println("talking");
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            return CUT;
        }
    }
}
