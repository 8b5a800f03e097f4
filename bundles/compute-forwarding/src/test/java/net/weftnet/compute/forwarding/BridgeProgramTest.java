package net.weftnet.compute.forwarding;

import static net.weftnet.compute.forwarding.Frames.GATEWAY_MAC;
import static net.weftnet.compute.forwarding.Frames.WORKLOAD_MAC;
import static net.weftnet.compute.forwarding.Frames.fromUnderlay;
import static net.weftnet.compute.forwarding.Frames.hex;
import static net.weftnet.compute.forwarding.Frames.mpls;
import static net.weftnet.compute.forwarding.Frames.text;
import static net.weftnet.compute.forwarding.Frames.udpPacket;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.BridgeEntry;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.InterfaceEntry.Kind;
import net.weftnet.compute.forwarding.api.InterfaceEntry.Mode;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.NeighbourEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHop.Multicast.Copy;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.TableKey.BridgeKey;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.api.Trace.Step;
import net.weftnet.compute.forwarding.api.VniEntry;
import net.weftnet.compute.forwarding.bpf.TestRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Packet vectors for bridging and for frames in tunnels.
 *
 * <pre>
 * VRF 5, VNI 700, label 2000: …:0a a workload at interface 777    …:0b VXLAN, VNI 5000    …:0c MPLS over UDP, label 60
 *        …:0d MPLS over GRE, label 60    …:0e next hop missing    8.8.8.8/32 VXLAN to router …:08, VNI 6000
 * </pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BridgeProgramTest {
    private static final String LOCAL = "02000000000a";
    private static final String AT_VXLAN = "02000000000b";
    private static final String AT_UDP = "02000000000c";
    private static final String AT_GRE = "02000000000d";
    private static final String NOWHERE = "02000000000e";
    private static final String STRANGER = "020000000077";
    private static final String ALL = "ffffffffffff";
    private static final String ROUTER = "020000000008";
    private static final int OTHER = 777;
    private static final int VNI = 700;
    private static final int LABEL = 2000;
    private static final String ARP = "0001080006040001";
    private static final byte[] LLDP = hex(AT_VXLAN, WORKLOAD_MAC, "88cc", "01".repeat(46));

    private ProgramBench bench;

    @BeforeAll
    void load() throws IOException, ForwardingException {
        bench = new ProgramBench();
        bench.tables()
                .interfaces()
                .put(new InterfaceEntry(OTHER, 4, "tap", Kind.WORKLOAD, ProgramBench.VRF, mac(LOCAL)), false);
        bench.tables()
                .putAll(List.of(
                        new NextHopEntry(30, new NextHop.Interface(OTHER, mac(LOCAL))),
                        new NextHopEntry(31, ProgramBench.tunnel(Encapsulation.VXLAN)),
                        new NextHopEntry(
                                32,
                                new NextHop.Tunnel(
                                        Encapsulation.VXLAN,
                                        IpAddress.parse("1.1.2.2"),
                                        IpAddress.parse("2.2.1.1"),
                                        mac(ROUTER))),
                        new NextHopEntry(
                                33,
                                new NextHop.Multicast(List.of(new Copy(30, 0), new Copy(31, 5000), new Copy(12, 60)))),
                        new BridgeEntry(ProgramBench.VRF, mac(LOCAL), 30, 0),
                        new BridgeEntry(ProgramBench.VRF, mac(AT_VXLAN), 31, 5000),
                        new BridgeEntry(ProgramBench.VRF, mac(AT_UDP), 12, 60),
                        new BridgeEntry(ProgramBench.VRF, mac(AT_GRE), 13, 60),
                        new BridgeEntry(ProgramBench.VRF, mac(NOWHERE), 9999, 0),
                        new BridgeEntry(ProgramBench.VRF, MacAddress.BROADCAST, 33, 0),
                        ProgramBench.route("8.8.8.8/32", 32, 6000),
                        ProgramBench.route("10.9.9.9/32", 30, 0),
                        new NeighbourEntry(ProgramBench.VRF, IpAddress.parse("10.9.9.2"), mac(AT_VXLAN)),
                        new NeighbourEntry(ProgramBench.VRF, IpAddress.parse("10.9.9.255"), MacAddress.BROADCAST),
                        new VniEntry(VNI, ProgramBench.VRF),
                        LabelEntry.ofBridge(LABEL, ProgramBench.VRF)));
    }

    @AfterAll
    void unload() {
        if (bench != null) {
            bench.close();
        }
    }

    @BeforeEach
    void bridgeAndRoute() throws IOException {
        setPort(Mode.L2_L3, 0);
    }

    private void setPort(Mode mode, int policy) throws IOException {
        var port = new InterfaceEntry(
                ProgramBench.LO, 3, "lo", Kind.WORKLOAD, ProgramBench.VRF, mac(WORKLOAD_MAC), policy, mode);
        bench.tables().interfaces().put(port, false);
    }

    private static MacAddress mac(String digits) {
        return MacAddress.parse(String.join(":", digits.split("(?<=\\G..)")));
    }

    private static byte[] frame(String to, String destination) {
        return hex(to, WORKLOAD_MAC, "0800", text(udpPacket("1.1.1.1", destination, 64, 80)));
    }

    private static byte[] part(byte[] octets, int from, int to) {
        return Arrays.copyOfRange(octets, from, to);
    }

    /** An Ethernet header, IPv4 to the other node, and UDP with a port of our range: what each tunnel over UDP begins with. */
    private static void assertOuterUdp(String port, byte[] frame) {
        assertEquals("0800", text(part(frame, 12, 14)));
        var ip = part(frame, 14, 34);
        assertEquals(0, Frames.checksum(ip));
        assertEquals("%04x".formatted(frame.length - 14), text(part(ip, 2, 4)));
        assertEquals("40004011", text(part(ip, 6, 10)));
        assertEquals("0101020202020101", text(part(ip, 12, 20)));
        int sourcePort = (frame[34] & 0xff) << 8 | frame[35] & 0xff;
        assertTrue(sourcePort >= 49152, "source port " + sourcePort);
        assertEquals(port + "%04x".formatted(frame.length - 34) + "0000", text(part(frame, 36, 42)));
    }

    @Test
    void sendsFramesInVxlan() throws IOException {
        var sent = frame(AT_VXLAN, "10.9.9.2");
        var run = bench.fromWorkload(sent);
        assertEquals(TestRun.REDIRECTED, run.action());
        assertOuterUdp("12b5", run.frame());
        assertEquals("0800000000138800" + text(sent), text(part(run.frame(), 42, run.frame().length)));
    }

    @Test
    void sendsFramesThatAreNoPacketsInVxlan() throws IOException {
        var run = bench.fromWorkload(LLDP);
        assertEquals(TestRun.REDIRECTED, run.action());
        assertOuterUdp("12b5", run.frame());
        assertEquals("0800000000138800" + text(LLDP), text(part(run.frame(), 42, run.frame().length)));
    }

    @Test
    void sendsFramesInMplsOverUdpAndGre() throws IOException {
        var sent = frame(AT_UDP, "10.9.9.2");
        var overUdp = bench.fromWorkload(sent).frame();
        assertOuterUdp("19eb", overUdp);
        assertEquals("0003c140" + text(sent), text(part(overUdp, 42, overUdp.length)));

        sent = frame(AT_GRE, "10.9.9.2");
        var overGre = bench.fromWorkload(sent).frame();
        assertEquals(0, Frames.checksum(part(overGre, 14, 34)));
        assertEquals("000088470003c140" + text(sent), text(part(overGre, 34, overGre.length)));
    }

    @Test
    void bridgesToAWorkloadOfTheSameNode() throws IOException {
        var sent = frame(LOCAL, "10.9.9.9");
        var run = bench.fromWorkload(sent);
        assertEquals(TestRun.REDIRECTED, run.action());
        assertEquals(text(sent), text(run.frame()));
    }

    @Test
    void sendsRoutedPacketsToTheRouterBehindVxlan() throws IOException {
        var run = bench.fromWorkload(frame(GATEWAY_MAC, "8.8.8.8"));
        assertEquals(TestRun.REDIRECTED, run.action());
        assertOuterUdp("12b5", run.frame());
        var inner = ROUTER + WORKLOAD_MAC + "0800" + text(udpPacket("1.1.1.1", "8.8.8.8", 63, 80));
        assertEquals("0800000000177000" + inner, text(part(run.frame(), 42, run.frame().length)));
    }

    @Test
    void routesWhatIsForTheGateway() throws IOException {
        var run = bench.fromWorkload(frame(GATEWAY_MAC, "10.9.9.9"));
        assertEquals(LOCAL + GATEWAY_MAC + "0800" + text(udpPacket("1.1.1.1", "10.9.9.9", 63, 80)), text(run.frame()));
    }

    @Test
    void routesNothingInANetworkThatOnlyBridges() throws IOException {
        setPort(Mode.L2, 0);
        bench.assertDropped(DropReason.L2_NO_ROUTE, frame(GATEWAY_MAC, "10.9.9.9"), bench::fromWorkload);
    }

    @Test
    void bridgesNothingInANetworkThatOnlyRoutes() throws IOException {
        setPort(Mode.L3, 0);
        bench.assertDropped(DropReason.INVALID_PROTOCOL, LLDP, bench::fromWorkload);
        assertEquals(
                LOCAL, text(part(bench.fromWorkload(frame(AT_VXLAN, "10.9.9.9")).frame(), 0, 6)));
    }

    @ParameterizedTest
    @CsvSource({NOWHERE + ", INVALID_NH", STRANGER + ", L2_NO_ROUTE", WORKLOAD_MAC + ", L2_NO_ROUTE"})
    void dropsWhereTheBridgeEnds(String to, DropReason reason) throws IOException {
        bench.assertDropped(reason, frame(to, "10.9.9.9"), bench::fromWorkload);
    }

    @Test
    void dropsForeignSourceAddressesIfThePolicySaysSo() throws Exception {
        bench.tables().putAll(List.of(new PolicyEntry(50, List.of(), List.of(), true)));
        setPort(Mode.L2_L3, 50);
        var foreign = hex(AT_VXLAN, STRANGER, "88cc", "01".repeat(46));
        bench.assertDropped(DropReason.INVALID_SOURCE, foreign, bench::fromWorkload);
        bench.assertDropped(
                DropReason.INVALID_SOURCE, arp(ALL, "10.9.9.77", "10.9.9.3", WORKLOAD_MAC), bench::fromWorkload);
        bench.assertDropped(DropReason.INVALID_SOURCE, arp(ALL, "1.1.1.1", "10.9.9.3", STRANGER), bench::fromWorkload);
        var sentByStranger = arp(ALL, "1.1.1.1", "10.9.9.3", WORKLOAD_MAC);
        System.arraycopy(hex(STRANGER), 0, sentByStranger, 6, 6);
        bench.assertDropped(DropReason.INVALID_SOURCE, sentByStranger, bench::fromWorkload);
        assertEquals(TestRun.REDIRECTED, bench.fromWorkload(LLDP).action());
    }

    /** Frames for many go to copies, of which a test run sees none; what was decided tells. */
    @Test
    void givesEachReceiverOneCopy() throws Exception {
        var expected = List.of(new Step.Copy(12, 60), new Step.Copy(30, 0), new Step.Copy(31, 5000));
        assertEquals(expected, copies(bench.trace("from_workload", frame(ALL, "255.255.255.255"))));
        assertEquals(expected, copies(bench.trace("from_workload", frame("01005e000001", "224.0.0.1"))));
        assertEquals(expected, copies(bench.trace("from_workload", frame(ALL, "10.9.9.255"))));
        assertEquals(expected, copies(bench.trace("from_workload", arp(ALL, "10.9.9.1", "10.9.9.3", WORKLOAD_MAC))));
    }

    /** Any other action would hand the frame to the node's own network stack. */
    @Test
    void keepsFramesForManyFromTheNodeItself() throws Exception {
        var frame = hex(ALL, AT_UDP, "88cc", "01".repeat(46));
        assertEquals(TestRun.DROPPED, bench.fromUnderlay(inMpls(LABEL, frame)).action());
    }

    private static List<Step> copies(List<Step> steps) {
        return steps.stream().filter(Step.Copy.class::isInstance).toList();
    }

    @Test
    void keepsPacketsForOneOutOfFramesForMany() throws IOException {
        bench.assertDropped(DropReason.INVALID_PACKET, frame(ALL, "10.9.9.9"), bench::fromWorkload);
        var ipv6 = hex(ALL, WORKLOAD_MAC, "86dd", "60000000 00003b40", "20".repeat(32));
        bench.assertDropped(DropReason.INVALID_PACKET, ipv6, bench::fromWorkload);
    }

    @Test
    void sendsUnknownAddressesToAllOnlyIfTold() throws Exception {
        var entry = new BridgeEntry(ProgramBench.VRF, BridgeEntry.UNKNOWN, 33, 0);
        bench.tables().putAll(List.of(entry));
        try {
            assertEquals(
                    3,
                    copies(bench.trace("from_workload", frame(STRANGER, "10.9.9.9")))
                            .size());
        } finally {
            bench.tables().delete(entry.key());
        }
        bench.assertDropped(DropReason.L2_NO_ROUTE, frame(STRANGER, "10.9.9.9"), bench::fromWorkload);
    }

    private static byte[] arp(String to, String sender, String target, String senderMac) {
        return hex(to, WORKLOAD_MAC, "0806", ARP, senderMac, ip(sender), "000000000000", ip(target));
    }

    private static String ip(String address) {
        return text(IpAddress.parse(address).toBytes());
    }

    @ParameterizedTest
    @CsvSource({"10.9.9.2, " + AT_VXLAN, "8.8.8.8, " + GATEWAY_MAC, "10.9.9.9, " + GATEWAY_MAC})
    void answersForNeighboursAndRoutes(String address, String expected) throws IOException {
        var run = bench.fromWorkload(arp(ALL, "1.1.1.1", address, WORKLOAD_MAC));
        assertEquals(TestRun.REDIRECTED, run.action());
        assertEquals(
                WORKLOAD_MAC + GATEWAY_MAC + "0806" + "0001080006040002" + expected + ip(address) + WORKLOAD_MAC
                        + ip("1.1.1.1"),
                text(run.frame()));
    }

    private static byte[] inVxlan(int vni, byte[] frame) {
        return fromUnderlay(
                17,
                hex(
                        "eb06 12b5",
                        "%04x".formatted(16 + frame.length),
                        "0000 08000000",
                        "%06x00".formatted(vni),
                        text(frame)));
    }

    private static byte[] inMpls(int label, byte[] frame) {
        return fromUnderlay(
                17, hex("eb06 19eb", "%04x".formatted(12 + frame.length), "0000", mpls(label, 64), text(frame)));
    }

    @Test
    void takesFramesOutOfVxlanAndMpls() throws IOException {
        var inner = hex(LOCAL, AT_VXLAN, "0800", text(udpPacket("10.9.9.2", "10.9.9.9", 64, 80)));
        var other = hex(LOCAL, AT_VXLAN, "88cc", "01".repeat(46));
        for (var frame : List.of(inner, other)) {
            for (var packet : List.of(inVxlan(VNI, frame), inMpls(LABEL, frame))) {
                var run = bench.fromUnderlay(packet);
                assertEquals(TestRun.REDIRECTED, run.action());
                assertEquals(text(frame), text(run.frame()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({GATEWAY_MAC, WORKLOAD_MAC})
    void routesWhatOtherRoutersSend(String router) throws IOException {
        // Interface lo is the underlay here, too: its address is this node's router's.
        var frame = hex(router, ROUTER, "0800", text(udpPacket("8.8.8.8", "10.9.9.9", 64, 80)));
        var run = bench.fromUnderlay(inVxlan(VNI, frame));
        assertEquals(LOCAL + GATEWAY_MAC + "0800" + text(udpPacket("8.8.8.8", "10.9.9.9", 63, 80)), text(run.frame()));
        var back = hex(router, ROUTER, "0800", text(udpPacket("8.8.8.8", "8.8.8.8", 64, 80)));
        bench.assertDropped(DropReason.PKT_LOOP, inVxlan(VNI, back), bench::fromUnderlay);
    }

    @Test
    void sendsNothingFromATunnelIntoATunnel() throws Exception {
        var unicast = hex(AT_VXLAN, AT_UDP, "88cc", "01".repeat(46));
        bench.assertDropped(DropReason.PKT_LOOP, inVxlan(VNI, unicast), bench::fromUnderlay);
        var broadcast = hex(ALL, AT_UDP, "88cc", "01".repeat(46));
        assertEquals(List.of(new Step.Copy(30, 0)), copies(bench.trace("from_underlay", inMpls(LABEL, broadcast))));
    }

    /** Another VXLAN device of the node shares the port. */
    @Test
    void leavesUnknownNetworksToTheKernel() throws IOException {
        var frame = hex(LOCAL, AT_VXLAN, "88cc", "01".repeat(46));
        assertEquals(
                TestRun.LEFT_TO_KERNEL, bench.fromUnderlay(inVxlan(701, frame)).action());
        var withoutVni = inVxlan(VNI, frame);
        withoutVni[42] = 0;
        assertEquals(TestRun.LEFT_TO_KERNEL, bench.fromUnderlay(withoutVni).action());
        var cut = Arrays.copyOf(inVxlan(VNI, frame), 49);
        assertEquals(TestRun.LEFT_TO_KERNEL, bench.fromUnderlay(cut).action());
    }

    @Test
    void dropsWhatIsNoFrameOfOurs() throws IOException {
        var frame = hex(LOCAL, AT_VXLAN, "88cc", "01".repeat(46));
        var tagged = hex(LOCAL, AT_VXLAN, "8100 0000 0800", text(udpPacket("10.9.9.2", "10.9.9.9", 64, 80)));
        bench.assertDropped(DropReason.INVALID_PROTOCOL, inVxlan(VNI, tagged), bench::fromUnderlay);
        var whole = inVxlan(VNI, frame);
        for (int length = 50; length < 50 + 14 + 20; length++) {
            bench.assertDropped(DropReason.PULL, Arrays.copyOf(whole, length), bench::fromUnderlay);
        }
        var fragment = inVxlan(VNI, frame);
        fragment[20] = 0x20;
        bench.assertDropped(DropReason.FRAGMENTS, fragment, bench::fromUnderlay);
    }

    @Test
    void tablesSayWhatWasPut() throws Exception {
        assertTrue(bench.tables().dump(TableKind.VNI).contains(new VniEntry(VNI, ProgramBench.VRF)));
        assertTrue(bench.tables().dump(TableKind.LABEL).contains(LabelEntry.ofBridge(LABEL, ProgramBench.VRF)));
        var neighbour = new NeighbourEntry(ProgramBench.VRF, IpAddress.parse("fd00::1"), mac(LOCAL));
        bench.tables().putAll(List.of(neighbour));
        assertTrue(bench.tables().dump(TableKind.NEIGHBOUR).contains(neighbour));
        bench.tables().delete(neighbour.key());
        assertTrue(!bench.tables().dump(TableKind.NEIGHBOUR).contains(neighbour));
        var entry = new BridgeEntry(6, mac(LOCAL), 31, 0xffffff);
        bench.tables().putAll(List.of(entry));
        assertTrue(bench.tables().dump(TableKind.BRIDGE).contains(entry));
        bench.tables().delete(new BridgeKey(6, mac(LOCAL)));
        assertTrue(!bench.tables().dump(TableKind.BRIDGE).contains(entry));
        var steps = bench.trace("from_workload", frame(AT_VXLAN, "10.9.9.2"));
        assertTrue(steps.contains(new Step.Bridge(ProgramBench.VRF, mac(AT_VXLAN), 31, 5000)), steps::toString);
        var multicast = new NextHopEntry(
                33, new NextHop.Multicast(List.of(new Copy(30, 0), new Copy(31, 5000), new Copy(12, 60))));
        assertTrue(bench.tables().dump(TableKind.NEXT_HOP).contains(multicast));
        assertEquals(Map.of(), bench.drops(bench.tables().drops()));
    }
}
