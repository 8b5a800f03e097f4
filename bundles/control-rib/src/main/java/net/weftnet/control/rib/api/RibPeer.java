package net.weftnet.control.rib.api;

/** A peer as the RIB knows it: it outlives its sessions. All methods return at once, from any thread. */
public sealed interface RibPeer permits RibAgent, RibRouter {

    /** The session is lost: the peer is told nothing more, its routes count on as stale. */
    void disconnect();

    /** The peer's sink can take more. */
    void resume();

    /** Removes the peer and all it brought in. */
    void remove();
}
