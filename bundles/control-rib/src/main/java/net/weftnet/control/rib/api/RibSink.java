package net.weftnet.control.rib.api;

import java.util.List;

/** Takes what an agent is told. Called on the owner thread of the RIB; must not block. */
public interface RibSink {
    /** Changes in one call, at most. */
    int MAX_CHANGES = 64;

    /**
     * Sends changes of one instance.
     *
     * @return whether more may follow now. If not, changes gather, one for each destination, until
     *     {@link RibPeer#resume}
     */
    boolean send(String instance, List<RouteChange> changes);

    /** Sends the end-of-RIB marker. */
    void sendEndOfRib();
}
