package net.weftnet.protocol.bgp.session;

import net.weftnet.protocol.bgp.message.BgpMessage;

/** What is to be done for a peer, in order. */
public sealed interface PeerAction {

    /** Begin a TCP connection: the outgoing one. */
    record Connect() implements PeerAction {}

    /** Send a message. */
    record Send(Side side, BgpMessage message) implements PeerAction {}

    /** Close a connection after what was sent before, and stop its timers. */
    record Close(Side side) implements PeerAction {}

    /**
     * Start a timer, or start it again.
     *
     * @param jittered whether it is to be shortened at random ({@link Jitter})
     */
    record StartTimer(PeerTimer timer, Side side, int seconds, boolean jittered) implements PeerAction {}

    /** Stop a timer, if it runs. */
    record StopTimer(PeerTimer timer, Side side) implements PeerAction {}

    /** The session is up, over the connection of this side: from now on it is {@link Side#SESSION}. */
    record Up(Side side, Agreement agreement) implements PeerAction {}

    /**
     * The session is over.
     *
     * @param keepRoutes whether the peer's routes stay, as stale (RFC 4724, RFC 8538)
     * @param reason one line for the operator
     */
    record Down(boolean keepRoutes, String reason) implements PeerAction {}

    /** An UPDATE or ROUTE-REFRESH for whoever keeps the routes. */
    record Deliver(BgpMessage message) implements PeerAction {}
}
