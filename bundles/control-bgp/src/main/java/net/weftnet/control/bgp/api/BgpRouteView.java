package net.weftnet.control.bgp.api;

import java.util.List;

/**
 * A route in a table of all VPNs.
 *
 * @param table for example {@code bgp.l3vpn.0}
 * @param neighbor who brought it in; empty for one that is this node's own or its agents'
 * @param destination with distinguisher, for example {@code 64512:1:10.1.0.0/16}
 * @param label of Ethernet VPN the 24 bits of the wire
 * @param communities extended ones, as text: targets, encapsulations and others
 * @param reason empty for the best path to the destination, for others what makes the best one better
 */
public record BgpRouteView(
        String table,
        String neighbor,
        String destination,
        int label,
        String nextHop,
        String asPath,
        long localPreference,
        List<String> communities,
        String reason) {
    public BgpRouteView {
        communities = List.copyOf(communities);
    }
}
