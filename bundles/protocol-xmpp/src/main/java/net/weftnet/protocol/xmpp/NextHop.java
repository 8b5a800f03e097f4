package net.weftnet.protocol.xmpp;

import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;

/**
 * Where to send the packets of a route.
 *
 * @param address the underlay address of the node
 * @param mac the workload's address, for routed VXLAN
 * @param label the MPLS label that node gave out, 0 for none
 * @param vni the VXLAN network id, 0 for none
 * @param encapsulations the tunnels that node accepts, best first
 * @param virtualNetwork the network behind, empty if not said
 * @param tags ids of the tags of the destination
 */
public record NextHop(
        IpAddress address,
        Optional<MacAddress> mac,
        int label,
        int vni,
        List<Encapsulation> encapsulations,
        String virtualNetwork,
        List<Long> tags) {

    /** The largest label, and the largest VXLAN network id. */
    static final int MAX_LABEL = (1 << 20) - 1;

    static final int MAX_VNI = (1 << 24) - 1;

    public NextHop {
        if (label < 0 || label > MAX_LABEL || vni < 0 || vni > MAX_VNI) {
            throw new IllegalArgumentException("Label " + label + " or VNI " + vni + " is out of range");
        }
        encapsulations = List.copyOf(encapsulations);
        tags = List.copyOf(tags);
    }

    /** {@return a next hop reached with an MPLS label} */
    public static NextHop ofLabel(
            IpAddress address, int label, List<Encapsulation> encapsulations, String virtualNetwork) {
        return new NextHop(address, Optional.empty(), label, 0, encapsulations, virtualNetwork, List.of());
    }
}
