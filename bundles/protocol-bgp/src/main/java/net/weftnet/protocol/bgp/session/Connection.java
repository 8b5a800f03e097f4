package net.weftnet.protocol.bgp.session;

/** Where a connection to a peer stands before it becomes the session. */
public sealed interface Connection {

    /** There is none. */
    record None() implements Connection {}

    /** TCP has been told to connect. */
    record Connecting() implements Connection {}

    /** It is up, and the peer may speak first. */
    record DelayingOpen() implements Connection {}

    /** Our OPEN has been sent. */
    record OpenSent() implements Connection {}

    /** The peer's OPEN is there, too, and is fine. */
    record OpenConfirm(Agreement agreement) implements Connection {}
}
