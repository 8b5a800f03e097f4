package net.weftnet.control.bgp;

import static net.weftnet.control.bgp.Sessions.router;
import static net.weftnet.control.bgp.Sessions.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against FRR's bgpd, with signed segments. */
class FrrInteropTest {
    private static final String OURS = "127.0.0.35";
    private static final String THEIRS = "127.0.0.36";

    @TempDir
    private Path directory;

    private ControlNode node;
    private Frr frr;

    @BeforeEach
    void start() throws Exception {
        var programs = Programs.with(Frr.BGPD);
        int ourPort = Ports.free(OURS);
        int theirPort = Ports.free(THEIRS);
        node = new ControlNode("one", "192.0.2.1");
        frr = new Frr(programs, directory, THEIRS, theirPort, OURS, ourPort, List.of("password a-key-of-both"));
        node.graph.put(
                router("one", 64512, OURS, ourPort, with("frr").key("a-key-of-both")),
                router("frr", 64512, THEIRS, theirPort));
        awaitUp();
    }

    @AfterEach
    void close() throws Exception {
        if (frr != null) {
            frr.close();
        }
        if (node != null) {
            node.close();
        }
    }

    private void awaitUp() {
        Await.until(() -> node.states().equals(List.of("ESTABLISHED")), () -> node.speaker.neighbors());
    }

    private void awaitShown(String command, String... parts) {
        Await.until(() -> Stream.of(parts).allMatch(frr.run(command)::contains), () -> frr.run(command));
    }

    private void awaitTold(String prefix, int label) {
        Await.until(() -> node.told(prefix).isPresent(), () -> node.speaker.routes());
        assertEquals(THEIRS + " " + label, node.nextHop(prefix));
    }

    @Test
    void workloadsReachTheRouter() {
        node.workload("10.1.1.3/32", 17, "192.0.2.1");
        node.workload("fd00::3/128", 18, "192.0.2.1");
        awaitShown("show bgp ipv4 vpn 10.1.1.3/32", "192.0.2.1:7", "192.0.2.1", "RT:64512:99", "Remote label: 17");
        awaitShown("show bgp ipv6 vpn fd00::3/128", "192.0.2.1:7", "RT:64512:99", "Remote label: 18");
        node.noWorkload("10.1.1.3/32");
        Await.until(() -> !frr.run("show bgp ipv4 vpn").contains("10.1.1.3/32"), () -> frr.run("show bgp ipv4 vpn"));
    }

    @Test
    void routesOfTheRouterReachTheAgent() {
        configure("ipv4", "network 10.13.0.0/24 rd 64512:13 label 130 route-map TARGET");
        awaitTold("10.13.0.0/24", 130);
        configure("ipv6", "network 2001:db8:13::/64 rd 64512:13 label 131 route-map TARGET");
        awaitTold("2001:db8:13::/64", 131);
        configure("ipv4", "no network 10.13.0.0/24 rd 64512:13 label 130");
        Await.until(() -> node.told("10.13.0.0/24").isEmpty(), () -> node.speaker.routes());
        assertTrue(node.told("2001:db8:13::/64").isPresent());
    }

    private void configure(String family, String line) {
        var output =
                frr.run("configure terminal", "router bgp 64512", "address-family " + family + " vpn", line, "end");
        assertEquals("", output.strip());
    }

    @Test
    void theReasonOfAShutdownIsSeen() {
        frr.run("configure terminal", "router bgp 64512", "neighbor " + OURS + " shutdown message A new cable", "end");
        Await.until(
                () -> node.speaker.neighbors().getFirst().lastDown().contains("A new cable"),
                () -> node.speaker.neighbors());
        frr.run("configure terminal", "router bgp 64512", "no neighbor " + OURS + " shutdown", "end");
        awaitUp();
    }
}
