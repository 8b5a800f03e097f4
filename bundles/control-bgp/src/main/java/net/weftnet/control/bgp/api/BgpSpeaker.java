package net.weftnet.control.bgp.api;

import java.util.List;

/** Service: the BGP speaker of this control node. */
public interface BgpSpeaker {

    /** {@return the configured neighbours, by name} */
    List<NeighborView> neighbors();

    /** {@return the routes in the tables of all VPNs, each path to a destination, best first} */
    List<BgpRouteView> routes();

    /**
     * Ends the session with a neighbour, and begins another one; also with one that is left alone since it brought in too
     * many routes. One that the configuration keeps down stays down.
     *
     * @param communication for the operator of the other end (RFC 9003), may be empty; cut to 255 octets
     * @return whether there is such a neighbour
     */
    boolean reset(String neighbor, String communication);
}
