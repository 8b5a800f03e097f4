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
 * @param policy the number of the policy its flows are judged by; 0 to judge none and keep none
 * @param mode what its network does with its packets
 */
public record InterfaceEntry(
        int ifIndex, int vif, String device, Kind kind, int vrf, MacAddress mac, int policy, Mode mode)
        implements TableEntry {

    /** How a network forwards. */
    public enum Mode {
        /** By MAC address alone: there is no gateway. */
        L2,
        /** By IP address alone: every address is at the gateway. */
        L3,
        /** What is sent to the gateway by IP address, all else by MAC address. */
        L2_L3
    }

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

    /** An interface of a network that routes. */
    public InterfaceEntry(int ifIndex, int vif, String device, Kind kind, int vrf, MacAddress mac, int policy) {
        this(ifIndex, vif, device, kind, vrf, mac, policy, Mode.L3);
    }

    /** An interface without policy. */
    public InterfaceEntry(int ifIndex, int vif, String device, Kind kind, int vrf, MacAddress mac) {
        this(ifIndex, vif, device, kind, vrf, mac, 0);
    }

    /** {@return the same under another policy} */
    public InterfaceEntry withPolicy(int number) {
        return new InterfaceEntry(ifIndex, vif, device, kind, vrf, mac, number, mode);
    }

    /** {@return the same in a network that forwards otherwise} */
    public InterfaceEntry withMode(Mode other) {
        return new InterfaceEntry(ifIndex, vif, device, kind, vrf, mac, policy, other);
    }

    @Override
    public TableKey.InterfaceKey key() {
        return new TableKey.InterfaceKey(ifIndex);
    }
}
