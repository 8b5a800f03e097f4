package net.weftnet.control.bgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** FRR's bgpd as a child process without zebra, in AS 64512 on an address of loopback; its shell is a socket. */
final class Frr implements AutoCloseable {
    static final String BGPD = "usr/lib/frr/bgpd";
    /** What ends an answer: three zeros, and a return code. */
    private static final int TRAILER = 4;

    private final Path directory;
    private final Process daemon;

    /** @param neighbor what the configuration says of us beside our address, each a line without its beginning */
    Frr(Programs programs, Path directory, String address, int port, String peer, int peerPort, List<String> neighbor)
            throws IOException {
        this.directory = directory;
        var lines = new StringBuilder(
                """
                route-map TARGET permit 10
                 set extcommunity rt 64512:99
                router bgp 64512
                 bgp router-id %1$s
                 no bgp default ipv4-unicast
                 neighbor %2$s remote-as 64512
                 neighbor %2$s port %3$d
                 neighbor %2$s update-source %1$s
                 neighbor %2$s timers connect 1
                """
                        .formatted(address, peer, peerPort));
        neighbor.forEach(line -> lines.append(" neighbor %s %s%n".formatted(peer, line)));
        for (var family : List.of("ipv4 vpn", "ipv6 vpn", "l2vpn evpn")) {
            lines.append(" address-family %s%n  neighbor %s activate%n exit-address-family%n".formatted(family, peer));
        }
        var config = Files.writeString(directory.resolve("bgpd.conf"), lines);
        daemon = programs.start(
                BGPD,
                List.of(
                        "-S", // no change of the user
                        "-Z", // no zebra
                        "-p",
                        String.valueOf(port),
                        "-l",
                        address,
                        "-P", // no telnet
                        "0",
                        "-f",
                        config.toString(),
                        "-i",
                        directory.resolve("bgpd.pid").toString(),
                        "--vty_socket",
                        directory.toString()),
                directory.resolve("bgpd.log"));
    }

    /** Runs commands of its shell, and returns what they print. */
    String run(String... commands) {
        var output = new StringBuilder();
        try (var vty = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("bgpd.vty")))) {
            run(vty, "enable");
            for (var command : commands) {
                output.append(run(vty, command));
            }
            return output.toString();
        } catch (IOException e) {
            return output + "\n" + e;
        }
    }

    private static String run(SocketChannel vty, String command) throws IOException {
        vty.write(ByteBuffer.wrap((command + "\0").getBytes(StandardCharsets.UTF_8)));
        var answer = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8192);
        while (!isWhole(answer.toByteArray())) {
            if (vty.read(buffer.clear()) < 0) {
                throw new IOException("bgpd hung up during: " + command);
            }
            answer.write(buffer.array(), 0, buffer.position());
        }
        return answer.toString(StandardCharsets.UTF_8).replace("\0", "");
    }

    private static boolean isWhole(byte[] answer) {
        int end = answer.length - TRAILER;
        return end >= 0 && answer[end] == 0 && answer[end + 1] == 0 && answer[end + 2] == 0;
    }

    @Override
    public void close() throws Exception {
        daemon.destroy();
        if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
            daemon.destroyForcibly().waitFor();
        }
    }
}
