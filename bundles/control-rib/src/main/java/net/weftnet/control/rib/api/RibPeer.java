package net.weftnet.control.rib.api;

import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;

/** A peer as the RIB knows it: it outlives its sessions. All methods return at once, from any thread. */
public interface RibPeer {

    /**
     * A session is up. Subscriptions and routes of an earlier one stay, as stale, until they are renewed or swept.
     *
     * @param routerId the peer's address; of otherwise equal paths the lower one is best
     * @param sink takes what the peer is told; nothing before it subscribes
     */
    void connect(IpAddress routerId, RibSink sink);

    /** The session is lost: the peer is told nothing more, its routes count on as stale. */
    void disconnect();

    /**
     * The peer takes part in a routing instance, which may not exist yet. Its routes in it count from now on.
     *
     * @param instanceId the peer's own number of the instance, for the route distinguisher of its routes
     * @param wantsRoutes whether it is told the routes of the instance, now and when they change
     */
    void subscribe(String instance, int instanceId, boolean wantsRoutes);

    /** The peer leaves a routing instance; its routes in it are gone. */
    void unsubscribe(String instance);

    /** The peer reaches a destination. Before it has subscribed to the instance this is kept and has no effect. */
    void advertise(String instance, IpPrefix prefix, RouteAttributes attributes);

    /** The peer reaches a destination no more. */
    void withdraw(String instance, IpPrefix prefix);

    /** Removes the subscriptions and routes that were not renewed since {@link #connect}. */
    void sweepStale();

    /** Tells the peer the end-of-RIB, once all that is to be told now has been. */
    void requestEndOfRib();

    /** The sink can take more. */
    void resume();

    /** Removes the peer and all it brought in. */
    void remove();
}
