package net.weftnet.control.rib.api;

import java.util.List;

/**
 * Service: the routing information base. One thread owns it; changes are queued and done in the order they were asked
 * for, so none of these methods but the views waits.
 */
public interface Rib {

    /** Creates, changes and removes routing instances. */
    void configure(List<InstanceChange> changes);

    /**
     * Adds a peer, without session: it has no routes and is told none until {@link RibPeer#connect}.
     *
     * @param protocol how its routes come in
     * @param name unique among all peers
     */
    RibPeer addPeer(PeerProtocol protocol, String name);

    /**
     * Tells a sink the paths that agents bring in, each with the targets its instance exports: all there are, then every
     * change. Paths of other control nodes and gateways are not among them.
     *
     * @return ends it
     */
    AutoCloseable exportTo(ExportSink sink);

    /** {@return the routing instances, by name} */
    List<InstanceView> instances();

    /** {@return the routes of an instance, by prefix; empty if there is no such instance} */
    List<RouteView> routes(String instance);

    /** {@return the peers, by name} */
    List<PeerView> peers();
}
