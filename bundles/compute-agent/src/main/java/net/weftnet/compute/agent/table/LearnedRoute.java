package net.weftnet.compute.agent.table;

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
 */
public record LearnedRoute(
        String vrf, IpPrefix prefix, IpAddress destination, int label, Encapsulation encapsulation) {}
