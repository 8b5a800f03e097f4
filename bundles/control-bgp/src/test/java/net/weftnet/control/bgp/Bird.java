package net.weftnet.control.bgp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** BIRD as a child process, in AS 64512 on an address of loopback, with one route of a VPN. */
final class Bird implements AutoCloseable {
    static final String BIRD = "usr/sbin/bird";
    static final String ROUTE = "10.14.0.0/24";

    private final Programs programs;
    private final Path socket;
    private final Process daemon;

    /** @param more what the configuration says of us beside our address */
    Bird(Programs programs, Path directory, String address, int port, String peer, int peerPort, String more)
            throws IOException {
        this.programs = programs;
        socket = directory.resolve("bird.ctl");
        var config = Files.writeString(
                directory.resolve("bird.conf"),
                """
                router id %1$s;
                vpn4 table vpntab4;
                protocol device {}
                protocol static vpn_routes {
                  vpn4 { table vpntab4; };
                  route 64512:14 %6$s blackhole { bgp_ext_community.add((rt, 64512, 99)); bgp_next_hop = 192.0.2.14; };
                }
                protocol bgp weftnet {
                  local %1$s port %2$d as 64512;
                  neighbor %3$s port %4$d as 64512;
                  strict bind on;
                  connect delay time 1;
                  connect retry time 1;
                  %5$s
                  vpn4 mpls { table vpntab4; import all; export all; next hop keep; };
                }
                """
                        .formatted(address, port, peer, peerPort, more, ROUTE));
        daemon = programs.start(
                BIRD, List.of("-f", "-c", config.toString(), "-s", socket.toString()), directory.resolve("bird.log"));
    }

    /** Runs a command of its shell. */
    String run(String... words) {
        var arguments = new ArrayList<>(List.of("-s", socket.toString()));
        arguments.addAll(List.of(words));
        try {
            var client = programs.command("usr/sbin/birdcl", arguments).start();
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        daemon.destroy();
        if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
            daemon.destroyForcibly().waitFor();
        }
    }
}
