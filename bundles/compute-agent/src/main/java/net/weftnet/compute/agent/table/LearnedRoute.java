package net.weftnet.compute.agent.table;

import java.util.List;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;

/**
 * A route to a workload of another node, or of another routing instance of this one, reduced to what forwarding needs.
 *
 * @param vrf the name of the routing instance
 * @param paths equal ways to it, at least one
 * @param network the name of the virtual network it comes from; empty if not known
 * @param groups ids of the security groups of the workload
 */
public record LearnedRoute(String vrf, IpPrefix prefix, List<Path> paths, String network, List<Integer> groups) {
    /**
     * A way to a node.
     *
     * @param destination the underlay address of the node
     * @param label the label that node gave
     * @param encapsulation one that both nodes speak
     */
    public record Path(IpAddress destination, int label, Encapsulation encapsulation) {}

    public LearnedRoute {
        paths = List.copyOf(paths);
        groups = List.copyOf(groups);
    }
}
