package net.weftnet.compute.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.bpf.TestRun;
import net.weftnet.compute.forwarding.linux.LinuxException;
import org.junit.jupiter.api.Test;

/** Frames nobody should send: whatever a program does with one, it is a known action and each drop is counted. */
class FuzzTest {
    private static final int FRAMES = 20_000;
    private static final byte[] INNER = Frames.udpPacket("1.1.1.1", "2.2.2.2", 64, 40);
    private static final List<byte[]> SEEDS = List.of(
            Frames.fromWorkload(INNER),
            Frames.mplsOverUdp(6635, 1000, 63, INNER),
            Frames.mplsOverGre(1000, INNER),
            Frames.hex(
                    "ffffffffffff 020000000001 0806 0001 0800 06 04 0001 020000000001 01010101 000000000000 01010163"));

    @Test
    void eachFrameIsForwardedLeftOrCounted() throws IOException, ForwardingException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        try (var bench = new ProgramBench()) {
            var before = bench.tables().drops();
            long dropped = 0;
            for (int i = 0; i < FRAMES; i++) {
                var frame = mutate(SEEDS.get(random.nextInt(SEEDS.size())), random);
                dropped += drops(bench::fromWorkload, frame, seed);
                dropped += drops(bench::fromUnderlay, frame, seed);
            }
            long counted = bench.drops(before).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertEquals(dropped, counted, "seed " + seed);
            assertTrue(dropped > FRAMES / 10, "seed " + seed);
        }
    }

    private static int drops(ProgramBench.Run program, byte[] frame, long seed) throws IOException {
        try {
            int action = program.run(frame).action();
            assertTrue(
                    action == TestRun.DROPPED || action == TestRun.REDIRECTED || action == TestRun.LEFT_TO_KERNEL,
                    "action " + action + ", seed " + seed + ", frame " + Frames.text(frame));
            return action == TestRun.DROPPED ? 1 : 0;
        } catch (LinuxException e) {
            // The kernel itself refuses to run a program on a frame it finds too short.
            assertEquals(LinuxException.EINVAL, e.errno());
            return 0;
        }
    }

    private static byte[] mutate(byte[] seed, Random random) {
        var frame = seed.clone();
        for (int i = random.nextInt(6); i > 0; i--) {
            frame[random.nextInt(frame.length)] = (byte) random.nextInt();
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(frame, 14 + random.nextInt(frame.length)) : frame;
    }
}
