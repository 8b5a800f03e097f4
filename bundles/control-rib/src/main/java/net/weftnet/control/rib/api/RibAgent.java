package net.weftnet.control.rib.api;

import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.nlri.Nlri;

/** An agent: a peer that takes part in routing instances. */
public non-sealed interface RibAgent extends RibPeer {

    /**
     * A session is up. Subscriptions and routes of an earlier one stay, as stale, until they are renewed or swept.
     *
     * @param address the agent's address; of otherwise equal paths the lower one is best
     * @param sink takes what the agent is told; nothing before it subscribes
     */
    void connect(IpAddress address, RibSink sink);

    /**
     * The agent takes part in a routing instance, which may not exist yet. Its routes in it count from now on.
     *
     * @param instanceId the agent's own number of the instance, 16 bits: with the next hop of a route it makes the
     *     route's distinguisher
     * @param wantsRoutes whether it is told the routes of the instance, now and when they change
     */
    void subscribe(String instance, int instanceId, boolean wantsRoutes);

    /** The agent leaves a routing instance; its routes in it are gone. */
    void unsubscribe(String instance);

    /**
     * The agent reaches a destination. Before it has subscribed to the instance this is kept and has no effect.
     *
     * @param destination of the families inet, inet6 or e-vpn, without distinguisher; of erm-vpn a native route, with one
     *     path that has an {@code EdgeDiscovery} of one edge: the labels that the agent offers for the tree
     * @param paths one or more, used side by side
     */
    void advertise(String instance, Nlri destination, List<RoutePath> paths);

    /** The agent reaches a destination no more. */
    void withdraw(String instance, Nlri destination);

    /** Removes the subscriptions and routes that were not renewed since the agent connected. */
    void sweepStale();

    /** Tells the agent the end-of-RIB, once all that is to be told now has been. */
    void requestEndOfRib();
}
