package net.weftnet.itests.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * FRR and the kernel's VXLAN as a gateway on the underlay of an instance, in a namespace of its own, and a host behind it in
 * another one. Both belong to the instance: its {@code down} removes them, with what runs there.
 */
final class EvpnGateway {
    static final String HOST_ADDRESS = "10.1.1.200";
    static final String HOST_MAC = "02:00:00:00:00:c8";

    /** Of the gateway itself in the network. */
    private static final String BRIDGE_ADDRESS = "10.1.1.254";

    private static final Path PEERS = Path.of(System.getenv().getOrDefault("BGP_PEERS", "/"));
    private static final String DAEMONS = "usr/lib/frr/";
    private static final int BGP_PORT = 1790;

    private final Path directory;
    private final String namespace;
    private final String underlay;
    private final String host;
    private final String address;
    private final String controller;

    EvpnGateway(Weft weft) throws IOException {
        var prefix = "weft-" + weft.setting("ID") + "-";
        namespace = prefix + "gateway";
        host = prefix + "host";
        underlay = prefix + "underlay";
        address = weft.setting("SUBNET") + ".9";
        controller = weft.setting("SUBNET") + ".1";
        directory = Files.createDirectories(weft.state().resolve("frr"));
    }

    /** {@return whether FRR is where {@code peers/fetch.sh} has brought it} */
    static boolean isThere() {
        return Files.isExecutable(PEERS.resolve(DAEMONS + "bgpd"))
                && Files.isExecutable(PEERS.resolve(DAEMONS + "zebra"));
    }

    String namespace() {
        return namespace;
    }

    /** {@return its address on the underlay} */
    String address() {
        return address;
    }

    /**
     * Makes namespaces and devices, and starts FRR.
     *
     * @param vni of the network that the host is in
     * @param target of the network, without "target:"
     */
    void start(int vni, String target) throws IOException {
        makeNamespaces();
        makeGroup();
        makeBridge(vni);
        startDaemon("zebra", List.of(), "");
        startDaemon(
                "bgpd",
                List.of("-p", String.valueOf(BGP_PORT)),
                """
                router bgp 64512
                 bgp router-id %1$s
                 no bgp default ipv4-unicast
                 neighbor %2$s remote-as 64512
                 neighbor %2$s port %3$d
                 neighbor %2$s timers connect 1
                 address-family l2vpn evpn
                  neighbor %2$s activate
                  advertise-all-vni
                  vni %4$d
                   route-target import %5$s
                   route-target export %5$s
                  exit-vni
                 exit-address-family
                """
                        .formatted(address, controller, BGP_PORT, vni, target));
    }

    private void makeNamespaces() {
        for (var name : List.of(namespace, host)) {
            ip("netns add " + name);
            ip("-n " + name + " link set lo up");
        }
        ip("-n " + underlay + " link add gateway mtu 9000 type veth peer name underlay0 mtu 9000 netns " + namespace);
        ip("-n " + underlay + " link set gateway master bridge0 up");
        ip("-n " + namespace + " addr add " + address + "/24 dev underlay0");
        ip("-n " + namespace + " link set underlay0 up");
    }

    /** BGP says where MAC addresses are, so the tunnel's end learns none by itself. */
    private void makeBridge(int vni) {
        ip("-n " + namespace + " link add bridge0 type bridge");
        ip("-n " + namespace + " link add vxlan0 type vxlan id " + vni + " local " + address
                + " dstport 4789 nolearning");
        ip("-n " + namespace + " link add host0 type veth peer name eth0 netns " + host);
        for (var device : List.of("vxlan0", "host0")) {
            ip("-n " + namespace + " link set " + device + " master bridge0 up");
        }
        ip("-n " + namespace + " addr add " + BRIDGE_ADDRESS + "/24 dev bridge0");
        ip("-n " + namespace + " link set bridge0 up");
        ip("-n " + host + " link set eth0 address " + HOST_MAC);
        ip("-n " + host + " addr add " + HOST_ADDRESS + "/24 dev eth0");
        ip("-n " + host + " link set eth0 up");
    }

    /** zebra wants a group that Debian's package makes: the namespace has a file of groups of its own, as with any other. */
    private void makeGroup() throws IOException {
        var folder = Files.createDirectories(Path.of("/etc/netns", namespace));
        var groups = Files.readString(Path.of("/etc/group"));
        Files.writeString(folder.resolve("group"), "frrvty:x:64999:root\n" + groups);
    }

    private void startDaemon(String name, List<String> options, String configuration) throws IOException {
        var config = Files.writeString(directory.resolve(name + ".conf"), configuration);
        var multiarch = System.getProperty("os.arch").equals("aarch64") ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        var libraries = PEERS.resolve("usr/lib/" + multiarch);
        var command = new ArrayList<>(List.of(
                "env",
                "LD_LIBRARY_PATH=" + libraries + ":" + libraries.resolve("frr"),
                PEERS.resolve(DAEMONS + name).toString(),
                "-d", // in the background, once it is ready
                "-u",
                "root",
                "-g",
                "root",
                "-P", // no telnet
                "0",
                "-z", // where the two meet
                directory.resolve("zserv").toString(),
                "-f",
                config.toString(),
                "-i",
                directory.resolve(name + ".pid").toString(),
                "--vty_socket",
                directory.toString(),
                "--log",
                "file:" + directory.resolve(name + ".log")));
        command.addAll(options);
        run(namespace, command.toArray(String[]::new)).expectSuccess();
    }

    /** {@return what bgpd's shell prints} */
    String show(String command) {
        try (var shell = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("bgpd.vty")))) {
            ask(shell, "enable");
            return ask(shell, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer ends with three zeros and a return code. */
    private static String ask(SocketChannel shell, String command) throws IOException {
        shell.write(ByteBuffer.wrap((command + "\0").getBytes(StandardCharsets.UTF_8)));
        var answer = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8192);
        while (!new String(answer.toByteArray(), StandardCharsets.ISO_8859_1).matches("(?s).*\0\0\0.")) {
            if (shell.read(buffer.clear()) < 0) {
                throw new IOException("bgpd hung up during: " + command);
            }
            answer.write(buffer.array(), 0, buffer.position());
        }
        return answer.toString(StandardCharsets.UTF_8).replace("\0", "");
    }

    /** {@return where the kernel sends frames to MAC addresses behind the tunnel} */
    String forwardingEntries() {
        return run(namespace, "bridge", "fdb", "show", "dev", "vxlan0").output();
    }

    /** Asks once from the host. */
    boolean hostReaches(String workload) {
        return run(host, "ping", "-c", "1", "-W", "1", workload).exit() == 0;
    }

    /** Asks the host once: then the gateway knows the host's IP address, too, and tells it. */
    boolean reachesHost() {
        return run(namespace, "ping", "-c", "1", "-W", "1", HOST_ADDRESS).exit() == 0;
    }

    void unplugHost() {
        ip("-n " + namespace + " link set host0 down");
    }

    private static Weft.Result run(String namespace, String... command) {
        var words = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        words.addAll(List.of(command));
        return execute(words);
    }

    private static void ip(String words) {
        execute(List.of(("ip " + words).split(" "))).expectSuccess();
    }

    /** {@link Weft#execute} for conditions that are waited for. */
    static Weft.Result execute(List<String> command) {
        try {
            return Weft.execute(Duration.ofMinutes(1), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
