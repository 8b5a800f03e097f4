package net.weftnet.compute.agent.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the agent is, at a glance.
 *
 * @param node this node's name
 * @param underlay its tunnel address
 * @param controlNodes its control nodes, best first
 * @param converged whether configuration and routes have been read completely since the agent started; until then
 *     nothing that an earlier life left in the forwarding tables is deleted
 * @param interfaces how many workload interfaces there are
 * @param active how many of them are active
 * @param vrfs how many routing instances it takes part in
 * @param configObjects how many configuration objects it knows
 * @param tables what is installed in the forwarding plane
 */
public record AgentStatus(
        String node,
        String underlay,
        List<ControlNodeStatus> controlNodes,
        boolean converged,
        int interfaces,
        int active,
        int vrfs,
        int configObjects,
        Tables tables) {

    public AgentStatus {
        controlNodes = List.copyOf(controlNodes);
    }

    /**
     * A control node.
     *
     * @param up whether there is a session
     * @param configSource whether configuration is taken from it
     * @param synchronised whether it has sent all its routes
     * @param routes how many routes it has sent
     */
    public record ControlNodeStatus(
            String address, boolean up, boolean configSource, boolean synchronised, int routes) {}

    /**
     * The forwarding tables as the agent believes them to be.
     *
     * @param audited when they were last compared with the kernel; null if never
     * @param repaired how many differences the audits have repaired since the agent started
     * @param refused how many entries the data plane refuses at present
     */
    public record Tables(
            long interfaces,
            long nextHops,
            long routes,
            long labels,
            @Nullable Instant audited,
            long repaired,
            int refused) {}
}
