package net.weftnet.compute.agent.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.FlowSample.End;
import net.weftnet.common.sandesh.api.FlowSample.Volume;
import net.weftnet.compute.agent.api.PortStatus;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.Flow;
import org.junit.jupiter.api.Test;

class FlowTrackerTest {
    private static final Instant START = Instant.ofEpochSecond(1_700_000_000);
    private static final PortStatus PORT = new PortStatus(
            new UUID(1, 2), "tap1", 7, "d:demo:p1", "", "d:demo:front", "d:demo:front:front", List.of(), 16, List.of());

    private final FlowTracker tracker = new FlowTracker(2, new FlowSampler(1_000, new Random()));

    @Test
    void tellsWhatIsNewOfBothDirections() {
        var first = look(0, flow(10, 4, true));
        assertEquals(2, first.size());
        var out = first.getFirst();
        assertEquals(new End("d:demo:front", "10.0.1.3", 40_000), out.source());
        assertEquals(new End("", "10.0.2.4", 443), out.destination());
        assertEquals(new Volume(10, 1_000), out.recent());
        assertEquals("allow-web", out.rule());
        assertEquals(PORT.id().toString(), out.port());
        assertEquals((START.getEpochSecond() - 5) * 1_000_000, out.setupMicros());
        var in = first.getLast();
        assertEquals(new End("d:demo:front", "10.0.1.3", 40_000), in.destination());
        assertEquals(out.flow(), in.flow());

        var second = look(10, flow(13, 4, true));
        assertEquals(
                List.of(new Volume(3, 300)),
                second.stream().map(FlowSample::recent).toList());
        assertEquals(new Volume(13, 1_300), second.getFirst().total());
        assertEquals(out.flow(), second.getFirst().flow());
        assertEquals(List.of(), look(20, flow(13, 4, true)));
    }

    @Test
    void tellsTheEndOnce() {
        look(0, flow(10, 4, false));
        var end = look(10);
        assertEquals(2, end.size());
        assertEquals((START.getEpochSecond() + 10) * 1_000_000, end.getFirst().teardownMicros());
        assertEquals(new Volume(0, 0), end.getFirst().recent());
        assertEquals("drop", end.getFirst().action());
        assertEquals(List.of(), look(20));
    }

    @Test
    void knowsAnotherFlowOfTheSameKeyByItsCounters() {
        var first = look(0, flow(10, 4, true)).getFirst();
        var second = look(10, flow(2, 1, true));
        assertEquals(4, second.size());
        assertEquals(first.flow(), second.getFirst().flow());
        assertTrue(second.getFirst().teardownMicros() > 0);
        assertTrue(!first.flow().equals(second.getLast().flow()));
        assertEquals(new Volume(2, 200), second.get(2).recent());
    }

    @Test
    void samplesALargeTableAndItsSumsStayRight() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var samples = new ArrayList<FlowSample>();
        for (int i = 0; i < 20_000; i++) {
            samples.add(sample(i % 100 == 0 ? 1_000_000 : random.nextInt(2_000)));
        }
        double sum = samples.stream().mapToLong(FlowTrackerTest::octets).sum();
        var sampler = new FlowSampler(2_000, random);
        var chosen = sampler.choose(samples, FlowTrackerTest::octets);
        // Many standard deviations wide: a failure is a fault and no bad luck.
        assertTrue(chosen.size() > 1_500 && chosen.size() < 2_500, () -> chosen.size() + " chosen, seed " + seed);
        double told = chosen.stream()
                .mapToDouble(one -> octets(one.item()) * one.rate())
                .sum();
        assertEquals(sum, told, sum * 0.05, () -> "seed " + seed);
        assertTrue(
                chosen.stream().filter(one -> octets(one.item()) == 1_000_000).allMatch(one -> one.rate() == 1));
        var few = samples.subList(0, 2_000);
        assertEquals(
                few,
                sampler.choose(few, FlowTrackerTest::octets).stream()
                        .map(FlowSampler.Chosen::item)
                        .toList());
    }

    private static long octets(FlowSample sample) {
        return sample.recent().octets();
    }

    @Test
    void knowsSoManyFlowsAtATime() {
        assertEquals(
                2,
                look(0, flow(1, 10, 0, true), flow(2, 10, 0, true), flow(3, 10, 0, true))
                        .size());
        assertEquals(1, tracker.untold());
        look(10, flow(2, 10, 0, true));
        assertEquals(0, tracker.untold());
        var third = look(20, flow(2, 10, 0, true), flow(3, 12, 0, true));
        assertEquals(List.of(3), third.stream().map(one -> one.source().port()).toList());
    }

    @Test
    void tellsWhatEachSampleStandsFor() {
        int flows = 4_000;
        long seed = new Random().nextLong();
        var large = new FlowTracker(flows, new FlowSampler(1_000, new Random(seed)));
        large.begin(Map.of(), Map.of(), START);
        for (int port = 0; port < flows; port++) {
            large.see(flow(port, 10, 0, true));
        }
        var told = large.end();
        assertTrue(told.size() > 700 && told.size() < 1_300, () -> told.size() + " told, seed " + seed);
        assertTrue(told.stream().allMatch(one -> one.sampling() > 3 && one.sampling() < 5));
    }

    private List<FlowSample> look(int seconds, Flow... flows) {
        tracker.begin(Map.of(7, PORT), Map.of(3, "allow-web"), START.plusSeconds(seconds));
        for (var flow : flows) {
            tracker.see(flow);
        }
        return tracker.end();
    }

    private static Flow flow(long from, long to, boolean allowed) {
        return flow(40_000, from, to, allowed);
    }

    private static Flow flow(int port, long from, long to, boolean allowed) {
        var key = new Flow.Key(7, IpAddress.parse("10.0.1.3"), IpAddress.parse("10.0.2.4"), port, 443, 6);
        return new Flow(
                key,
                Duration.ofSeconds(5),
                Duration.ZERO,
                new Counter(from, from * 100),
                new Counter(to, to * 100),
                1,
                0,
                List.of(3, 0),
                allowed,
                Direction.FROM_WORKLOAD,
                Flow.TcpState.ESTABLISHED,
                false,
                key.local());
    }

    private static FlowSample sample(long octets) {
        var end = new End("", "10.0.0.1", 1);
        var volume = new Volume(1, octets);
        return new FlowSample("f", true, end, end, 6, "pass", "", "", "", "", 1, 0, volume, volume, 1);
    }
}
