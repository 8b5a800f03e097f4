package net.weftnet.compute.forwarding;

import static net.weftnet.compute.forwarding.Frames.GATEWAY_MAC;
import static net.weftnet.compute.forwarding.Frames.WORKLOAD_MAC;
import static net.weftnet.compute.forwarding.Frames.fromWorkload;
import static net.weftnet.compute.forwarding.Frames.hex;
import static net.weftnet.compute.forwarding.Frames.icmp;
import static net.weftnet.compute.forwarding.Frames.mpls;
import static net.weftnet.compute.forwarding.Frames.mplsOverUdp;
import static net.weftnet.compute.forwarding.Frames.packet6;
import static net.weftnet.compute.forwarding.Frames.tcp;
import static net.weftnet.compute.forwarding.Frames.text;
import static net.weftnet.compute.forwarding.Frames.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.Flow;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.PortRange;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.bpf.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packet vectors for IPv6. The workload is 2001:db8:1::1; 2001:db8:2::/48 is behind a tunnel. */
class Ipv6ProgramTest {
    private static final IpAddress LOCAL = IpAddress.parse("2001:db8:1::1");
    private static final IpAddress REMOTE = IpAddress.parse("2001:db8:2::1");
    private static final int UDP = 17;
    private static final int ICMP6 = 58;
    private static final int FRAGMENT = 44;

    private ProgramBench bench;

    @BeforeEach
    void load() throws IOException, ForwardingException {
        bench = new ProgramBench();
    }

    @AfterEach
    void unload() {
        bench.close();
    }

    private void police(List<Rule> from, List<Rule> to) throws IOException, ForwardingException {
        var kind = RuleSet.Kind.SECURITY_GROUPS;
        bench.tables()
                .putAll(List.of(
                        new RuleSetEntry(1, new RuleSet("six", kind, Direction.FROM_WORKLOAD, from)),
                        new RuleSetEntry(2, new RuleSet("six", kind, Direction.TO_WORKLOAD, to)),
                        new PolicyEntry(1, List.of(1), List.of(2), true)));
        bench.setPolicy(1);
    }

    private TestRun send(byte[] packet) throws IOException {
        return bench.fromWorkload(fromWorkload(packet));
    }

    private TestRun receive(byte[] packet) throws IOException {
        return bench.fromUnderlay(mplsOverUdp(6635, 1000, 63, packet));
    }

    private static void assertPasses(TestRun run) {
        assertEquals(TestRun.REDIRECTED, run.action());
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:2::5, 11, 12", "2001:db8:3::5, 2f, 8"})
    void encapsulates(String destination, String protocol, int header) throws IOException {
        var packet = packet6(UDP, LOCAL, IpAddress.parse(destination), 64, udp(1, 2));
        var run = send(packet);
        assertPasses(run);
        var frame = text(run.frame());
        assertEquals("0800", frame.substring(24, 28));
        assertEquals(protocol, frame.substring(46, 48));
        packet[7] = 63;
        var expected = mpls(48, 63) + text(packet);
        assertEquals(expected, frame.substring(2 * (34 + header) - 8));
    }

    @Test
    void deliversWithinTheNodeAndOutOfATunnel() throws IOException {
        var within = packet6(UDP, REMOTE, LOCAL, 64, udp(1, 2));
        var run = send(within);
        assertPasses(run);
        within[7] = 63;
        var expected = text(hex(WORKLOAD_MAC, GATEWAY_MAC, "86dd", text(within)));
        assertEquals(expected, text(run.frame()));
        run = receive(within);
        assertPasses(run);
        assertEquals(expected, text(run.frame()));
    }

    @Test
    void keepsTheClassOfServiceInTheOuterHeader() throws IOException {
        var packet = packet6(UDP, LOCAL, REMOTE, 64, udp(1, 2));
        packet[0] = 0x6b;
        packet[1] = (byte) 0xb0;
        // Class 0xbb: expedited forwarding, and congestion experienced, which is not for the outer header.
        assertEquals((byte) 0xb8, send(packet).frame()[15]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void dropsWhenTheHopLimitRunsOut(int limit) throws IOException {
        bench.assertDropped(
                DropReason.TTL_EXCEEDED,
                fromWorkload(packet6(UDP, LOCAL, REMOTE, limit, udp(1, 2))),
                bench::fromWorkload);
    }

    @Test
    void dropsWithoutRoute() throws IOException {
        var packet = packet6(UDP, LOCAL, IpAddress.parse("2001:db8:99::1"), 64, udp(1, 2));
        bench.assertDropped(DropReason.NOWHERE_TO_GO, fromWorkload(packet), bench::fromWorkload);
    }

    @Test
    void dropsHeadersThatContradict() throws IOException {
        var longer = packet6(UDP, LOCAL, REMOTE, 64, udp(1, 2));
        longer[5] = 9;
        var mapped = packet6(UDP, LOCAL, IpAddress.ofBytes(hex("00000000000000000000ffff02020202")), 64, udp(1, 2));
        var empty = packet6(UDP, LOCAL, REMOTE, 64, new byte[0]);
        var manyExtensions = packet6(60, LOCAL, REMOTE, 64, hex("3c00000000000000".repeat(9)));
        for (var packet : List.of(longer, mapped, empty, manyExtensions)) {
            bench.assertDropped(DropReason.INVALID_PACKET, fromWorkload(packet), bench::fromWorkload);
        }
    }

    @Test
    void dropsWhatEndsEarly() throws IOException, ForwardingException {
        police(List.of(new Rule("all", Match.ANY, Rule.Action.ALLOW)), List.of());
        var whole = packet6(0, LOCAL, REMOTE, 64, hex("1100000000000000", text(udp(1, 2))));
        // Of shorter ones the kernel runs no test.
        for (int length = 40; length < 52; length++) {
            var cut = Arrays.copyOf(whole, length);
            cut[5] = (byte) (length - 40);
            var reason = length == 40 ? DropReason.INVALID_PACKET : DropReason.PULL;
            bench.assertDropped(reason, fromWorkload(cut), bench::fromWorkload);
        }
    }

    @Test
    void findsPortsBehindExtensionHeaders() throws IOException, ForwardingException {
        police(
                List.of(new Rule(
                        "dns",
                        Match.ANY.withProtocol(UDP).withPorts(PortRange.ANY, PortRange.of(53)),
                        Rule.Action.ALLOW)),
                List.of());
        // Hop-by-hop options, a routing header of 16 octets, an authentication header of 12, destination options.
        var extensions = hex(
                "2b00000000000000", "33010000000000000000000000000000", "3c01" + "00".repeat(10), "1100000000000000");
        assertPasses(send(packet6(0, LOCAL, REMOTE, 64, hex(text(extensions), text(udp(1, 53))))));
        bench.assertDropped(
                DropReason.FLOW_ACTION_DROP,
                fromWorkload(packet6(0, LOCAL, REMOTE, 64, hex(text(extensions), text(udp(1, 54))))),
                bench::fromWorkload);
    }

    @Test
    void laterFragmentsFollowTheFirst() throws IOException, ForwardingException {
        police(List.of(new Rule("all", Match.ANY, Rule.Action.ALLOW)), List.of());
        var first = packet6(FRAGMENT, LOCAL, REMOTE, 64, hex("1100000100000007", text(udp(1, 53))));
        var later = packet6(FRAGMENT, LOCAL, REMOTE, 64, hex("1100000900000007", "ffff"));
        bench.assertDropped(DropReason.NO_FRAG_ENTRY, fromWorkload(later), bench::fromWorkload);
        assertPasses(send(first));
        assertPasses(send(later));
        assertEquals(2, flow(UDP, 1, 53).fromWorkload().packets());
    }

    private Flow flow(int protocol, int localPort, int remotePort) throws IOException {
        return bench.tables()
                .flows()
                .find(new Flow.Key(ProgramBench.LO, LOCAL, REMOTE, localPort, remotePort, protocol))
                .orElseThrow();
    }

    @Test
    void rulesOfOneFamilyAreNotForTheOther() throws IOException, ForwardingException {
        police(
                List.of(new Rule("four", Match.ANY.withFamily(Match.Family.IPV4), Rule.Action.ALLOW)),
                List.of(new Rule("six", Match.ANY.withFamily(Match.Family.IPV6), Rule.Action.ALLOW)));
        bench.assertDropped(
                DropReason.FLOW_ACTION_DROP,
                fromWorkload(packet6(UDP, LOCAL, REMOTE, 64, udp(1, 2))),
                bench::fromWorkload);
        assertPasses(send(Frames.udpPacket("1.1.1.1", "2.2.2.2", 64, 8)));
        assertPasses(receive(packet6(UDP, REMOTE, LOCAL, 64, udp(3, 4))));
        bench.assertDropped(
                DropReason.FLOW_ACTION_DROP,
                mplsOverUdp(6635, 1000, 63, Frames.udpPacket("2.2.2.2", "1.1.1.1", 64, 30)),
                bench::fromUnderlay);
    }

    @Test
    void echoRepliesAndErrorsPassWithTheirFlow() throws IOException, ForwardingException {
        police(
                List.of(new Rule("ping", Match.ANY.withProtocol(ICMP6).withIcmpType(128), Rule.Action.ALLOW)),
                List.of());
        bench.assertDropped(
                DropReason.FLOW_ACTION_DROP,
                mplsOverUdp(6635, 1000, 63, packet6(ICMP6, REMOTE, LOCAL, 64, icmp(128, 0, 9, new byte[8]))),
                bench::fromUnderlay);
        var request = packet6(ICMP6, LOCAL, REMOTE, 64, icmp(128, 0, 5, new byte[8]));
        assertPasses(send(request));
        assertPasses(receive(packet6(ICMP6, REMOTE, LOCAL, 64, icmp(129, 0, 5, new byte[8]))));
        var router = IpAddress.parse("2001:db8:2::ff");
        assertPasses(receive(packet6(ICMP6, router, LOCAL, 64, icmp(3, 0, 0, request))));
        assertEquals(2, flow(ICMP6, 5, 128 << 8).toWorkload().packets());
        request[45] = 6;
        bench.assertDropped(
                DropReason.FLOW_ACTION_DROP,
                mplsOverUdp(6635, 1000, 63, packet6(ICMP6, router, LOCAL, 64, icmp(3, 0, 0, request))),
                bench::fromUnderlay);
    }

    @Test
    void checksTheSource() throws IOException, ForwardingException {
        police(List.of(new Rule("all", Match.ANY, Rule.Action.ALLOW)), List.of());
        bench.assertDropped(
                DropReason.INVALID_SOURCE,
                fromWorkload(packet6(6, IpAddress.parse("2001:db8:2::7"), REMOTE, 64, tcp(1, 2, 2))),
                bench::fromWorkload);
    }

    private static byte[] solicitation(IpAddress source, String target, int hopLimit) {
        var group = IpAddress.parse("ff02::1:ff00:1");
        var packet = packet6(
                ICMP6,
                source,
                group,
                hopLimit,
                hex("8700000000000000", text(IpAddress.parse(target).toBytes()), "0101", WORKLOAD_MAC));
        return hex("3333ff000001", WORKLOAD_MAC, "86dd", text(packet));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8:2::1", "fe80::1"})
    void answersNeighbourSolicitationsWithTheGateway(String target) throws IOException {
        var run = bench.fromWorkload(solicitation(LOCAL, target, 255));
        assertPasses(run);
        var reply = packet6(
                ICMP6,
                IpAddress.parse(target),
                LOCAL,
                255,
                hex("8800", "0000", "e0000000", text(IpAddress.parse(target).toBytes()), "0201", GATEWAY_MAC));
        var packet = Arrays.copyOfRange(run.frame(), 14, run.frame().length);
        assertTrue(Frames.isIcmp6Right(packet));
        packet[42] = 0;
        packet[43] = 0;
        assertEquals(text(reply), text(packet));
        assertEquals(WORKLOAD_MAC + GATEWAY_MAC + "86dd", text(run.frame()).substring(0, 28));
    }

    @Test
    void ignoresOtherSolicitations() throws IOException {
        var forged = solicitation(LOCAL, "2001:db8:2::1", 254);
        var own = solicitation(LOCAL, LOCAL.toString(), 255);
        var duplicateCheck = solicitation(IpAddress.parse("::"), "2001:db8:2::1", 255);
        var group = solicitation(LOCAL, "ff02::1", 255);
        for (var frame : List.of(forged, own, duplicateCheck, group)) {
            bench.assertDropped(DropReason.INVALID_ARP, frame, bench::fromWorkload);
        }
    }

    @Test
    void dropsSolicitationsThatEndEarly() throws IOException {
        var whole = solicitation(LOCAL, "2001:db8:2::1", 255);
        for (int length = 55; length < 78; length++) {
            var cut = Arrays.copyOf(whole, length);
            cut[19] = (byte) (length - 54);
            bench.assertDropped(DropReason.PULL, cut, bench::fromWorkload);
        }
    }

    @Test
    void dropsMulticast() throws IOException {
        var packet = packet6(UDP, LOCAL, IpAddress.parse("ff02::fb"), 1, udp(5353, 5353));
        bench.assertDropped(
                DropReason.L2_NO_ROUTE, hex("3333000000fb", WORKLOAD_MAC, "86dd", text(packet)), bench::fromWorkload);
    }
}
