package net.weftnet.compute.agent.policy;

import java.util.List;
import net.weftnet.compute.forwarding.api.RuleSet;

/**
 * What the flows of a port are judged by. Without a rule set everything passes.
 *
 * @param fromWorkload for what the workload begins, in the order in which they are asked
 * @param toWorkload for what others begin
 * @param checksSource whether it may send only from its own addresses
 */
public record PortPolicy(List<RuleSet> fromWorkload, List<RuleSet> toWorkload, boolean checksSource) {
    public PortPolicy {
        fromWorkload = List.copyOf(fromWorkload);
        toWorkload = List.copyOf(toWorkload);
    }
}
