package net.weftnet.control.bgp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the kernel has counted of TCP: how a test learns that something was refused in silence. */
final class KernelCounters {
    private KernelCounters() {}

    /** {@return a counter of {@code TcpExt} in /proc/net/netstat: of all connections, since the system is up} */
    static long tcp(String name) {
        try {
            var lines = Files.readAllLines(Path.of("/proc/net/netstat")).stream()
                    .filter(line -> line.startsWith("TcpExt:"))
                    .map(line -> List.of(line.split(" ")))
                    .toList();
            return Long.parseLong(lines.getLast().get(lines.getFirst().indexOf(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
