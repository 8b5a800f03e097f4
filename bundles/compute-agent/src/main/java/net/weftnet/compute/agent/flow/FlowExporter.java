package net.weftnet.compute.agent.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.sandesh.api.SandeshClient;
import net.weftnet.compute.agent.api.PortStatus;
import net.weftnet.compute.agent.api.VRouterAgent;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the flows every ten seconds, and tells analytics what is new. State belongs to its thread. */
@Component(service = {})
public final class FlowExporter {
    private static final Logger log = LoggerFactory.getLogger(FlowExporter.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    /** Samples told of a look; a large table is sampled. */
    private static final int BUDGET = 5_000;

    /** Flows known at a time: about 0.3 KB each, and as much again in a look at which all of them have news. */
    private static final int MOST_FLOWS = 50_000;

    private static final int SAMPLES_IN_A_MESSAGE = 200;

    private final Forwarding forwarding;
    private final VRouterAgent agent;
    private final SandeshClient analytics;
    private final Health.Subject health;
    private final FlowTracker tracker;
    private final OwnerThread owner = OwnerThread.named("flow-exporter");

    @Activate
    public FlowExporter(
            @Reference Forwarding forwarding,
            @Reference VRouterAgent agent,
            @Reference SandeshClient analytics,
            @Reference Health health) {
        this.forwarding = forwarding;
        this.agent = agent;
        this.analytics = analytics;
        this.health = health.open("compute", "flow export");
        tracker = new FlowTracker(MOST_FLOWS, new FlowSampler(BUDGET, new SplittableRandom()));
        owner.schedule(BETWEEN_LOOKS, this::look);
    }

    private void look() {
        owner.schedule(BETWEEN_LOOKS, this::look);
        if (!forwarding.isReady()) {
            return;
        }
        try {
            var rules = new HashMap<Integer, String>();
            forwarding
                    .rules()
                    .forEach(rule -> rules.put(rule.counter(), rule.rule().id()));
            tracker.begin(ports(), rules, Instant.now());
            forwarding.forEachFlow(tracker::see);
        } catch (ForwardingException e) {
            log.debug("Flows are not told this time", e); // none of them is over because of that
            return;
        }
        var samples = tracker.end();
        if (tracker.untold() == 0) {
            health.ok("all flows are known");
        } else {
            health.degraded("of more than " + MOST_FLOWS + " flows, the others are not told to analytics");
        }
        for (int from = 0; from < samples.size(); from += SAMPLES_IN_A_MESSAGE) {
            analytics.flows(samples.subList(from, Math.min(samples.size(), from + SAMPLES_IN_A_MESSAGE)));
        }
    }

    private Map<Integer, PortStatus> ports() {
        var ports = new HashMap<Integer, PortStatus>();
        agent.interfaces().forEach(port -> ports.put(port.ifIndex(), port));
        return ports;
    }

    @Deactivate
    public void close() {
        owner.close();
        health.close();
    }
}
