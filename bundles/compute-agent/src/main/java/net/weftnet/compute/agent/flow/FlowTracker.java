package net.weftnet.compute.agent.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.FlowSample.End;
import net.weftnet.common.sandesh.api.FlowSample.Volume;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import net.weftnet.compute.agent.api.PortStatus;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.Flow;

/**
 * What is new about each flow since it was looked at before. The flows of a look are passed one by one between {@link #begin}
 * and {@link #end}. Of the other end it knows the address only, not the network. It knows a number of flows at most, and
 * keeps little of each; samples are made of what the sampler has chosen only. Its exporter's thread only.
 */
final class FlowTracker {
    private static final int ICMP = 1;
    private static final int ICMP6 = 58;
    private static final String RULE_DROPS = "rule";

    private final int limit;
    private final FlowSampler sampler;
    private final Map<Flow.Key, Seen> known = new HashMap<>();
    private final List<Due> due = new ArrayList<>();
    private Map<Integer, PortStatus> ports = Map.of();
    private Map<Integer, String> rules = Map.of();
    private Instant now = Instant.EPOCH;
    private int look;
    private int untold;

    /** A flow as it was seen last. */
    private static final class Seen {
        private final UUID id = UUID.randomUUID();
        private final long setupMicros;
        private Counter from = Counter.ZERO;
        private Counter to = Counter.ZERO;
        private boolean isAllowed;
        private int rule;
        private int look;

        private Seen(long setupMicros) {
            this.setupMicros = setupMicros;
        }

        /** A flow that came in place of one of the same key counts from nothing. */
        private boolean isAnother(Flow flow) {
            return flow.fromWorkload().packets() < from.packets()
                    || flow.toWorkload().packets() < to.packets();
        }
    }

    /** What may be told of one direction of a flow. */
    private record Due(
            Flow.Key key,
            UUID id,
            long setupMicros,
            boolean isAllowed,
            int rule,
            boolean ingress,
            Counter total,
            long packets,
            long octets,
            boolean isOver) {}

    /**
     * A tracker that knows no flow yet.
     *
     * @param limit how many flows it knows at most; it tells nothing of the others
     * @param sampler chooses what is told
     */
    FlowTracker(int limit, FlowSampler sampler) {
        this.limit = limit;
        this.sampler = sampler;
    }

    /**
     * Begins a look.
     *
     * @param interfaces by interface index
     * @param ruleNames by the number of the rule's counter
     */
    void begin(Map<Integer, PortStatus> interfaces, Map<Integer, String> ruleNames, Instant time) {
        ports = interfaces;
        rules = ruleNames;
        now = time;
        look++;
        untold = 0;
        due.clear();
    }

    void see(Flow flow) {
        var seen = known.get(flow.key());
        if (seen != null && seen.isAnother(flow)) {
            tell(flow.key(), seen, seen.from, seen.to, true);
            known.remove(flow.key());
            seen = null;
        }
        if (seen == null) {
            if (known.size() >= limit) {
                untold++;
                return;
            }
            seen = new Seen(SandeshHeader.micros(now.minus(flow.age())));
            known.put(flow.key(), seen);
        }
        seen.isAllowed = flow.isAllowed();
        seen.rule = rule(flow);
        seen.look = look;
        tell(flow.key(), seen, flow.fromWorkload(), flow.toWorkload(), false);
        seen.from = flow.fromWorkload();
        seen.to = flow.toWorkload();
    }

    /** {@return what is told of what is new}; flows that were not seen this time are over. */
    List<FlowSample> end() {
        known.entrySet().removeIf(entry -> {
            var seen = entry.getValue();
            boolean isOver = seen.look != look;
            if (isOver) {
                tell(entry.getKey(), seen, seen.from, seen.to, true);
            }
            return isOver;
        });
        var told = sampler.choose(due, Due::octets).stream()
                .map(chosen -> sample(chosen.item(), chosen.rate()))
                .toList();
        due.clear();
        return told;
    }

    /** {@return how many flows of this look are too many to be known} */
    int untold() {
        return untold;
    }

    /** A direction without news is not told, unless the flow is over. */
    private void tell(Flow.Key key, Seen seen, Counter from, Counter to, boolean isOver) {
        if (isOver || from.packets() > seen.from.packets()) {
            due.add(due(key, seen, true, from, seen.from, isOver));
        }
        if (isOver && to.packets() > 0 || to.packets() > seen.to.packets()) {
            due.add(due(key, seen, false, to, seen.to, isOver));
        }
    }

    private static Due due(Flow.Key key, Seen seen, boolean ingress, Counter total, Counter before, boolean isOver) {
        return new Due(
                key,
                seen.id,
                seen.setupMicros,
                seen.isAllowed,
                seen.rule,
                ingress,
                total,
                total.packets() - before.packets(),
                Math.max(total.bytes() - before.bytes(), 0),
                isOver);
    }

    private FlowSample sample(Due of, double rate) {
        var key = of.key;
        var port = Optional.ofNullable(ports.get(key.ifIndex()));
        boolean hasPorts = key.protocol() != ICMP && key.protocol() != ICMP6;
        var local = new End(
                port.map(PortStatus::virtualNetwork).orElse(""),
                key.local().toString(),
                hasPorts ? key.localPort() : 0);
        var remote = new End("", key.remote().toString(), hasPorts ? key.remotePort() : 0);
        return new FlowSample(
                of.id.toString(),
                of.ingress,
                of.ingress ? local : remote,
                of.ingress ? remote : local,
                key.protocol(),
                of.isAllowed ? "pass" : "drop",
                of.isAllowed ? "" : RULE_DROPS,
                rules.getOrDefault(of.rule, ""),
                port.map(status -> status.id().toString()).orElse(""),
                "",
                of.setupMicros,
                of.isOver ? SandeshHeader.micros(now) : 0,
                new Volume(of.total.packets(), of.total.bytes()),
                new Volume(of.packets, of.octets),
                rate);
    }

    /** {@return the counter of the rule that decided, of the last stage that has one; 0 if none did} */
    private static int rule(Flow flow) {
        return flow.rules().reversed().stream()
                .filter(number -> number != 0)
                .findFirst()
                .orElse(0);
    }
}
