package net.weftnet.compute.forwarding;

import static net.weftnet.compute.forwarding.Frames.GATEWAY_MAC;
import static net.weftnet.compute.forwarding.Frames.WORKLOAD_MAC;
import static net.weftnet.compute.forwarding.Frames.fromWorkload;
import static net.weftnet.compute.forwarding.Frames.hex;
import static net.weftnet.compute.forwarding.Frames.icmp;
import static net.weftnet.compute.forwarding.Frames.packet6;
import static net.weftnet.compute.forwarding.Frames.text;
import static net.weftnet.compute.forwarding.Frames.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.PuntPort;
import net.weftnet.compute.forwarding.bpf.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packet vectors for what the gateway answers itself: 1.1.1.254 and 2001:db8:1::fe, services at 1.1.1.2. */
class GatewayProgramTest {
    private static final IpAddress LOCAL = IpAddress.parse("1.1.1.1");
    private static final IpAddress REMOTE = IpAddress.parse("2.2.2.2");
    private static final IpAddress GATEWAY = IpAddress.parse("1.1.1.254");
    private static final IpAddress SERVICE = IpAddress.parse("1.1.1.2");
    private static final IpAddress LOCAL6 = IpAddress.parse("2001:db8:1::1");
    private static final IpAddress REMOTE6 = IpAddress.parse("2001:db8:2::2");
    private static final IpAddress GATEWAY6 = IpAddress.parse("2001:db8:1::fe");
    private static final int ETHERNET = 14;
    private static final int ICMP = 1;
    private static final int UDP = 17;
    private static final int ICMP6 = 58;
    private static final int UNDERLAY_MTU = 1500;

    private ProgramBench bench;

    @BeforeEach
    void load() throws IOException, ForwardingException {
        bench = new ProgramBench();
        bench.tables().punts().put(new PuntPort(ProgramBench.LO, Set.of(), List.of(GATEWAY, SERVICE, GATEWAY6)));
    }

    @AfterEach
    void unload() {
        bench.close();
    }

    /** {@return the packet that goes back to the workload} */
    private byte[] answer(byte[] packet) throws IOException {
        var before = bench.tables().drops();
        var run = bench.fromWorkload(fromWorkload(packet));
        assertEquals(TestRun.REDIRECTED, run.action(), () -> "dropped");
        assertEquals(java.util.Map.of(), bench.drops(before));
        var ethertype = packet[0] >> 4 == 6 ? "86dd" : "0800";
        assertEquals(WORKLOAD_MAC + GATEWAY_MAC + ethertype, text(run.frame()).substring(0, 2 * ETHERNET));
        return Arrays.copyOfRange(run.frame(), ETHERNET, run.frame().length);
    }

    private static byte[] withChecksum(byte[] message) {
        ByteBuffer.wrap(message).putShort(2, (short) ~sum(message, 0, message.length));
        return message;
    }

    private static int sum(byte[] octets, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += (octets[i] & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }

    private static byte[] icmpWithChecksum(int type, int id, byte[] rest) {
        return withChecksum(icmp(type, 0, id, rest));
    }

    @Test
    void repliesToEchoesOfGatewayAndServices() throws IOException {
        for (var address : List.of(GATEWAY, SERVICE)) {
            var request = Frames.packet(ICMP, LOCAL, address, 0x4000, icmpWithChecksum(8, 7, new byte[] {1, 2, 3, 4}));
            request[8] = 3;
            ByteBuffer.wrap(request).putShort(10, (short) 0);
            ByteBuffer.wrap(request).putShort(10, Frames.checksum(request));
            var expected = Frames.packet(ICMP, address, LOCAL, 0x4000, icmpWithChecksum(0, 7, new byte[] {1, 2, 3, 4}));
            assertEquals(text(expected), text(answer(request)));
        }
    }

    @Test
    void repliesToEchoesOfIpv6() throws IOException {
        var request = packet6(ICMP6, LOCAL6, GATEWAY6, 3, icmp(128, 0, 7, new byte[8]));
        assertTrue(!Frames.isIcmp6Right(request));
        ByteBuffer.wrap(request).putShort(42, (short) ~icmp6Sum(request));
        assertTrue(Frames.isIcmp6Right(request));
        var reply = answer(request);
        assertTrue(Frames.isIcmp6Right(reply));
        var expected = packet6(ICMP6, GATEWAY6, LOCAL6, 64, icmp(129, 0, 7, new byte[8]));
        ByteBuffer.wrap(reply).putShort(42, (short) 0);
        assertEquals(text(expected), text(reply));
    }

    private static int icmp6Sum(byte[] packet) {
        int sum = sum(packet, 8, packet.length) + packet.length - 40 + ICMP6;
        return (sum & 0xffff) + (sum >>> 16);
    }

    @Test
    void repliesToFragmentedEchoes() throws IOException {
        var later = Frames.packet(ICMP, LOCAL, GATEWAY, 0x0010, new byte[] {8, 8});
        assertEquals(text(Frames.packet(ICMP, GATEWAY, LOCAL, 0x0010, new byte[] {8, 8})), text(answer(later)));
    }

    @Test
    void leavesOtherMessagesAndAddressesAlone() throws IOException {
        for (var packet : List.of(
                Frames.packet(ICMP, LOCAL, GATEWAY, 0x4000, icmp(0, 0, 7, new byte[4])),
                Frames.packet(ICMP, LOCAL, IpAddress.parse("9.9.9.9"), 0x4000, icmp(8, 0, 7, new byte[4])),
                packet6(ICMP6, LOCAL6, GATEWAY6, 64, icmp(129, 0, 7, new byte[4])))) {
            bench.assertDropped(DropReason.NOWHERE_TO_GO, fromWorkload(packet), bench::fromWorkload);
        }
    }

    @Test
    void tellsThatTheTimeToLiveRanOut() throws IOException {
        var packet = Frames.udpPacket("1.1.1.1", "2.2.2.2", 1, 100);
        var told = answer(packet);
        var expected = Frames.packet(
                ICMP, GATEWAY, LOCAL, 0, withChecksum(hex("0b00000000000000", text(Arrays.copyOf(packet, 96)))));
        assertEquals(text(withId(expected, 0)), text(told));
    }

    private static byte[] withId(byte[] packet, int id) {
        var buffer = ByteBuffer.wrap(packet);
        buffer.putShort(4, (short) id).putShort(10, (short) 0);
        buffer.putShort(10, Frames.checksum(packet));
        return packet;
    }

    @Test
    void tellsThatTheHopLimitRanOut() throws IOException {
        var packet = packet6(UDP, LOCAL6, REMOTE6, 1, udp(1, 2));
        var told = answer(packet);
        assertTrue(Frames.isIcmp6Right(told));
        ByteBuffer.wrap(told).putShort(42, (short) 0);
        assertEquals(text(packet6(ICMP6, GATEWAY6, LOCAL6, 64, hex("0300000000000000", text(packet)))), text(told));
    }

    @ParameterizedTest
    @CsvSource({"2.2.2.2, 32", "3.3.3.3, 28"})
    void tellsTheInnerMtu(String destination, int overhead) throws IOException {
        int longest = UNDERLAY_MTU - overhead;
        var fits = Frames.udpPacket("1.1.1.1", destination, 64, longest - 28);
        assertEquals(
                UNDERLAY_MTU + ETHERNET, bench.fromWorkload(fromWorkload(fits)).frame().length);
        var told = answer(Frames.udpPacket("1.1.1.1", destination, 64, longest - 27));
        assertEquals("0304", text(told).substring(40, 44));
        assertEquals("%08x".formatted(longest), text(told).substring(48, 56));
        assertEquals(0xffff, sum(told, 20, told.length));
    }

    @Test
    void tellsTheInnerMtuOfIpv6() throws IOException {
        var told = answer(packet6(UDP, LOCAL6, REMOTE6, 64, new byte[UNDERLAY_MTU - 32 - 40 + 1]));
        assertTrue(Frames.isIcmp6Right(told));
        assertEquals("0200", text(told).substring(80, 84));
        assertEquals("%08x".formatted(UNDERLAY_MTU - 32), text(told).substring(88, 96));
    }

    @Test
    void saysNothingAboutErrorsFragmentsAndSendersThatAreMany() throws IOException {
        var error = withTtl1(Frames.packet(ICMP, LOCAL, REMOTE, 0x4000, icmp(3, 0, 0, new byte[28])));
        var later = withTtl1(Frames.packet(UDP, LOCAL, REMOTE, 0x0010, udp(1, 2)));
        var many = withTtl1(Frames.packet(UDP, IpAddress.parse("224.0.0.1"), REMOTE, 0x4000, udp(1, 2)));
        var none = withTtl1(Frames.packet(UDP, IpAddress.parse("0.0.0.0"), REMOTE, 0x4000, udp(1, 2)));
        var error6 = packet6(ICMP6, LOCAL6, REMOTE6, 1, icmp(1, 0, 0, new byte[48]));
        var many6 = packet6(UDP, IpAddress.parse("ff02::1"), REMOTE6, 1, udp(1, 2));
        for (var packet : List.of(error, later, many, none, error6, many6)) {
            bench.assertDropped(DropReason.TTL_EXCEEDED, fromWorkload(packet), bench::fromWorkload);
        }
    }

    private static byte[] withTtl1(byte[] packet) {
        packet[8] = 1;
        return packet;
    }
}
