package net.weftnet.compute.forwarding.api;

import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;

/** What to do with a packet. */
public sealed interface NextHop {

    /** Drop it, counted as {@link DropReason#DISCARD}. */
    record Discard() implements NextHop {}

    /**
     * Give it to a workload of this node.
     *
     * @param ifIndex the interface, which must be in the interface table
     * @param workloadMac the destination MAC address of the frame
     */
    record Interface(int ifIndex, MacAddress workloadMac) implements NextHop {
        public Interface {
            if (ifIndex <= 0) {
                throw new IllegalArgumentException("Interface index is not positive: " + ifIndex);
            }
        }
    }

    /**
     * Send it to another node under the label of the route. The kernel's own routes and neighbours of the underlay
     * say which way.
     *
     * @param source an address of this node
     * @param destination the address of the other node, of the same family
     */
    record Tunnel(Encapsulation encapsulation, IpAddress source, IpAddress destination) implements NextHop {
        public Tunnel {
            if (source.family() != destination.family()) {
                throw new IllegalArgumentException("Tunnel from " + source + " to " + destination + " mixes families");
            }
        }
    }
}
