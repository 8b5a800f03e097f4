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
 * and {@link #end}. Of the other end it knows the address only, not the network. Its exporter's thread only.
 */
final class FlowTracker {
    private static final int ICMP = 1;
    private static final int ICMP6 = 58;
    private static final String RULE_DROPS = "rule";

    private final Map<Flow.Key, Seen> known = new HashMap<>();
    private final List<FlowSample> samples = new ArrayList<>();
    private Map<Integer, PortStatus> ports = Map.of();
    private Map<Integer, String> rules = Map.of();
    private Instant now = Instant.EPOCH;

    /** A flow as it was seen last. */
    private static final class Seen {
        private final String id = UUID.randomUUID().toString();
        private final long setupMicros;
        private Flow flow;
        private Instant time;

        private Seen(Flow flow, Instant time) {
            this.flow = flow;
            this.time = time;
            setupMicros = SandeshHeader.micros(time.minus(flow.age()));
        }
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
        samples.clear();
    }

    void see(Flow flow) {
        var seen = known.get(flow.key());
        if (seen == null || isAnother(seen.flow, flow)) {
            if (seen != null) {
                tell(seen, seen.flow, true);
            }
            seen = new Seen(flow, now);
            known.put(flow.key(), seen);
            tell(seen, flow, Counter.ZERO, Counter.ZERO, false);
        } else {
            tell(seen, flow, false);
        }
        seen.flow = flow;
        seen.time = now;
    }

    /** A flow that came in place of one of the same key counts from nothing. */
    private static boolean isAnother(Flow before, Flow flow) {
        return flow.fromWorkload().packets() < before.fromWorkload().packets()
                || flow.toWorkload().packets() < before.toWorkload().packets();
    }

    /** {@return what is new}; flows that were not seen this time are over. */
    List<FlowSample> end() {
        known.values().removeIf(seen -> {
            boolean isOver = seen.time.isBefore(now);
            if (isOver) {
                tell(seen, seen.flow, true);
            }
            return isOver;
        });
        return List.copyOf(samples);
    }

    private void tell(Seen seen, Flow flow, boolean isOver) {
        tell(seen, flow, seen.flow.fromWorkload(), seen.flow.toWorkload(), isOver);
    }

    /** A direction without news is not told, unless the flow is over. */
    private void tell(Seen seen, Flow flow, Counter from, Counter to, boolean isOver) {
        if (isOver || flow.fromWorkload().packets() > from.packets()) {
            samples.add(sample(seen, flow, true, flow.fromWorkload(), from, isOver));
        }
        if (isOver && flow.toWorkload().packets() > 0 || flow.toWorkload().packets() > to.packets()) {
            samples.add(sample(seen, flow, false, flow.toWorkload(), to, isOver));
        }
    }

    private FlowSample sample(Seen seen, Flow flow, boolean ingress, Counter total, Counter before, boolean isOver) {
        var key = flow.key();
        var port = Optional.ofNullable(ports.get(key.ifIndex()));
        boolean hasPorts = key.protocol() != ICMP && key.protocol() != ICMP6;
        var local = new End(
                port.map(PortStatus::virtualNetwork).orElse(""),
                key.local().toString(),
                hasPorts ? key.localPort() : 0);
        var remote = new End("", key.remote().toString(), hasPorts ? key.remotePort() : 0);
        return new FlowSample(
                seen.id,
                ingress,
                ingress ? local : remote,
                ingress ? remote : local,
                key.protocol(),
                flow.isAllowed() ? "pass" : "drop",
                flow.isAllowed() ? "" : RULE_DROPS,
                rule(flow),
                port.map(status -> status.id().toString()).orElse(""),
                "",
                seen.setupMicros,
                isOver ? SandeshHeader.micros(now) : 0,
                new Volume(total.packets(), total.bytes()),
                new Volume(total.packets() - before.packets(), Math.max(total.bytes() - before.bytes(), 0)),
                1);
    }

    /** The rule of the last stage that has one decided. */
    private String rule(Flow flow) {
        return flow.rules().reversed().stream()
                .filter(number -> number != 0)
                .findFirst()
                .map(number -> rules.getOrDefault(number, ""))
                .orElse("");
    }
}
