package net.weftnet.compute.forwarding.api;

import net.weftnet.common.net.IpPrefix;

/**
 * A route of a VRF. The longest prefix that contains the destination wins.
 *
 * @param nextHopId where packets go
 * @param label the label the other node gave the route, or its VNI if the tunnel is VXLAN; 0 if the next hop is no tunnel
 * @param network the number of the virtual network of the destination, as {@link Match} has it; 0 if not known
 * @param groups the number of the list of security groups of the destination; 0 for none
 */
public record RouteEntry(int vrf, IpPrefix prefix, int nextHopId, int label, int network, int groups)
        implements TableEntry {

    public RouteEntry {
        Vrf.check(vrf);
        if (label < 0 || label > VniEntry.LAST) {
            throw new IllegalArgumentException("Neither a label nor a VNI: " + label);
        }
    }

    /** A route to a destination of which no network and no groups are known. */
    public RouteEntry(int vrf, IpPrefix prefix, int nextHopId, int label) {
        this(vrf, prefix, nextHopId, label, 0, 0);
    }

    @Override
    public TableKey.RouteKey key() {
        return new TableKey.RouteKey(vrf, prefix);
    }
}
