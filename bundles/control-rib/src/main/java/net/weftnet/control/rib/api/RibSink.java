package net.weftnet.control.rib.api;

import java.util.List;

/** Takes what a peer is told. Called on the owner thread of the RIB; must not block. */
public interface RibSink {
    /** Changes in one call, at most. */
    int MAX_CHANGES = 64;

    /**
     * Sends changes of one instance's table.
     *
     * @return whether more may follow now. If not, changes gather, one for each prefix, until {@link RibPeer#resume}
     */
    boolean send(String instance, List<RouteChange> changes);

    /** Sends the end-of-RIB marker. */
    void sendEndOfRib();
}
