package net.weftnet.control.bgp;

import static net.weftnet.control.bgp.Sessions.router;
import static net.weftnet.control.bgp.Sessions.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.PmsiTunnel;
import net.weftnet.protocol.bgp.nlri.EthernetSegment;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.InclusiveMulticast;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.IpPrefixRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.MacIp;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ethernet VPN and route target constraint with GoBGP, both ways. {@code itests/peers/fetch.sh} brings it. */
class GobgpEvpnInteropTest {
    private static final String OURS = "127.0.0.49";
    private static final String THEIRS = "127.0.0.50";
    private static final String GATEWAY = "192.0.2.11";
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:11");
    private static final IpAddress ANY = IpAddress.parse("0.0.0.0");
    private static final EthernetSegment SINGLE = EthernetSegment.SINGLE_HOMED;

    @TempDir
    private Path directory;

    private ControlNode node;
    private Gobgp gobgp;

    @BeforeEach
    void start() throws Exception {
        var programs = Programs.with(Gobgp.GOBGPD);
        int ourPort = Ports.free(OURS);
        int theirPort = Ports.free(THEIRS);
        node = new ControlNode("one", "192.0.2.1");
        gobgp = Gobgp.withTargets(programs, directory, THEIRS, theirPort, Ports.free(THEIRS), OURS, ourPort);
        node.graph.put(router("one", 64512, OURS, ourPort, with("gw")), router("gw", 64512, THEIRS, theirPort));
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

    private void add(String family, String target, String... route) {
        var words = new ArrayList<>(List.of("global", "rib", "add", "-a", family));
        words.addAll(List.of(route));
        words.addAll(List.of("rd", "64512:11", "rt", target, "nexthop", GATEWAY));
        assertEquals("", gobgp.run(words.toArray(String[]::new)));
    }

    /** GoBGP wants routes of a target as soon as it has a VRF that imports it. */
    private void want(String name, String target) {
        assertEquals("", gobgp.run("vrf", "add", name, "rd", "64512:" + name.length(), "rt", "both", target));
    }

    private void awaitShown(String family, String... parts) {
        Await.until(
                () -> gobgp.run("global", "rib", "-a", family).lines().anyMatch(line -> Stream.of(parts)
                        .allMatch(line::contains)),
                () -> gobgp.run("global", "rib", "-a", family));
    }

    private String path(Nlri destination) {
        return node.told(destination)
                .map(reach -> reach.paths().getFirst())
                .map(path -> path.nextHop() + " " + path.vni())
                .orElse("");
    }

    private void awaitPath(Nlri destination, int vni) {
        Await.until(() -> path(destination).equals(GATEWAY + " " + vni), () -> node.speaker.routes());
    }

    @Test
    void stationsFloodingAndPrefixesOfTheGatewayReachTheAgent() {
        add(
                "evpn",
                "64512:99",
                "macadv",
                MAC.toString(),
                "10.11.0.6",
                "esi",
                "0",
                "etag",
                "0",
                "label",
                "5011",
                "encap",
                "vxlan");
        awaitPath(new MacIp(0, 0, SINGLE, 0, MAC, IpAddress.parse("10.11.0.6"), 0, -1), 5011);
        add(
                "evpn",
                "64512:99",
                "multicast",
                GATEWAY,
                "etag",
                "0",
                "encap",
                "vxlan",
                "pmsi",
                "ingress-repl",
                "5011",
                GATEWAY);
        awaitPath(new InclusiveMulticast(0, 0, 0, ANY), 5011);
        add(
                "evpn",
                "64512:99",
                "prefix",
                "10.11.3.0/24",
                "esi",
                "0",
                "etag",
                "0",
                "gw",
                "0.0.0.0",
                "label",
                "5012",
                "encap",
                "vxlan",
                "router-mac",
                "aa:bb:cc:00:00:01");
        var prefix = new IpPrefixRoute(0, 0, SINGLE, 0, IpPrefix.parse("10.11.3.0/24"), ANY, 0);
        awaitPath(prefix, 5012);
        var communities =
                node.told(prefix).orElseThrow().paths().getFirst().attributes().extendedCommunities();
        assertTrue(
                communities.stream().map(ExtendedCommunity::toString).anyMatch(text -> text.contains("aa:bb:cc")),
                communities::toString);
    }

    @Test
    void stationsFloodingAndPrefixesOfTheAgentReachTheGateway() {
        want("v", "64512:99");
        node.advertise(new MacIp(0, 0, SINGLE, 0, MAC, IpAddress.parse("10.1.1.3"), 0, -1), 500, "192.0.2.1");
        node.advertise(
                new InclusiveMulticast(0, 0, 0, ANY),
                500,
                "192.0.2.1",
                new PmsiTunnel(
                        0,
                        PmsiTunnel.INGRESS_REPLICATION,
                        500,
                        Octets.of(IpAddress.parse("192.0.2.1").toBytes())));
        node.advertise(new IpPrefixRoute(0, 0, SINGLE, 0, IpPrefix.parse("10.1.2.0/24"), ANY, 0), 501, "192.0.2.1");
        awaitShown("evpn", "type:macadv", "rd:192.0.2.1:7", MAC.toString(), "10.1.1.3", "[500]", "64512:99", "VXLAN");
        awaitShown("evpn", "type:multicast", "192.0.2.1", "64512:99");
        awaitShown("evpn", "type:Prefix", "10.1.2.0/24", "[501]", "64512:99");
    }

    @Test
    void onlyWantedRoutesAreSentEitherWay() {
        // Of the gateway: the unwanted one first, so that it would be there when the other one is.
        add("vpnv4", "64512:1000", "10.11.9.0/24", "label", "9");
        add("vpnv4", "64512:99", "10.11.2.0/24", "label", "112");
        Await.until(() -> node.told("10.11.2.0/24").isPresent(), () -> node.speaker.routes());
        assertFalse(node.speaker.routes().toString().contains("10.11.9.0/24"));
        assertTrue(gobgp.run("neighbor", OURS, "adj-in", "-a", "rtc").contains("64512:99"));
        // Of ours.
        node.workload("10.1.1.3/32", 17, "192.0.2.1");
        want("other", "64512:1000");
        Await.until(
                () -> node.speaker.routes().stream()
                        .anyMatch(route -> route.table().equals("bgp.rtarget.0")
                                && route.destination().contains("64512:1000")),
                () -> node.speaker.routes());
        assertFalse(gobgp.run("global", "rib", "-a", "vpnv4").contains("10.1.1.3/32"));
        want("v", "64512:99");
        awaitShown("vpnv4", "192.0.2.1:7:10.1.1.3/32", "[17]");
    }
}
