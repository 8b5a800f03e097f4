package net.weftnet.compute.forwarding;

import static net.weftnet.compute.forwarding.Frames.GATEWAY_MAC;
import static net.weftnet.compute.forwarding.Frames.WORKLOAD_MAC;
import static net.weftnet.compute.forwarding.Frames.hex;
import static net.weftnet.compute.forwarding.Frames.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.PuntCounter;
import net.weftnet.compute.forwarding.api.PuntPort;
import net.weftnet.compute.forwarding.api.PuntReason;
import net.weftnet.compute.forwarding.api.PuntedPacket;
import net.weftnet.compute.forwarding.bpf.TestRun;
import net.weftnet.compute.forwarding.linux.LinuxException;
import net.weftnet.compute.forwarding.tables.PuntRing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packet vectors for what goes to Java: each reason, what only resembles one, and who asks too often. */
class PuntProgramTest {
    private static final IpAddress GATEWAY = IpAddress.parse("1.1.1.254");
    private static final IpAddress GATEWAY6 = IpAddress.parse("fd00::1");
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;
    /** PUNT_BURST of punt.h. */
    private static final int BURST = 100;

    private ProgramBench bench;
    private PuntRing ring;

    @BeforeEach
    void load() throws IOException, ForwardingException {
        bench = new ProgramBench();
        ring = PuntRing.open(bench.mapsDirectory());
        bench.tables()
                .punts()
                .put(new PuntPort(ProgramBench.LO, EnumSet.allOf(PuntReason.class), List.of(GATEWAY, GATEWAY6)));
    }

    @AfterEach
    void unload() {
        if (ring != null) {
            ring.close();
        }
        if (bench != null) {
            bench.close();
        }
    }

    private static byte[] ports(int protocol, int port) {
        return protocol == TCP ? Frames.tcp(50_000, port, 2) : Frames.udp(50_000, port);
    }

    private static byte[] ipv4(int protocol, String destination, int fragment, byte[] payload) {
        var packet =
                Frames.packet(protocol, IpAddress.parse("1.1.1.1"), IpAddress.parse(destination), fragment, payload);
        return Frames.fromWorkload(packet);
    }

    private static byte[] ipv6(int protocol, String destination, byte[] payload) {
        return hex(
                GATEWAY_MAC,
                WORKLOAD_MAC,
                "86dd",
                "60000000 %04x %02x ff".formatted(payload.length, protocol),
                text(IpAddress.parse("fe80::1").toBytes()),
                text(IpAddress.parse(destination).toBytes()),
                text(payload));
    }

    private static byte[] frame(int protocol, String destination, int port) {
        if (!destination.contains(":")) {
            return ipv4(protocol, destination, 0, ports(protocol, port));
        }
        var payload = protocol == ICMPV6 ? hex("%02x00 0000 00000000".formatted(port)) : ports(protocol, port);
        return ipv6(protocol, destination, payload);
    }

    private List<PuntedPacket> punted(byte[]... frames) throws IOException {
        for (var frame : frames) {
            assertEquals(TestRun.DROPPED, bench.fromWorkload(frame).action());
        }
        return drain();
    }

    private List<PuntedPacket> drain() {
        var packets = new ArrayList<PuntedPacket>();
        ring.drain(packets::add);
        return packets;
    }

    @ParameterizedTest
    @CsvSource({
        "DHCP, 17, 255.255.255.255, 67",
        "DHCP, 17, 1.1.1.254, 67",
        "DNS, 17, 1.1.1.254, 53",
        "DNS, 6, 1.1.1.254, 53",
        "DNS, 17, fd00::1, 53",
        "DNS, 6, fd00::1, 53",
        "MDNS, 17, 224.0.0.251, 5353",
        "MDNS, 17, ff02::fb, 5353",
        "DHCPV6, 17, ff02::1:2, 547",
        "DHCPV6, 17, fd00::1, 547",
        "ROUTER_SOLICITATION, 58, ff02::2, 133"
    })
    void givesToJava(PuntReason reason, int protocol, String destination, int port) throws IOException {
        var before = bench.tables().drops();
        var frame = frame(protocol, destination, port);

        var packets = punted(frame);

        assertEquals(1, packets.size());
        var packet = packets.getFirst();
        assertEquals(ProgramBench.LO, packet.ifIndex());
        assertEquals(ProgramBench.VRF, packet.vrf());
        assertEquals(reason, packet.reason());
        var octets = new byte[packet.frame().remaining()];
        packet.frame().get(octets);
        assertEquals(text(frame), text(octets));
        assertEquals(0, bench.drops(before).size(), "it is no drop");
        assertEquals(
                List.of(new PuntCounter(ProgramBench.LO, reason, 1, 0, 0)),
                bench.tables().punts().counters());
    }

    @ParameterizedTest
    @CsvSource({
        "17, 1.1.1.253, 67", // a server of the workload's own
        "17, 1.1.1.253, 53",
        "6, 2.2.2.2, 53",
        "6, 1.1.1.254, 67", // not UDP
        "1, 1.1.1.254, 53", // no ports
        "17, 1.1.1.254, 5353", // mDNS between two
        "17, 255.255.255.255, 53",
        "17, 1.1.1.254, 80",
        "17, fd00::2, 53",
        "58, ff02::2, 128"
    })
    void leavesTheRestAlone(int protocol, String destination, int port) throws IOException {
        bench.fromWorkload(frame(protocol, destination, port));
        assertEquals(List.of(), drain());
    }

    @Test
    void leavesFragmentsAlone() throws IOException {
        bench.fromWorkload(ipv4(UDP, "1.1.1.254", 0x2000, ports(UDP, 53)));
        bench.fromWorkload(ipv4(UDP, "1.1.1.254", 1, ports(UDP, 53)));
        assertEquals(List.of(), drain());
    }

    @Test
    void puntsOnlyWhatThePortWants() throws IOException, ForwardingException {
        bench.tables().punts().put(new PuntPort(ProgramBench.LO, Set.of(PuntReason.DHCP), List.of(GATEWAY)));
        bench.fromWorkload(frame(UDP, "1.1.1.254", 53));
        assertEquals(List.of(), drain());
        assertEquals(1, punted(frame(UDP, "1.1.1.254", 67)).size());

        bench.tables().punts().delete(ProgramBench.LO);
        bench.fromWorkload(frame(UDP, "255.255.255.255", 67));
        assertEquals(List.of(), drain());
    }

    @Test
    void whoAsksTooOftenIsHeldBackForThisReasonAlone() throws IOException {
        var before = bench.tables().drops();
        var dhcp = frame(UDP, "255.255.255.255", 67);
        for (int i = 0; i < 3 * BURST; i++) {
            bench.fromWorkload(dhcp);
        }

        // More than the burst only as time goes by meanwhile.
        int passed = drain().size();
        assertTrue(passed >= BURST, passed + " passed");
        var counter = bench.tables().punts().counters().getFirst();
        assertEquals(passed, counter.punted());
        assertEquals(3 * BURST - passed, counter.limited());
        if (counter.limited() > 0) {
            assertEquals(counter.limited(), bench.drops(before).get(DropReason.INTERFACE_RX_DISCARD));
        }
        assertEquals(1, punted(frame(UDP, "224.0.0.251", 5353)).size());
    }

    @Test
    void countsWhatNobodyTakes() throws IOException, ForwardingException {
        // Queries of many reasons and rates: more than the ring has room for.
        var dns = frame(UDP, "1.1.1.254", 53);
        var before = bench.tables().drops();
        long sent = 0;
        while (lost() == 0 && sent < 1_000_000) {
            bench.fromWorkload(dns);
            sent++;
        }
        assertEquals(lost(), bench.drops(before).get(DropReason.TRAP_NO_IF));
        assertTrue(drain().size() > 1000);
        assertEquals(1, punted(frame(UDP, "1.1.1.254", 67)).size(), "there is room again");
    }

    private long lost() throws IOException {
        return bench.tables().punts().counters().stream()
                .mapToLong(PuntCounter::lost)
                .sum();
    }

    @Test
    void dropsFramesTooLongForTheRing() throws IOException {
        var longest = ipv4(UDP, "1.1.1.254", 0, Arrays.copyOf(ports(UDP, 53), 2048 - 34));
        assertEquals(1, punted(longest).size());
        var longer = ipv4(UDP, "1.1.1.254", 0, Arrays.copyOf(ports(UDP, 53), 2048 - 33));
        bench.assertDropped(DropReason.INVALID_PACKET, longer, bench::fromWorkload);
    }

    @Test
    void staysInOrderAroundTheEndOfTheRing() throws IOException {
        // Frames of different lengths, more octets than the ring has.
        for (int i = 0; i < 5000; i++) {
            int payload = 8 + i % 1000;
            var packets = punted(ipv4(UDP, "1.1.1.254", 0, Arrays.copyOf(ports(UDP, 53), payload)));
            if (!packets.isEmpty()) {
                assertEquals(34 + payload, packets.getFirst().frame().remaining());
            }
        }
    }

    private boolean isShot(byte[] frame) throws IOException {
        try {
            return bench.fromWorkload(frame).action() == TestRun.DROPPED;
        } catch (LinuxException e) {
            // The kernel itself refuses to run a program on a frame it finds too short.
            assertEquals(LinuxException.EINVAL, e.errno());
            return false;
        }
    }

    @Test
    void malformedFramesAreForwardedPuntedOrCounted() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var seeds = List.of(
                frame(UDP, "255.255.255.255", 67),
                frame(UDP, "fd00::1", 53),
                frame(TCP, "1.1.1.254", 53),
                frame(ICMPV6, "ff02::2", 133));
        var before = bench.tables().drops();
        long shot = 0;
        for (int i = 0; i < 20_000; i++) {
            var frame = seeds.get(random.nextInt(seeds.size())).clone();
            for (int n = random.nextInt(4); n > 0; n--) {
                frame[12 + random.nextInt(frame.length - 12)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                frame = Arrays.copyOf(frame, 14 + random.nextInt(frame.length - 14));
            }
            shot += isShot(frame) ? 1 : 0;
            if (i % 500 == 0) {
                drain();
            }
        }
        long punted = bench.tables().punts().counters().stream()
                .mapToLong(PuntCounter::punted)
                .sum();
        long dropped =
                bench.drops(before).values().stream().mapToLong(Long::longValue).sum();
        assertEquals(shot, punted + dropped, "seed " + seed);
    }
}
