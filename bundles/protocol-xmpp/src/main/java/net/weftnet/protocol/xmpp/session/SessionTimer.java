package net.weftnet.protocol.xmpp.session;

/** The timers of a session; their lengths are in {@link SessionOptions}. */
enum SessionTimer {
    /** Client: until the next attempt; grows with each one that fails. */
    CONNECT_RETRY,
    /** From the connection until the session must be established. */
    OPEN,
    /** Since the peer was last heard. */
    HOLD,
    /** Until it is our turn to be heard. */
    KEEP_ALIVE
}
