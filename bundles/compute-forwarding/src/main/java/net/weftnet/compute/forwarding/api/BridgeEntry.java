package net.weftnet.compute.forwarding.api;

import net.weftnet.common.net.MacAddress;

/**
 * Where frames to a MAC address go, in a VRF.
 *
 * @param mac an address; the broadcast address for frames for many that have no entry of their own; {@link #UNKNOWN} for
 *     frames to addresses that have none
 * @param nextHopId an interface, a tunnel, or {@link NextHop.Multicast}
 * @param label the label the other node gave for frames, or its VNI if the tunnel is VXLAN; 0 if the next hop is no tunnel
 */
public record BridgeEntry(int vrf, MacAddress mac, int nextHopId, int label) implements TableEntry {
    /** Stands for all unicast addresses without an entry. */
    public static final MacAddress UNKNOWN = new MacAddress(0);

    public BridgeEntry {
        Vrf.check(vrf);
        if (label < 0 || label > VniEntry.LAST) {
            throw new IllegalArgumentException("Neither a label nor a VNI: " + label);
        }
    }

    @Override
    public TableKey.BridgeKey key() {
        return new TableKey.BridgeKey(vrf, mac);
    }
}
