package net.weftnet.compute.agent.table;

import java.util.List;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;

/**
 * A route to a workload of another node, or of another routing instance of this one, reduced to what forwarding needs.
 *
 * @param vrf the name of the routing instance
 * @param destination the underlay address of the node
 * @param label the label that node gave
 * @param encapsulation one that both nodes speak
 * @param network the name of the virtual network it comes from; empty if not known
 * @param groups ids of the security groups of the workload
 */
public record LearnedRoute(
        String vrf,
        IpPrefix prefix,
        IpAddress destination,
        int label,
        Encapsulation encapsulation,
        String network,
        List<Integer> groups) {
    public LearnedRoute {
        groups = List.copyOf(groups);
    }
}
