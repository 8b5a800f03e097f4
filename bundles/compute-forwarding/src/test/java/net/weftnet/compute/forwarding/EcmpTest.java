package net.weftnet.compute.forwarding;

import static net.weftnet.compute.forwarding.Frames.fromWorkload;
import static net.weftnet.compute.forwarding.Frames.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.NextHop.Ecmp;
import net.weftnet.compute.forwarding.api.NextHop.Ecmp.Member;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.bpf.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Equal paths: each flow keeps to one, and loses it only with the path itself. */
class EcmpTest {
    private static final int FORK = 30;
    private static final int FLOWS = 512;
    private static final IpAddress SOURCE = IpAddress.parse("1.1.1.1");
    private static final IpAddress DESTINATION = IpAddress.parse("9.9.9.9");

    private ProgramBench bench;

    @BeforeEach
    void load() throws IOException, ForwardingException {
        bench = new ProgramBench();
    }

    @AfterEach
    void unload() {
        bench.close();
    }

    private static Member member(int label) {
        return new Member(12, label);
    }

    private void fork(Member... members) throws ForwardingException {
        bench.tables()
                .putAll(List.of(
                        new NextHopEntry(FORK, new Ecmp(List.of(members))), ProgramBench.route("9.9.9.9/32", FORK, 0)));
    }

    private static byte[] frame(int port) {
        return fromWorkload(Frames.packet(17, SOURCE, DESTINATION, 0x4000, udp(port, 80)));
    }

    /** {@return the label each flow is sent under} */
    private Map<Integer, Integer> labels() throws IOException {
        var labels = new HashMap<Integer, Integer>();
        for (int port = 1; port <= FLOWS; port++) {
            var run = bench.fromWorkload(frame(port));
            assertEquals(TestRun.REDIRECTED, run.action());
            var out = run.frame();
            labels.put(port, (out[42] & 0xff) << 12 | (out[43] & 0xff) << 4 | (out[44] & 0xf0) >> 4);
        }
        return labels;
    }

    private static long count(Map<Integer, Integer> labels, int label) {
        return labels.values().stream().filter(one -> one == label).count();
    }

    @Test
    void flowsAreSpreadAndKeepTheirPath() throws IOException, ForwardingException {
        fork(member(100), member(101), member(102));
        var first = labels();
        for (int label : List.of(100, 101, 102)) {
            assertTrue(count(first, label) > FLOWS / 10, first::toString);
        }
        assertEquals(first, labels());
    }

    @Test
    void lossOfAPathMovesOnlyItsFlowsAndItsReturnBringsThemBack() throws IOException, ForwardingException {
        fork(member(100), member(101), member(102));
        var before = labels();
        fork(member(100), member(102));
        var without = labels();
        before.forEach((port, label) -> {
            if (label != 101) {
                assertEquals(label, without.get(port), "flow " + port);
            }
        });
        assertEquals(0, count(without, 101));
        fork(member(100), member(101), member(102));
        assertEquals(before, labels());
    }

    @Test
    void pathMayBeAWorkloadOfThisNode() throws IOException, ForwardingException {
        fork(new Member(10, 0), member(100));
        long local = 0;
        for (int port = 1; port <= FLOWS; port++) {
            local += bench.fromWorkload(frame(port)).frame().length < 60 ? 1 : 0;
        }
        assertTrue(local > FLOWS / 10 && local < FLOWS * 9 / 10, "local " + local);
    }

    @Test
    void missingPartsDrop() throws IOException, ForwardingException {
        fork(new Member(15, 1), new Member(17, 1));
        bench.assertDropped(DropReason.INVALID_NH, frame(1), bench::fromWorkload);
        fork(new Member(FORK, 1), new Member(FORK, 2));
        bench.assertDropped(DropReason.INVALID_NH, frame(1), bench::fromWorkload);
    }

    @Test
    void isReadBackAndDeletedWhole() throws IOException, ForwardingException {
        fork(member(101), member(100));
        var entry = new NextHopEntry(FORK, new Ecmp(List.of(member(100), member(101))));
        assertTrue(bench.tables().dump(TableKind.NEXT_HOP).contains(entry));
        bench.tables().delete(new TableKey.NextHopKey(FORK));
        bench.assertDropped(DropReason.INVALID_NH, frame(1), bench::fromWorkload);
        assertTrue(bench.tables().dump(TableKind.NEXT_HOP).stream()
                .noneMatch(e -> e.key().equals(entry.key())));
    }

    @Test
    void oneOrTooManyPathsAreNoChoice() {
        assertThrows(IllegalArgumentException.class, () -> new Ecmp(List.of(member(100), member(100))));
        var many = IntStream.range(100, 117).mapToObj(EcmpTest::member).toList();
        assertThrows(IllegalArgumentException.class, () -> new Ecmp(many));
    }
}
