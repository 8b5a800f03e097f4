package net.weftnet.compute.agent.table;

import java.util.List;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;

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
     * @param label the label that node gave, or its VNI
     * @param encapsulation one that both nodes speak
     * @param router the MAC address that packets are sent to, over VXLAN; else all zero
     */
    public record Path(IpAddress destination, int label, Encapsulation encapsulation, MacAddress router) {
        private static final MacAddress NONE = new MacAddress(0);

        /** A way for packets over MPLS, or for frames. */
        public Path(IpAddress destination, int label, Encapsulation encapsulation) {
            this(destination, label, encapsulation, NONE);
        }
    }

    public LearnedRoute {
        paths = List.copyOf(paths);
        groups = List.copyOf(groups);
    }
}
