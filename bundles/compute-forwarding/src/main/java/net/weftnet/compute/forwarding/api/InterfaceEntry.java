package net.weftnet.compute.forwarding.api;

import net.weftnet.common.net.MacAddress;

/**
 * An interface the forwarding plane receives from and sends to.
 *
 * @param ifIndex the index the kernel gave the device, unique in the network namespace of this node
 * @param vif the agent's number for it
 * @param device the name of the device, at most 15 octets
 * @param kind what is behind it
 * @param vrf the routing table its packets are looked up in; 0 for the fabric
 * @param mac the MAC address of the workload, or of the device for the fabric
 */
public record InterfaceEntry(int ifIndex, int vif, String device, Kind kind, int vrf, MacAddress mac)
        implements TableEntry {

    /** What is behind an interface. */
    public enum Kind {
        /** A workload: a virtual machine or container, in the VRF of its virtual network. */
        WORKLOAD,
        /** The underlay: other nodes, reached through tunnels. */
        FABRIC
    }

    public InterfaceEntry {
        if (ifIndex <= 0) {
            throw new IllegalArgumentException("Interface index of " + device + " is not positive: " + ifIndex);
        }
        Vrf.check(vrf);
    }

    @Override
    public TableKey.InterfaceKey key() {
        return new TableKey.InterfaceKey(ifIndex);
    }
}
