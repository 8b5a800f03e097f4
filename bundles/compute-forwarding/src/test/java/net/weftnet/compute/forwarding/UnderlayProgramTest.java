package net.weftnet.compute.forwarding;

import static net.weftnet.compute.forwarding.Frames.GATEWAY_MAC;
import static net.weftnet.compute.forwarding.Frames.WORKLOAD_MAC;
import static net.weftnet.compute.forwarding.Frames.fromUnderlay;
import static net.weftnet.compute.forwarding.Frames.hex;
import static net.weftnet.compute.forwarding.Frames.mpls;
import static net.weftnet.compute.forwarding.Frames.mplsOverGre;
import static net.weftnet.compute.forwarding.Frames.mplsOverUdp;
import static net.weftnet.compute.forwarding.Frames.text;
import static net.weftnet.compute.forwarding.Frames.udpPacket;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.bpf.TestRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packet vectors for what the underlay brings: both tunnels, and what is none of ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnderlayProgramTest {
    private static final byte[] INNER = udpPacket("2.2.2.2", "1.1.1.1", 63, 80);
    private static final int UDP_PORT = 6635;

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

    private static void assertDelivered(TestRun run) {
        assertEquals(TestRun.REDIRECTED, run.action());
        // The sender's node has counted the hop: the time to live is not touched again.
        assertEquals(WORKLOAD_MAC + GATEWAY_MAC + "0800" + text(INNER), text(run.frame()));
    }

    @ParameterizedTest
    @ValueSource(ints = {UDP_PORT, 51234})
    void deliversFromMplsOverUdp(int port) throws IOException {
        assertDelivered(bench.fromUnderlay(mplsOverUdp(port, 1000, 63, INNER)));
    }

    @Test
    void deliversFromMplsOverGre() throws IOException {
        assertDelivered(bench.fromUnderlay(mplsOverGre(1000, INNER)));
    }

    @Test
    void dropsUnknownLabel() throws IOException {
        bench.assertDropped(DropReason.INVALID_LABEL, mplsOverUdp(UDP_PORT, 999, 63, INNER), bench::fromUnderlay);
    }

    @Test
    void dropsLabelStack() throws IOException {
        var stack = hex("eb06 19eb 0028 0000", "%08x".formatted(1000 << 12 | 63), mpls(1000, 63), text(INNER));
        bench.assertDropped(DropReason.INVALID_LABEL, fromUnderlay(17, stack), bench::fromUnderlay);
    }

    @Test
    void dropsLabelThatLeadsBackIntoATunnel() throws IOException {
        bench.assertDropped(DropReason.INVALID_LABEL, mplsOverUdp(UDP_PORT, 1002, 63, INNER), bench::fromUnderlay);
    }

    @Test
    void dropsLabelWithoutNextHop() throws IOException {
        bench.assertDropped(DropReason.INVALID_NH, mplsOverUdp(UDP_PORT, 1001, 63, INNER), bench::fromUnderlay);
    }

    @Test
    void dropsLabelWhoseTimeToLiveRanOut() throws IOException {
        bench.assertDropped(DropReason.TTL_EXCEEDED, mplsOverUdp(UDP_PORT, 1000, 0, INNER), bench::fromUnderlay);
    }

    @Test
    void dropsWhatIsNotIpWithin() throws IOException {
        var inner = hex("50000000", "00".repeat(36));
        bench.assertDropped(DropReason.INVALID_PROTOCOL, mplsOverUdp(UDP_PORT, 1000, 63, inner), bench::fromUnderlay);
    }

    @Test
    void dropsFragmentsOfTunnels() throws IOException {
        var frame = mplsOverUdp(UDP_PORT, 1000, 63, INNER);
        frame[14 + 6] = 0x20;
        bench.assertDropped(DropReason.FRAGMENTS, frame, bench::fromUnderlay);
    }

    @Test
    void dropsTunnelsThatEndEarly() throws IOException {
        var whole = mplsOverUdp(UDP_PORT, 1000, 63, INNER);
        int afterUdp = 14 + 20 + 8;
        for (int length = afterUdp; length < whole.length; length++) {
            var reason = length < afterUdp + 4 + 20 ? DropReason.PULL : DropReason.INVALID_PACKET;
            bench.assertDropped(reason, Arrays.copyOf(whole, length), bench::fromUnderlay);
        }
    }

    @Test
    void leavesTheRestToTheKernel() throws IOException {
        var before = bench.tables().drops();
        var otherHost = mplsOverUdp(UDP_PORT, 1000, 63, INNER);
        otherHost[0] = 2;
        var withOptions = mplsOverUdp(UDP_PORT, 1000, 63, INNER);
        withOptions[14] = 0x46;
        var frames = new byte[][] {
            otherHost,
            withOptions,
            mplsOverUdp(4790, 1000, 63, INNER),
            fromUnderlay(17, hex("eb06 19")),
            fromUnderlay(47, hex("2000 8847 00000000", mpls(1000, 63), text(INNER))),
            fromUnderlay(47, hex("0000 0800", text(INNER))),
            fromUnderlay(6, hex("00".repeat(20))),
            hex("ffffffffffff", WORKLOAD_MAC, "0806", "00".repeat(28)),
            hex("333300000016", WORKLOAD_MAC, "86dd", "00".repeat(40))
        };
        for (var frame : frames) {
            assertEquals(TestRun.LEFT_TO_KERNEL, bench.fromUnderlay(frame).action(), text(frame));
        }
        assertEquals(Map.of(), bench.drops(before));
    }
}
