package net.weftnet.common.http.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class KeepAliveTest {
    /** In the column of the timer that runs for a connection (proc(5), {@code /proc/net/tcp}). */
    private static final String KEEPALIVE = "02:";

    @TempDir
    private Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void asksNowAndThenWhetherAClientIsThere() throws Exception {
        var identity = new NodeTlsIdentity(directory.resolve("tls"), "test", List.of());
        try (var server = new TestServer(directory.resolve("secrets"), identity, 1 << 20)) {
            server.add("port-api", "/", Set.of(), _ -> HttpReply.empty(204));
            try (var client = new Socket("127.0.0.1", server.plainPort())) {
                while (!timer(server.plainPort(), client.getLocalPort()).startsWith(KEEPALIVE)) {
                    Thread.onSpinWait();
                }
                assertTrue(client.isConnected());
            }
        }
    }

    private static String timer(int serverPort, int clientPort) throws IOException {
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (var line : Files.readAllLines(Path.of(table))) {
                var columns = line.strip().split("\\s+");
                if (columns[1].endsWith(port(serverPort)) && columns[2].endsWith(port(clientPort))) {
                    return columns[5];
                }
            }
        }
        return "";
    }

    private static String port(int number) {
        return String.format(Locale.ROOT, ":%04X", number);
    }
}
