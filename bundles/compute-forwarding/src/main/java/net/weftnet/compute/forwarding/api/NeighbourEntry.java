package net.weftnet.compute.forwarding.api;

import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;

/**
 * What ARP and neighbour discovery are answered with: a MAC address that workloads of a VRF that bridges may speak to
 * directly. An IP address for many, such as the broadcast address of a subnet, has the broadcast address.
 */
public record NeighbourEntry(int vrf, IpAddress address, MacAddress mac) implements TableEntry {
    public NeighbourEntry {
        Vrf.check(vrf);
    }

    @Override
    public TableKey.NeighbourKey key() {
        return new TableKey.NeighbourKey(vrf, address);
    }
}
