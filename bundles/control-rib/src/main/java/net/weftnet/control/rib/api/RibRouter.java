package net.weftnet.control.rib.api;

import java.util.Set;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.message.Update;

/** A router or another control node: a peer over BGP, with routes of all VPNs. */
public non-sealed interface RibRouter extends RibPeer {

    /**
     * A session is up. Routes of an earlier one stay, as stale, until they are renewed or swept. The peer is told what
     * it has not asked to be spared (RFC 4684), then the end-of-RIB of each family.
     */
    void connect(RouterSession session, RouterSink sink);

    /**
     * Takes what the peer says. Routes that have been here before (RFC 4271 section 9.1.2, RFC 4456 section 8) count as
     * withdrawn.
     *
     * @param taken called on the thread of the RIB when that is done, so that the peer can be held back
     */
    void update(Update update, Runnable taken);

    /**
     * Lets the stale routes of these families stay for long (RFC 9494): they are used for want of better ones, and told to
     * those who know that there are such routes. Those that must not be kept are removed.
     */
    void keepForLong(Set<AddressFamily> families);

    /** Removes the routes of these families that were not renewed since the peer connected. */
    void sweepStale(Set<AddressFamily> families);

    /** Tells the peer all routes of a family again (RFC 2918). */
    void refresh(AddressFamily family);
}
