package net.weftnet.compute.agent.api;

import java.util.List;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;

/**
 * A next hop of a route that a control node has sent.
 *
 * @param controlNode who sent it
 * @param vrf the routing instance
 * @param prefix the destination
 * @param nextHop the underlay address of the node to send to
 * @param label the label that node gave
 * @param encapsulations the tunnels that node accepts
 * @param virtualNetwork the network it comes from
 * @param stale whether the control node has yet to confirm it, after the session was lost
 */
public record ReceivedRoute(
        String controlNode,
        String vrf,
        IpPrefix prefix,
        IpAddress nextHop,
        int label,
        List<Encapsulation> encapsulations,
        String virtualNetwork,
        boolean stale) {

    public ReceivedRoute {
        encapsulations = List.copyOf(encapsulations);
    }
}
