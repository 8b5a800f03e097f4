package net.weftnet.control.rib.api;

import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;

/**
 * A node that forwards to a destination.
 *
 * @param address its underlay address
 * @param label the MPLS label it gave out, 0 for none
 * @param vni the VXLAN network id, 0 for none
 * @param mac the destination's address, for routed VXLAN
 * @param encapsulations the tunnels it accepts, best first
 * @param virtualNetwork the network behind, empty if not said
 * @param tags ids of the destination's tags
 */
public record NextHop(
        IpAddress address,
        int label,
        int vni,
        Optional<MacAddress> mac,
        List<Encapsulation> encapsulations,
        String virtualNetwork,
        List<Long> tags) {

    public NextHop {
        encapsulations = List.copyOf(encapsulations);
        tags = List.copyOf(tags);
    }
}
