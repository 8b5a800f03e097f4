package net.weftnet.compute.forwarding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import net.weftnet.compute.forwarding.api.Flow;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.TableKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes flows that are over, and those of ports that are gone, and logs what rules want logged. The kernel needs none
 * of it to go on: a full table gives up the flows that were not used for longest. Confined to one thread.
 */
final class FlowAgeing {
    private static final Logger log = LoggerFactory.getLogger(FlowAgeing.class);

    private final Forwarding forwarding;
    private final FlowTimeouts timeouts;
    private final Map<Flow.Key, Flow> logged = new HashMap<>();

    FlowAgeing(Forwarding forwarding, FlowTimeouts timeouts) {
        this.forwarding = forwarding;
        this.timeouts = timeouts;
    }

    /** Looks at every flow once; {@return how many are left} */
    int sweep() throws ForwardingException {
        var ports = forwarding.dump(TableKind.INTERFACE).stream()
                .map(InterfaceEntry.class::cast)
                .map(InterfaceEntry::ifIndex)
                .collect(Collectors.toSet());
        var over = new ArrayList<Flow>();
        var alive = new int[1];
        var toLog = new HashMap<Flow.Key, Flow>();
        forwarding.forEachFlow(flow -> {
            if (timeouts.isOver(flow) || !ports.contains(flow.key().ifIndex())) {
                over.add(flow);
            } else {
                alive[0]++;
            }
            if (flow.isLogged()) {
                toLog.put(flow.key(), flow);
            }
        });
        log(toLog);
        for (var flow : over) {
            forwarding.deleteFlow(flow.key());
            var ended = logged.remove(flow.key());
            if (ended != null) {
                log.info(
                        "Flow ended: {}, {} packets from, {} to the workload",
                        flow.key(),
                        flow.fromWorkload().packets(),
                        flow.toWorkload().packets());
            }
        }
        return alive[0];
    }

    private void log(Map<Flow.Key, Flow> present) {
        logged.keySet().retainAll(present.keySet());
        present.forEach((key, flow) -> {
            var before = logged.put(key, flow);
            if (before == null || before.isAllowed() != flow.isAllowed()) {
                log.info("Flow {}: {}, begun {}", flow.isAllowed() ? "allowed" : "dropped", key, flow.begun());
            }
        });
    }
}
