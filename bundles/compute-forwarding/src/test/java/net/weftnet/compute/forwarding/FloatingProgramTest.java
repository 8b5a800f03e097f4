package net.weftnet.compute.forwarding;

import static net.weftnet.compute.forwarding.Frames.fromWorkload;
import static net.weftnet.compute.forwarding.Frames.mplsOverUdp;
import static net.weftnet.compute.forwarding.Frames.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.FloatingEntry;
import net.weftnet.compute.forwarding.api.Flow;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.PortRange;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.bpf.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packet vectors for floating addresses. The workload 1.1.1.1 is 192.0.2.10 in VRF 6, where 192.0.2.0/24 and
 * 2001:db8:6::/48 are behind a tunnel; in its own VRF only 2.2.2.2 is.
 */
class FloatingProgramTest {
    private static final IpAddress FIXED = IpAddress.parse("1.1.1.1");
    private static final IpAddress OUTSIDE = IpAddress.parse("192.0.2.10");
    private static final IpAddress OTHER = IpAddress.parse("192.0.2.77");
    private static final IpAddress FIXED6 = IpAddress.parse("2001:db8:1::1");
    private static final IpAddress OUTSIDE6 = IpAddress.parse("2001:db8:6::10");
    private static final IpAddress OTHER6 = IpAddress.parse("2001:db8:6::77");
    private static final IpAddress ALIAS = IpAddress.parse("192.0.2.11");
    private static final IpAddress OWN_NETWORK = IpAddress.parse("2.2.2.2");
    private static final int PUBLIC = 6;
    private static final int LABEL = 1010;
    private static final int ETHERNET = 14;
    private static final int TUNNEL = 32;

    private ProgramBench bench;

    @BeforeEach
    void load() throws IOException, ForwardingException {
        bench = new ProgramBench();
        var web = Match.ANY.withProtocol(6).withPorts(PortRange.of(80), PortRange.ANY);
        bench.tables()
                .putAll(List.of(
                        new RuleSetEntry(1, set(Direction.FROM_WORKLOAD, Match.ANY)),
                        new RuleSetEntry(2, set(Direction.TO_WORKLOAD, web)),
                        new PolicyEntry(1, List.of(), List.of(), true),
                        new PolicyEntry(2, List.of(1), List.of(2), true),
                        floating(2),
                        new NextHopEntry(
                                20, new NextHop.Floating(ProgramBench.LO, MacAddress.parse("02:00:00:00:00:01"))),
                        new LabelEntry(LABEL, 20),
                        route("192.0.2.0/24", 12, 77),
                        route("2001:db8:6::/48", 12, 77),
                        route("192.0.2.10/32", 20, 0),
                        route("2.2.2.0/24", 12, 78)));
        bench.setPolicy(1);
    }

    private static FloatingEntry floating(int policy) {
        return new FloatingEntry(
                ProgramBench.LO,
                List.of(
                        new FloatingEntry.Address(FIXED, OUTSIDE, PUBLIC, policy),
                        new FloatingEntry.Address(FIXED6, OUTSIDE6, PUBLIC, policy),
                        new FloatingEntry.Address(ALIAS, ALIAS, PUBLIC, policy)));
    }

    private static RouteEntry route(String prefix, int nextHop, int label) {
        return new RouteEntry(PUBLIC, IpPrefix.parse(prefix), nextHop, label);
    }

    private static RuleSet set(Direction direction, Match match) {
        return new RuleSet(
                "public", RuleSet.Kind.NETWORK_POLICY, direction, List.of(new Rule("r", match, Rule.Action.ALLOW)));
    }

    @AfterEach
    void unload() {
        bench.close();
    }

    /** {@return a packet whose transport checksum is right} */
    private static byte[] packet(int protocol, IpAddress source, IpAddress destination, byte[] payload) {
        int at = checksumAt(protocol);
        var complete = payload.clone();
        if (at >= 0) {
            var buffer = ByteBuffer.wrap(complete).putShort(at, (short) 0);
            buffer.putShort(at, (short) ~sum(protocol, source, destination, complete));
        }
        return Frames.packet(protocol, source, destination, complete);
    }

    private static int checksumAt(int protocol) {
        return switch (protocol) {
            case 6 -> 16;
            case 17 -> 6;
            case 1, 58 -> 2;
            default -> -1;
        };
    }

    private static int sum(int protocol, IpAddress source, IpAddress destination, byte[] payload) {
        var all = ByteBuffer.allocate(40 + payload.length + payload.length % 2);
        if (protocol != 1) {
            all.put(source.toBytes()).put(destination.toBytes()).putShort((short) protocol);
            all.putShort((short) payload.length);
        }
        all.put(payload).rewind();
        long sum = 0;
        while (all.remaining() > 1) {
            sum += Short.toUnsignedInt(all.getShort());
        }
        return (int) (sum % 0xffff == 0 && sum > 0 ? 0xffff : sum % 0xffff);
    }

    private byte[] send(byte[] packet) throws IOException {
        var run = bench.fromWorkload(fromWorkload(packet));
        assertEquals(TestRun.REDIRECTED, run.action());
        return Arrays.copyOfRange(run.frame(), ETHERNET + TUNNEL, run.frame().length);
    }

    private byte[] receive(int label, byte[] packet) throws IOException {
        var run = bench.fromUnderlay(mplsOverUdp(6635, label, 63, packet));
        assertEquals(TestRun.REDIRECTED, run.action());
        return Arrays.copyOfRange(run.frame(), ETHERNET, run.frame().length);
    }

    private static byte[] forwarded(byte[] packet) {
        packet[packet[0] >> 4 == 6 ? 7 : 8]--;
        if (packet[0] >> 4 == 4) {
            ByteBuffer.wrap(packet).putShort(10, (short) 0);
            ByteBuffer.wrap(packet).putShort(10, Frames.checksum(packet));
        }
        return packet;
    }

    private static byte[] payload(int protocol, int source, int destination) {
        return switch (protocol) {
            case 6 -> Frames.tcp(source, destination, 0x10);
            case 1 -> Frames.icmp(8, 0, source, new byte[] {1, 2, 3, 4});
            case 58 -> Frames.icmp(128, 0, source, new byte[] {1, 2, 3, 4});
            default -> Frames.udp(source, destination);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 17, 1, 132})
    void translatesWhatTheWorkloadBeginsAndTheReply(int protocol) throws IOException {
        var sent = send(packet(protocol, FIXED, OTHER, payload(protocol, 1000, 443)));
        assertEquals(text(forwarded(packet(protocol, OUTSIDE, OTHER, payload(protocol, 1000, 443)))), text(sent));
        var reply = protocol == 1 ? Frames.icmp(0, 0, 1000, new byte[4]) : payload(protocol, 443, 1000);
        assertEquals(
                text(packet(protocol, OTHER, FIXED, reply)),
                text(receive(LABEL, packet(protocol, OTHER, OUTSIDE, reply))));
        var flow = flows().getFirst();
        assertEquals(OUTSIDE, flow.outside());
        assertEquals(1, flow.toWorkload().packets());
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 17, 58})
    void translatesIpv6(int protocol) throws IOException {
        var sent = send(packet(protocol, FIXED6, OTHER6, payload(protocol, 1000, 443)));
        assertEquals(text(forwarded(packet(protocol, OUTSIDE6, OTHER6, payload(protocol, 1000, 443)))), text(sent));
        var reply = protocol == 58 ? Frames.icmp(129, 0, 1000, new byte[4]) : payload(protocol, 443, 1000);
        assertEquals(
                text(packet(protocol, OTHER6, FIXED6, reply)),
                text(receive(LABEL, packet(protocol, OTHER6, OUTSIDE6, reply))));
    }

    private List<Flow> flows() throws IOException {
        var all = new ArrayList<Flow>();
        bench.tables().flows().forEach(all::add);
        return all;
    }

    @Test
    void policyOfTheFloatingAddressJudgesWhatOthersBegin() throws IOException {
        assertEquals(
                text(packet(6, OTHER, FIXED, Frames.tcp(5000, 80, 2))),
                text(receive(LABEL, packet(6, OTHER, OUTSIDE, Frames.tcp(5000, 80, 2)))));
        assertEquals(
                text(forwarded(packet(6, OUTSIDE, OTHER, Frames.tcp(80, 5000, 0x12)))),
                text(send(packet(6, FIXED, OTHER, Frames.tcp(80, 5000, 0x12)))));
        bench.assertDropped(
                DropReason.FLOW_ACTION_DROP,
                mplsOverUdp(6635, LABEL, 63, packet(6, OTHER, OUTSIDE, Frames.tcp(5000, 22, 2))),
                bench::fromUnderlay);
    }

    @Test
    void ownNetworkIsReachedWithoutTranslation() throws IOException {
        // Its own route to 2.2.2.2 is a host's, that of the other VRF a /24.
        var packet = packet(17, FIXED, OWN_NETWORK, Frames.udp(1, 2));
        assertEquals(text(forwarded(packet.clone())), text(send(packet)));
        assertEquals(FIXED, flows().getFirst().outside());
    }

    @Test
    void longerRouteOfTheFloatingAddressWins() throws IOException, ForwardingException {
        bench.tables().putAll(List.of(ProgramBench.route("0.0.0.0/0", 12, 48)));
        assertEquals(
                text(forwarded(packet(17, OUTSIDE, OTHER, Frames.udp(1, 2)))),
                text(send(packet(17, FIXED, OTHER, Frames.udp(1, 2)))));
    }

    @Test
    void uncheckedDatagramsStayUnchecked() throws IOException {
        var datagram = Frames.packet(17, FIXED, OTHER, Frames.udp(1, 2));
        assertEquals(text(forwarded(Frames.packet(17, OUTSIDE, OTHER, Frames.udp(1, 2)))), text(send(datagram)));
    }

    @Test
    void translatesFragments() throws IOException {
        var first = Frames.packet(17, FIXED, OTHER, 0x2000, Frames.udp(1, 2));
        var later = Frames.packet(17, FIXED, OTHER, 1, new byte[8]);
        assertEquals(text(forwarded(Frames.packet(17, OUTSIDE, OTHER, 0x2000, Frames.udp(1, 2)))), text(send(first)));
        assertEquals(text(forwarded(Frames.packet(17, OUTSIDE, OTHER, 1, new byte[8]))), text(send(later)));
    }

    @Test
    void translatesWhatErrorsQuote() throws IOException {
        var router = IpAddress.parse("192.0.2.254");
        var sent = send(packet(17, FIXED, OTHER, Frames.udp(1000, 53)));
        var received = receive(LABEL, packet(1, router, OUTSIDE, Frames.icmp(3, 1, 0, sent)));
        var quoted = Arrays.copyOfRange(received, 28, 48);
        assertEquals(0, Frames.checksum(quoted));
        assertEquals(text(FIXED.toBytes()), text(Arrays.copyOfRange(quoted, 12, 16)));
        var message = Arrays.copyOfRange(received, 20, received.length);
        assertEquals(0xffff, sum(1, router, FIXED, message));
        // And the other way: the workload tells that its port is closed.
        receive(LABEL, packet(6, OTHER, OUTSIDE, Frames.tcp(5000, 80, 2)));
        var error = packet(1, FIXED, OTHER, Frames.icmp(3, 3, 0, packet(6, OTHER, FIXED, Frames.tcp(5000, 80, 2))));
        var told = send(error);
        assertEquals(text(OUTSIDE.toBytes()), text(Arrays.copyOfRange(told, 12, 16)));
        assertEquals(text(OUTSIDE.toBytes()), text(Arrays.copyOfRange(told, 44, 48)));
        assertEquals(0, Frames.checksum(Arrays.copyOfRange(told, 28, 48)));
    }

    @Test
    void translatesWhatErrorsOfIpv6Quote() throws IOException {
        var router = IpAddress.parse("2001:db8:6::fe");
        var sent = send(packet(17, FIXED6, OTHER6, Frames.udp(1000, 53)));
        var received = receive(LABEL, packet(58, router, OUTSIDE6, Frames.icmp(1, 0, 0, sent)));
        assertTrue(Frames.isIcmp6Right(received));
        assertEquals(text(FIXED6.toBytes()), text(Arrays.copyOfRange(received, 56, 72)));
    }

    @Test
    void aliasIsNotTranslatedAndItsOthersAreInItsNetwork() throws IOException {
        var packet = packet(17, ALIAS, OWN_NETWORK, Frames.udp(1, 2));
        var run = bench.fromWorkload(fromWorkload(packet));
        assertEquals(Frames.mpls(78, 63), text(run.frame()).substring(2 * (ETHERNET + 28), 2 * (ETHERNET + 32)));
        assertEquals(
                text(packet(17, OWN_NETWORK, ALIAS, Frames.udp(2, 1))),
                text(receive(LABEL, packet(17, OWN_NETWORK, ALIAS, Frames.udp(2, 1)))));
    }

    @Test
    void dropsWhatTheWorkloadCouldNotTellApart() throws IOException {
        send(packet(17, FIXED, OWN_NETWORK, Frames.udp(1, 2)));
        bench.assertDropped(
                DropReason.FLOW_NAT_NO_RFLOW,
                mplsOverUdp(6635, LABEL, 63, packet(17, OWN_NETWORK, OUTSIDE, Frames.udp(2, 1))),
                bench::fromUnderlay);
        bench.assertDropped(
                DropReason.FLOW_NAT_NO_RFLOW,
                mplsOverUdp(6635, LABEL, 63, packet(17, OTHER, FIXED, Frames.udp(2, 1))),
                bench::fromUnderlay);
    }

    @Test
    void flowsEndWithTheirAddressAndFollowItsPolicy() throws IOException, ForwardingException {
        send(packet(17, FIXED, OTHER, Frames.udp(1, 2)));
        bench.tables()
                .putAll(List.of(
                        new RuleSetEntry(
                                3,
                                new RuleSet("none", RuleSet.Kind.NETWORK_POLICY, Direction.FROM_WORKLOAD, List.of())),
                        new PolicyEntry(3, List.of(3), List.of(3), true),
                        floating(3)));
        var frame = fromWorkload(packet(17, FIXED, OTHER, Frames.udp(1, 2)));
        bench.assertDropped(DropReason.FLOW_ACTION_DROP, frame, bench::fromWorkload);
        bench.tables().delete(new TableKey.FloatingKey(ProgramBench.LO));
        bench.assertDropped(DropReason.NOWHERE_TO_GO, frame, bench::fromWorkload);
    }

    @Test
    void needsAPolicyOfThePort() throws IOException {
        bench.setPolicy(0);
        bench.assertDropped(
                DropReason.FLOW_NAT_NO_RFLOW,
                mplsOverUdp(6635, LABEL, 63, packet(17, OTHER, OUTSIDE, Frames.udp(2, 1))),
                bench::fromUnderlay);
    }

    @Test
    void workloadReachesItselfByItsFloatingAddress() throws IOException {
        var run = bench.fromWorkload(fromWorkload(packet(6, FIXED, OUTSIDE, Frames.tcp(1000, 80, 2))));
        assertEquals(TestRun.REDIRECTED, run.action());
        var packet = Arrays.copyOfRange(run.frame(), ETHERNET, run.frame().length);
        assertEquals(text(forwarded(packet(6, OUTSIDE, FIXED, Frames.tcp(1000, 80, 2)))), text(packet));
    }

    @Test
    void entriesAreReadBack() throws IOException, ForwardingException {
        assertEquals(List.of(floating(2)), bench.tables().dump(TableKind.FLOATING));
    }
}
