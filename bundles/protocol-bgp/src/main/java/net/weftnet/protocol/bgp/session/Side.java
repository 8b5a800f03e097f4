package net.weftnet.protocol.bgp.session;

/** The connections that a peer may have at a time: one of each, of which one becomes the session. */
public enum Side {
    /** The one that we began. */
    OUTGOING,
    /** The one that the peer began last. */
    INCOMING,
    /** The one that the session runs over, whoever began it. */
    SESSION
}
