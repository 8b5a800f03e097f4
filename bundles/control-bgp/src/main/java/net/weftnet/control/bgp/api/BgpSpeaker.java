package net.weftnet.control.bgp.api;

import java.util.List;

/** Service: the BGP speaker of this control node. */
public interface BgpSpeaker {

    /** {@return the configured neighbours, by name} */
    List<NeighborView> neighbors();

    /** {@return the routes in the tables of all VPNs, each path to a destination, best first} */
    List<BgpRouteView> routes();
}
