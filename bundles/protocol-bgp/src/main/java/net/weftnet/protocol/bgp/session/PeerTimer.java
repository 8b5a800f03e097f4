package net.weftnet.protocol.bgp.session;

/** The timers of RFC 4271 section 8. Those of a connection run for each {@link Side} of its own. */
public enum PeerTimer {
    /** Until the next attempt to connect; of {@link Side#OUTGOING}. */
    CONNECT_RETRY,
    /** Until a peer that failed is tried again; of {@link Side#OUTGOING}. */
    IDLE_HOLD,
    /** From the connection until our OPEN, to let the peer speak first. */
    DELAY_OPEN,
    /** Since the peer was last heard. */
    HOLD,
    /** Until it is our turn to be heard. */
    KEEPALIVE
}
