package net.weftnet.compute.forwarding;

import static net.weftnet.compute.forwarding.Frames.GATEWAY_MAC;
import static net.weftnet.compute.forwarding.Frames.WORKLOAD_MAC;
import static net.weftnet.compute.forwarding.Frames.fromWorkload;
import static net.weftnet.compute.forwarding.Frames.hex;
import static net.weftnet.compute.forwarding.Frames.text;
import static net.weftnet.compute.forwarding.Frames.udpPacket;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.bpf.TestRun;
import net.weftnet.compute.forwarding.tables.Fabric;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packet vectors for what workloads send: every next hop, ARP and every drop. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkloadProgramTest {
    private ProgramBench bench;

    @BeforeAll
    void load() throws IOException, ForwardingException {
        bench = new ProgramBench();
    }

    @AfterAll
    void unload() {
        if (bench != null) {
            bench.close();
        }
    }

    private static byte[] packetTo(String destination) {
        return udpPacket("1.1.1.1", destination, 64, 80);
    }

    /** vRouter's vector mplsoudp_routing: only the source port, a hash of the flow, is not given. */
    @Test
    void encapsulatesInMplsOverUdp() throws IOException {
        var inner = packetTo("2.2.2.2");
        var run = bench.fromWorkload(fromWorkload(inner));

        assertEquals(TestRun.REDIRECTED, run.action());
        var frame = run.frame();
        assertEquals(14 + 32 + inner.length, frame.length);
        var outer = Arrays.copyOfRange(frame, 14, 14 + 32);
        assertEquals("4500008c000040004011", text(Arrays.copyOfRange(outer, 0, 10)));
        assertEquals(0, Frames.checksum(outer), "outer header checksum");
        assertEquals("0101020202020101", text(Arrays.copyOfRange(outer, 12, 20)));
        int sourcePort = (outer[20] & 0xff) << 8 | outer[21] & 0xff;
        assertTrue(sourcePort >= 49152, "source port " + sourcePort);
        assertEquals("19eb007800000003013f", text(Arrays.copyOfRange(outer, 22, 32)));
        assertEquals(text(udpPacket("1.1.1.1", "2.2.2.2", 63, 80)), text(Arrays.copyOfRange(frame, 46, frame.length)));
    }

    @Test
    void encapsulatesInMplsOverGre() throws IOException {
        var frame = bench.fromWorkload(fromWorkload(packetTo("3.3.3.3"))).frame();
        var outer = Arrays.copyOfRange(frame, 14, 14 + 28);

        assertEquals(0, Frames.checksum(outer));
        assertEquals("2f", text(Arrays.copyOfRange(outer, 9, 10)));
        assertEquals("0101020202020101000088470003013f", text(Arrays.copyOfRange(outer, 12, 28)));
        assertEquals(text(udpPacket("1.1.1.1", "3.3.3.3", 63, 80)), text(Arrays.copyOfRange(frame, 42, frame.length)));
    }

    @Test
    void deliversToWorkloadOfTheSameNode() throws IOException {
        var run = bench.fromWorkload(fromWorkload(packetTo("1.1.1.1")));

        assertEquals(TestRun.REDIRECTED, run.action());
        assertEquals(
                WORKLOAD_MAC + GATEWAY_MAC + "0800" + text(udpPacket("1.1.1.1", "1.1.1.1", 63, 80)), text(run.frame()));
    }

    @Test
    void keepsIpOptions() throws IOException {
        var packet = hex("46000020 00004000 40110000 01010101 01010101 01010100 021f1f00 00080000");
        var run = bench.fromWorkload(fromWorkload(packet));
        assertEquals(TestRun.REDIRECTED, run.action());
        assertEquals("01010100", text(Arrays.copyOfRange(run.frame(), 34, 38)));
    }

    @ParameterizedTest
    @CsvSource({
        "4.4.4.4, DISCARD",
        "5.5.5.5, INVALID_NH",
        "6.6.6.6, INVALID_IF",
        "7.7.7.7, INVALID_LABEL",
        "9.9.9.9, NOWHERE_TO_GO"
    })
    void dropsWhereTheTablesEnd(String destination, DropReason reason) throws IOException {
        bench.assertDropped(reason, fromWorkload(packetTo(destination)), bench::fromWorkload);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void dropsWhenTimeToLiveRunsOut(int ttl) throws IOException {
        bench.assertDropped(
                DropReason.TTL_EXCEEDED, fromWorkload(udpPacket("1.1.1.1", "2.2.2.2", ttl, 8)), bench::fromWorkload);
    }

    @Test
    void dropsWhatIsNeitherIpNorArp() throws IOException {
        var ipv6 = hex(GATEWAY_MAC, WORKLOAD_MAC, "86dd", text(packetTo("2.2.2.2")));
        var ipv4 = hex(GATEWAY_MAC, WORKLOAD_MAC, "0800", "60000000", "00113b40", "00".repeat(40));
        var lldp = hex("0180c200000e", WORKLOAD_MAC, "88cc", "00".repeat(46));
        var vlan = hex(GATEWAY_MAC, WORKLOAD_MAC, "81000005", "0800", text(packetTo("2.2.2.2")));
        for (var frame : new byte[][] {ipv6, ipv4, lldp, vlan}) {
            bench.assertDropped(DropReason.INVALID_PROTOCOL, frame, bench::fromWorkload);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffffffff", "01005e000001"})
    void dropsBroadcastAndMulticast(String destination) throws IOException {
        var frame = hex(destination, WORKLOAD_MAC, "0800", text(packetTo("2.2.2.2")));
        bench.assertDropped(DropReason.L2_NO_ROUTE, frame, bench::fromWorkload);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 65, INVALID_PROTOCOL", // version 6
        "0, 44, INVALID_PACKET", // header of 16 octets
        "2, ff, INVALID_PACKET", // longer than the frame
        "3, 13, INVALID_PACKET" // total length 19
    })
    void dropsHeadersThatContradict(int offset, String octet, DropReason reason) throws IOException {
        var packet = udpPacket("1.1.1.1", "2.2.2.2", 64, 8);
        packet[offset] = (byte) Integer.parseInt(octet, 16);
        bench.assertDropped(reason, hex(GATEWAY_MAC, WORKLOAD_MAC, "0800", text(packet)), bench::fromWorkload);
    }

    @Test
    void dropsFromInterfaceThatIsNotInTheTable() throws IOException, ForwardingException {
        try (var other = new ProgramBench()) {
            other.tables().interfaces().delete(ProgramBench.LO);
            other.assertDropped(DropReason.INVALID_IF, fromWorkload(packetTo("2.2.2.2")), other::fromWorkload);
        }
    }

    @Test
    void dropsTunnelTrafficUntilTheUnderlayIsAttached() throws IOException, ForwardingException {
        try (var other = new ProgramBench()) {
            other.tables().setFabric(Fabric.NONE);
            other.assertDropped(DropReason.INVALID_IF, fromWorkload(packetTo("2.2.2.2")), other::fromWorkload);
        }
    }

    @Test
    void dropsWhatIsTooLongForTheUnderlay() throws IOException {
        var longest = fromWorkload(udpPacket("1.1.1.1", "2.2.2.2", 64, 1500 - 32 - 28));
        assertEquals(TestRun.REDIRECTED, bench.fromWorkload(longest).action());
        var longer = fromWorkload(udpPacket("1.1.1.1", "2.2.2.2", 64, 1500 - 32 - 28 + 1));
        bench.assertDropped(DropReason.INTERFACE_TX_DISCARD, longer, bench::fromWorkload);
    }

    @Test
    void seesTableChangesWithTheNextPacket() throws IOException, ForwardingException {
        var frame = fromWorkload(packetTo("8.8.8.8"));
        bench.tables().putAll(List.of(ProgramBench.route("8.8.0.0/16", 10, 0)));
        assertEquals(TestRun.REDIRECTED, bench.fromWorkload(frame).action());
        bench.tables().putAll(List.of(ProgramBench.route("8.8.8.0/24", 14, 0)));
        bench.assertDropped(DropReason.DISCARD, frame, bench::fromWorkload);
        bench.tables().delete(new TableKey.RouteKey(ProgramBench.VRF, IpPrefix.parse("8.8.8.0/24")));
        assertEquals(TestRun.REDIRECTED, bench.fromWorkload(frame).action());
    }

    @Test
    void countsWhatComesAndGoes() throws IOException {
        var before = bench.tables().interfaceCounters().get(ProgramBench.LO);
        bench.fromWorkload(fromWorkload(packetTo("1.1.1.1")));
        var after = bench.tables().interfaceCounters().get(ProgramBench.LO);
        assertEquals(before.received().packets() + 1, after.received().packets());
        assertEquals(before.received().bytes() + 122, after.received().bytes());
        assertEquals(before.sent().packets() + 1, after.sent().packets());
    }

    private static byte[] arp(String operation, String sender, String target) {
        return hex(
                "ffffffffffff",
                WORKLOAD_MAC,
                "0806",
                "0001 0800 06 04",
                operation,
                WORKLOAD_MAC,
                sender,
                "000000000000",
                target);
    }

    @Test
    void answersArpWithTheGateway() throws IOException {
        var run = bench.fromWorkload(arp("0001", "01010101", "01010163"));

        assertEquals(TestRun.REDIRECTED, run.action());
        var reply = hex(
                WORKLOAD_MAC,
                GATEWAY_MAC,
                "0806",
                "0001 0800 06 04 0002",
                GATEWAY_MAC,
                "01010163",
                WORKLOAD_MAC,
                "01010101");
        assertEquals(text(reply), text(run.frame()));
    }

    @ParameterizedTest
    @CsvSource({
        "0001, 01010163, 01010101", // its own address: an address conflict check by another means
        "0001, 01010101, 01010101", // announcement
        "0001, 00000000, 01010163", // probe
        "0002, 01010101, 01010163", // reply
        "0003, 01010101, 01010163" // RARP
    })
    void ignoresOtherArp(String operation, String sender, String target) throws IOException {
        bench.assertDropped(DropReason.INVALID_ARP, arp(operation, sender, target), bench::fromWorkload);
    }

    @Test
    void dropsArpThatEndsEarly() throws IOException {
        var whole = arp("0001", "01010101", "01010163");
        for (int length = 14; length < whole.length; length++) {
            bench.assertDropped(DropReason.PULL, Arrays.copyOf(whole, length), bench::fromWorkload);
        }
    }
}
