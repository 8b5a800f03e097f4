package net.weftnet.control.bgp.api;

import java.util.List;

/** Service: the BGP speaker of this control node. */
public interface BgpSpeaker {

    /** {@return the configured neighbours, by name} */
    List<NeighborView> neighbors();

    /** {@return the routes that neighbours brought in, and then those that neighbours are told} */
    List<BgpRouteView> routes();
}
