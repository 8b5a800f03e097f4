package net.weftnet.protocol.bgp.session;

import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.Notification;

/**
 * What happens to a peer. The session's owner drops events of connections that were closed and of timers that were
 * stopped.
 */
public sealed interface PeerEvent {

    /** The operator wants the peer up. */
    record Start() implements PeerEvent {}

    /** The operator wants the peer down; the reason is for the other end. */
    record Stop(Notification reason) implements PeerEvent {}

    /** The operator wants a new session. */
    record Reset(Notification reason) implements PeerEvent {}

    /**
     * TCP is up: ours, or one that the peer began. An earlier incoming connection, if there was one, has been closed by
     * the owner: the peer would not begin another one if that one were still of use.
     */
    record Connected(Side side) implements PeerEvent {}

    /** TCP could not connect, or broke. */
    record Lost(Side side) implements PeerEvent {}

    /** A message arrived. */
    record Received(Side side, BgpMessage message) implements PeerEvent {}

    /** What arrived cannot be accepted. */
    record Malformed(Side side, BgpException cause) implements PeerEvent {}

    /** A timer ran out. */
    record Expired(PeerTimer timer, Side side) implements PeerEvent {}

    /**
     * The peer sent more routes of a family than it may (RFC 4486 section 4).
     *
     * @param idleSeconds how long it is left alone then: 0 until the operator resets it, {@link #USUAL} as after any
     *     failure
     */
    record PrefixLimitExceeded(AddressFamily family, int limit, int idleSeconds) implements PeerEvent {
        /** The idle hold time of the settings, longer with each failure. */
        public static final int USUAL = -1;
    }
}
