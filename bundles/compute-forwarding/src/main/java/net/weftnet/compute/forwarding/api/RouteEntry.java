package net.weftnet.compute.forwarding.api;

import net.weftnet.common.net.IpPrefix;

/**
 * A route of a VRF. The longest prefix that contains the destination wins.
 *
 * @param nextHopId where packets go
 * @param label the label the other node gave the route; 0 if the next hop is no tunnel
 */
public record RouteEntry(int vrf, IpPrefix prefix, int nextHopId, int label) implements TableEntry {

    public RouteEntry {
        Vrf.check(vrf);
        if (label != 0) {
            LabelEntry.check(label);
        }
    }

    @Override
    public TableKey.RouteKey key() {
        return new TableKey.RouteKey(vrf, prefix);
    }
}
