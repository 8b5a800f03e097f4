package net.weftnet.control.bgp;

import static net.weftnet.control.bgp.Sessions.router;
import static net.weftnet.control.bgp.Sessions.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.net.Encapsulation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against GoBGP, where it is installed; {@code itests/peers/fetch.sh DIR} and {@code -Dbgp.peers=DIR} bring it. */
class GobgpInteropTest {
    private static final String OURS = "127.0.0.25";
    private static final String THEIRS = "127.0.0.26";

    @TempDir
    private Path directory;

    private ControlNode node;
    private Gobgp gobgp;

    @BeforeEach
    void start() throws Exception {
        start(with("gw").encapsulation(Encapsulation.MPLS_OVER_UDP), "");
        awaitUp();
    }

    /** @param key of the gateway for TCP MD5, empty for none */
    private void start(Sessions session, String key) throws Exception {
        var programs = Programs.with(Gobgp.GOBGPD);
        int ourPort = Ports.free(OURS);
        int theirPort = Ports.free(THEIRS);
        node = new ControlNode("one", "192.0.2.1");
        gobgp = new Gobgp(programs, directory, THEIRS, theirPort, Ports.free(THEIRS), OURS, ourPort, key);
        node.graph.put(router("one", 64512, OURS, ourPort, session), router("gw", 64512, THEIRS, theirPort));
    }

    private void awaitUp() {
        Await.until(() -> node.states().equals(List.of("ESTABLISHED")), () -> node.speaker.neighbors());
    }

    @AfterEach
    void close() throws Exception {
        if (gobgp != null) {
            gobgp.close();
        }
        if (node != null) {
            node.close();
        }
    }

    private String rib(String family) {
        return gobgp.run("global", "rib", "-a", family);
    }

    private void awaitTold(String prefix, boolean present) {
        Await.until(() -> node.told(prefix).isPresent() == present, () -> node.speaker.routes());
    }

    @Test
    void aWorkloadReachesTheGateway() {
        node.workload("10.1.1.3/32", 17, "192.0.2.1");
        Await.until(() -> rib("vpnv4").contains("10.1.1.3/32"), () -> rib("vpnv4"));
        var route = rib("vpnv4");
        for (var part : List.of("192.0.2.1:7:10.1.1.3/32", "[17]", "64512:99", "192.0.2.1", "MPLS in UDP", "64512:7")) {
            assertTrue(route.contains(part), () -> part + " is not in " + route);
        }
        node.workload("fd00::3/128", 18, "192.0.2.1");
        Await.until(() -> rib("vpnv6").contains("192.0.2.1:7:fd00::3/128"), () -> rib("vpnv6"));
        node.noWorkload("10.1.1.3/32");
        Await.until(() -> !rib("vpnv4").contains("10.1.1.3/32"), () -> rib("vpnv4"));
    }

    @Test
    void aRouteOfTheGatewayReachesTheAgent() {
        var route = new String[] {
            "10.11.2.0/24", "label", "112", "rd", "64512:11", "rt", "64512:99", "nexthop", "192.0.2.11"
        };
        add("vpnv4", "add", route);
        awaitTold("10.11.2.0/24", true);
        assertEquals("192.0.2.11 112", node.nextHop("10.11.2.0/24"));
        var reach = node.told("10.11.2.0/24").orElseThrow();
        assertEquals(ControlNode.NETWORK, reach.virtualNetwork());
        assertTrue(
                reach.paths().getFirst().attributes().extendedCommunities().stream()
                        .anyMatch(
                                c -> c.isEncapsulation() && c.tunnelType() == Encapsulation.MPLS_OVER_UDP.tunnelType()),
                reach::toString);
        add(
                "vpnv6",
                "add",
                "2001:db8:11::/64",
                "label",
                "111",
                "rd",
                "64512:11",
                "rt",
                "64512:99",
                "nexthop",
                "::ffff:192.0.2.11");
        awaitTold("2001:db8:11::/64", true);
        add(
                "vpnv4",
                "add",
                "10.11.9.0/24",
                "label",
                "9",
                "rd",
                "64512:11",
                "rt",
                "64512:1000",
                "nexthop",
                "192.0.2.11");
        add("vpnv4", "del", route);
        awaitTold("10.11.2.0/24", false);
        assertTrue(node.told("10.11.9.0/24").isEmpty());
    }

    private void add(String family, String what, String... route) {
        var arguments = new ArrayList<>(List.of("global", "rib", what, "-a", family));
        arguments.addAll(List.of(route));
        assertEquals("", gobgp.run(arguments.toArray(String[]::new)));
    }

    @Test
    void routesOfAGatewayThatRestartsAreKept() throws Exception {
        add(
                "vpnv4",
                "add",
                "10.11.2.0/24",
                "label",
                "112",
                "rd",
                "64512:11",
                "rt",
                "64512:99",
                "nexthop",
                "192.0.2.11");
        add(
                "vpnv4",
                "add",
                "10.11.3.0/24",
                "label",
                "113",
                "rd",
                "64512:11",
                "rt",
                "64512:99",
                "nexthop",
                "192.0.2.11");
        awaitTold("10.11.2.0/24", true);
        awaitTold("10.11.3.0/24", true);
        gobgp.kill();
        Await.until(() -> !node.states().equals(List.of("ESTABLISHED")), () -> node.states());
        assertTrue(node.told("10.11.2.0/24").isPresent());
        gobgp.restart();
        Await.until(() -> gobgp.run("neighbor").contains("Establ"), () -> gobgp.run("neighbor"));
        add(
                "vpnv4",
                "add",
                "10.11.2.0/24",
                "label",
                "114",
                "rd",
                "64512:11",
                "rt",
                "64512:99",
                "nexthop",
                "192.0.2.11");
        Await.until(() -> node.nextHop("10.11.2.0/24").equals("192.0.2.11 114"), () -> node.told("10.11.2.0/24"));
        awaitTold("10.11.3.0/24", false);
    }

    @Test
    void segmentsAreSigned() throws Exception {
        close();
        start(with("gw").key("a key of both").hops(1), "a key of both");
        awaitUp();
        node.workload("10.1.1.3/32", 17, "192.0.2.1");
        Await.until(() -> rib("vpnv4").contains("10.1.1.3/32"), () -> rib("vpnv4"));
    }

    @Test
    void aGatewayWithAnotherKeyIsNotSpokenTo() throws Exception {
        close();
        long before = KernelCounters.tcp("TCPMD5Failure");
        start(with("gw").key("a key of both"), "another key");
        Await.until(() -> KernelCounters.tcp("TCPMD5Failure") > before + 1, () -> node.speaker.neighbors());
        assertNotEquals(List.of("ESTABLISHED"), node.states());
    }

    @Test
    void aResetByTheGatewayIsSurvived() {
        gobgp.run("neighbor", OURS, "reset");
        Await.until(() -> !node.speaker.neighbors().getFirst().lastDown().isEmpty(), () -> node.speaker.neighbors());
        Await.until(() -> node.states().equals(List.of("ESTABLISHED")), () -> node.speaker.neighbors());
        node.workload("10.1.1.3/32", 17, "192.0.2.1");
        Await.until(() -> rib("vpnv4").contains("10.1.1.3/32"), () -> rib("vpnv4"));
    }
}
