package net.weftnet.control.bgp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A GoBGP daemon as a child process, in AS 64512 on an address of loopback. */
final class Gobgp implements AutoCloseable {
    static final String GOBGPD = "usr/bin/gobgpd";

    private final Programs programs;
    private final Path directory;
    private final String address;
    private final int apiPort;
    private final Path config;
    private Process daemon;

    /**
     * Starts a daemon.
     *
     * @param peer our address, and our port for it to connect to
     * @param key of TCP MD5, empty for none
     */
    Gobgp(
            Programs programs,
            Path directory,
            String address,
            int port,
            int apiPort,
            String peer,
            int peerPort,
            String key)
            throws IOException {
        this(
                programs,
                directory,
                address,
                port,
                apiPort,
                config(address, port, peer, peerPort, key) + families("l3vpn-ipv4-unicast", "l3vpn-ipv6-unicast"));
    }

    private Gobgp(Programs programs, Path directory, String address, int port, int apiPort, String settings)
            throws IOException {
        this.programs = programs;
        this.directory = directory;
        this.address = address;
        this.apiPort = apiPort;
        config = Files.writeString(directory.resolve("gobgpd.toml"), settings, StandardCharsets.UTF_8);
        daemon = start();
    }

    private static String config(String address, int port, String peer, int peerPort, String key) {
        return """
                [global.config]
                  as = 64512
                  router-id = "%1$s"
                  port = %2$d
                  local-address-list = ["%1$s"]
                [[neighbors]]
                  [neighbors.config]
                    neighbor-address = "%3$s"
                    peer-as = 64512
                    auth-password = "%5$s"
                  [neighbors.transport.config]
                    local-address = "%1$s"
                    remote-port = %4$d
                  [neighbors.timers.config]
                    connect-retry = 1
                    hold-time = 30
                    idle-hold-time-after-reset = 3
                  [neighbors.graceful-restart.config]
                    enabled = true
                    restart-time = 60
                """
                .formatted(address, port, peer, peerPort, key);
    }

    /** Each with graceful restart. */
    private static String families(String... names) {
        return Stream.of(names)
                .map(
                        """
                          [[neighbors.afi-safis]]
                            [neighbors.afi-safis.config]
                              afi-safi-name = "%s"
                            [neighbors.afi-safis.mp-graceful-restart.config]
                              enabled = true
                        """
                                ::formatted)
                .collect(Collectors.joining());
    }

    /** Starts a daemon that speaks of Ethernet VPN, VPNv4 and which route targets are wanted. */
    static Gobgp withTargets(
            Programs programs, Path directory, String address, int port, int apiPort, String peer, int peerPort)
            throws IOException {
        var settings = config(address, port, peer, peerPort, "") + families("l2vpn-evpn", "l3vpn-ipv4-unicast", "rtc");
        return new Gobgp(programs, directory, address, port, apiPort, settings);
    }

    private Process start(String... more) throws IOException {
        var arguments = new ArrayList<>(List.of("-f", config.toString(), "--api-hosts", address + ":" + apiPort));
        arguments.addAll(List.of(more));
        return programs.start(GOBGPD, arguments, directory.resolve("gobgpd.log"));
    }

    /** Runs the command line client. */
    String run(String... arguments) {
        var all = new ArrayList<>(List.of("-u", address, "-p", String.valueOf(apiPort)));
        all.addAll(List.of(arguments));
        try {
            var client = programs.command("usr/bin/gobgp", all).start();
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills the daemon and starts it again, as one that has restarted. */
    void restart() throws IOException, InterruptedException {
        kill();
        daemon = start("-r");
    }

    void kill() throws InterruptedException {
        daemon.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws Exception {
        daemon.destroy();
        if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
