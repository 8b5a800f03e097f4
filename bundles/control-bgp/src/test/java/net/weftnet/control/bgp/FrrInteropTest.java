package net.weftnet.control.bgp;

import static net.weftnet.control.bgp.Sessions.router;
import static net.weftnet.control.bgp.Sessions.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.control.bgp.api.BgpRouteView;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.attribute.PathAttribute.PmsiTunnel;
import net.weftnet.protocol.bgp.nlri.EthernetSegment;
import net.weftnet.protocol.bgp.nlri.EvpnNlri;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.InclusiveMulticast;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.IpPrefixRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.MacIp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against FRR's bgpd, with signed segments. */
class FrrInteropTest {
    private static final String OURS = "127.0.0.35";
    private static final String THEIRS = "127.0.0.36";

    private static final IpAddress ANY = IpAddress.parse("0.0.0.0");
    private static final EthernetSegment SINGLE = EthernetSegment.SINGLE_HOMED;

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
        configure("ipv4 vpn", "network 10.13.0.0/24 rd 64512:13 label 130 route-map TARGET");
        awaitTold("10.13.0.0/24", 130);
        configure("ipv6 vpn", "network 2001:db8:13::/64 rd 64512:13 label 131 route-map TARGET");
        awaitTold("2001:db8:13::/64", 131);
        configure("ipv4 vpn", "no network 10.13.0.0/24 rd 64512:13 label 130");
        Await.until(() -> node.told("10.13.0.0/24").isEmpty(), () -> node.speaker.routes());
        assertTrue(node.told("2001:db8:13::/64").isPresent());
    }

    private void configure(String family, String line) {
        var output = frr.run("configure terminal", "router bgp 64512", "address-family " + family, line, "end");
        assertEquals("", output.strip());
    }

    @Test
    void ethernetRoutesReachTheRouter() {
        var pmsi = new PmsiTunnel(
                0,
                PmsiTunnel.INGRESS_REPLICATION,
                500,
                Octets.of(IpAddress.parse("192.0.2.1").toBytes()));
        var mac = MacAddress.parse("02:00:00:00:00:11");
        node.advertise(new MacIp(0, 0, SINGLE, 0, mac, IpAddress.parse("10.1.1.3"), 0, -1), 500, "192.0.2.1");
        node.advertise(new InclusiveMulticast(0, 0, 0, ANY), 500, "192.0.2.1", pmsi);
        node.advertise(new IpPrefixRoute(0, 0, SINGLE, 0, IpPrefix.parse("10.1.2.0/24"), ANY, 0), 501, "192.0.2.1");
        awaitShown(
                "show bgp l2vpn evpn",
                "[2]:[0]:[48]:[02:00:00:00:00:11]:[32]:[10.1.1.3]",
                "[3]:[0]:[32]:[192.0.2.1]",
                "[5]:[0]:[24]:[10.1.2.0]",
                "192.0.2.1:7",
                "RT:64512:99",
                "ET:8");
    }

    /** FRR 8.4 gives it no target, so no network imports it. */
    @Test
    void aPrefixOfTheRouterIsInTheTableOfEthernetVpns() {
        configure(
                "l2vpn evpn",
                "network 10.13.1.0/24 rd 64512:13 ethtag 0 label 5013 esi 00:00:00:00:00:00:00:00:00:00 gwip 0.0.0.0"
                        + " routermac aa:bb:cc:00:00:13 route-map TARGET");
        Await.until(() -> !ethernetRoutes().isEmpty(), () -> node.speaker.routes());
        var route = ethernetRoutes().getFirst();
        assertTrue(route.destination().contains("10.13.1.0/24"), route::toString);
        assertEquals(THEIRS, route.nextHop());
        assertEquals(EvpnNlri.ofLabel(5013), route.label());
        assertTrue(route.communities().contains("router-mac:aa:bb:cc:00:00:13"), route::toString);
    }

    private List<BgpRouteView> ethernetRoutes() {
        return node.speaker.routes().stream()
                .filter(route -> route.table().equals("bgp.evpn.0"))
                .toList();
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
