package net.weftnet.compute.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.FloatingEntry;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.PuntPort;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.bpf.TestRun;
import net.weftnet.compute.forwarding.linux.LinuxException;
import org.junit.jupiter.api.Test;

/**
 * Frames nobody should send, under policy, floating addresses and a gateway that answers: whatever a program does with
 * one, it is a known action, and the counters add up: what is received is sent or dropped for a reason.
 */
class FuzzTest {
    /** {@code -Dweft.fuzz.frames=1000000} for a long run. */
    private static final int FRAMES = Integer.getInteger("weft.fuzz.frames", 60_000);

    private static final int FLOATING_LABEL = 1010;
    private static final IpAddress LOCAL6 = IpAddress.parse("2001:db8:1::1");
    private static final IpAddress REMOTE6 = IpAddress.parse("2001:db8:2::1");
    private static final IpAddress FLOATING = IpAddress.parse("192.0.2.10");
    private static final IpAddress FLOATING6 = IpAddress.parse("2001:db8:6::10");
    private static final IpAddress GATEWAY = IpAddress.parse("1.1.1.254");
    private static final byte[] INNER = Frames.udpPacket("1.1.1.1", "2.2.2.2", 64, 40);
    private static final byte[] ERROR =
            Frames.packet(1, IpAddress.parse("2.2.2.9"), FLOATING, Frames.icmp(3, 1, 0, INNER));
    private static final byte[] EXTENDED = Frames.packet6(
            0, LOCAL6, REMOTE6, 64, Frames.hex("2c00000000000000 1100000100000007", Frames.text(Frames.udp(1, 2))));
    private static final List<byte[]> SEEDS = List.of(
            Frames.fromWorkload(INNER),
            Frames.fromWorkload(Frames.packet(1, IpAddress.parse("1.1.1.1"), GATEWAY, Frames.icmp(8, 0, 1, INNER))),
            Frames.fromWorkload(Frames.udpPacket("1.1.1.1", "2.2.2.2", 1, 40)),
            Frames.fromWorkload(Frames.packet6(6, LOCAL6, REMOTE6, 64, Frames.tcp(1, 2, 2))),
            Frames.fromWorkload(EXTENDED),
            Frames.fromWorkload(Frames.packet6(58, LOCAL6, REMOTE6, 255, Frames.icmp(135, 0, 0, REMOTE6.toBytes()))),
            Frames.mplsOverUdp(6635, 1000, 63, INNER),
            Frames.mplsOverUdp(6635, 1000, 63, EXTENDED),
            Frames.mplsOverUdp(6635, FLOATING_LABEL, 63, ERROR),
            Frames.mplsOverUdp(6635, FLOATING_LABEL, 63, Frames.udpPacket("2.2.2.2", "192.0.2.10", 64, 40)),
            Frames.mplsOverUdp(6635, FLOATING_LABEL, 63, Frames.packet6(6, REMOTE6, FLOATING6, 9, Frames.tcp(1, 2, 2))),
            Frames.mplsOverGre(1000, INNER),
            Frames.hex(
                    "ffffffffffff 020000000001 0806 0001 0800 06 04 0001 020000000001 01010101 000000000000 01010163"));

    private final long seed = Long.getLong("weft.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private long dropped;
    private long forwarded;
    private long received;

    @Test
    void eachFrameIsForwardedLeftOrCounted() throws IOException, ForwardingException {
        try (var bench = new ProgramBench()) {
            fill(bench);
            var drops = bench.tables().drops();
            var traffic = bench.tables().interfaceCounters().get(ProgramBench.LO);
            for (int i = 0; i < FRAMES; i++) {
                var frame = mutate(SEEDS.get(random.nextInt(SEEDS.size())));
                run(bench::fromWorkload, frame);
                run(bench::fromUnderlay, frame);
            }
            long counted = bench.drops(drops).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            var after = bench.tables().interfaceCounters().get(ProgramBench.LO);
            long sent = after.sent().packets() - traffic.sent().packets();
            assertEquals(dropped, counted, "seed " + seed);
            assertEquals(forwarded, sent, "seed " + seed);
            assertEquals(
                    received, after.received().packets() - traffic.received().packets(), "seed " + seed);
            assertTrue(dropped > FRAMES / 10 && forwarded > FRAMES / 10, "seed " + seed);
        }
    }

    private static void fill(ProgramBench bench) throws IOException, ForwardingException {
        var web = Match.ANY.withProtocol(6);
        bench.tables()
                .putAll(List.of(
                        new RuleSetEntry(1, set(Direction.FROM_WORKLOAD, Match.ANY)),
                        new RuleSetEntry(2, set(Direction.TO_WORKLOAD, web)),
                        new PolicyEntry(1, List.of(1), List.of(2), true),
                        new FloatingEntry(
                                ProgramBench.LO,
                                List.of(
                                        new FloatingEntry.Address(IpAddress.parse("1.1.1.1"), FLOATING, 6, 1),
                                        new FloatingEntry.Address(LOCAL6, FLOATING6, 6, 1))),
                        new NextHopEntry(
                                20, new NextHop.Floating(ProgramBench.LO, MacAddress.parse("02:00:00:00:00:01"))),
                        new LabelEntry(FLOATING_LABEL, 20)));
        bench.tables().punts().put(new PuntPort(ProgramBench.LO, Set.of(), List.of(GATEWAY, REMOTE6)));
        bench.setPolicy(1);
    }

    private static RuleSet set(Direction direction, Match match) {
        return new RuleSet(
                "fuzz", RuleSet.Kind.NETWORK_POLICY, direction, List.of(new Rule("r", match, Rule.Action.ALLOW)));
    }

    private void run(ProgramBench.Run program, byte[] frame) throws IOException {
        try {
            int action = program.run(frame).action();
            switch (action) {
                case TestRun.DROPPED -> dropped++;
                case TestRun.REDIRECTED -> forwarded++;
                case TestRun.LEFT_TO_KERNEL -> {}
                default ->
                    throw new AssertionError("action " + action + ", seed " + seed + ", frame " + Frames.text(frame));
            }
            received += action == TestRun.LEFT_TO_KERNEL ? 0 : 1;
        } catch (LinuxException e) {
            // The kernel itself refuses to run a program on a frame it finds too short.
            assertEquals(LinuxException.EINVAL, e.errno());
        }
    }

    private byte[] mutate(byte[] of) {
        var frame = of.clone();
        for (int i = random.nextInt(6); i > 0; i--) {
            frame[random.nextInt(frame.length)] = (byte) random.nextInt();
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(frame, 14 + random.nextInt(frame.length)) : frame;
    }
}
