package net.weftnet.protocol.bgp.session;

import org.jspecify.annotations.Nullable;

/**
 * Where a peer stands. RFC 4271 has a state machine for each connection; here a peer has one, which holds its
 * connections, so that collisions are part of it.
 *
 * @param session what was agreed on, while established; else null
 * @param failures how often in a row the peer failed
 */
public record PeerState(
        Mode mode, Connection outgoing, Connection incoming, @Nullable Agreement session, int failures) {

    /** Whether connections are wanted. */
    public enum Mode {
        /** The operator does not want any. */
        STOPPED,
        /** Not before the idle hold timer expires, or the operator resets the peer. */
        HELD,
        /** Yes. */
        RUNNING
    }

    /** The states of RFC 4271 section 8.2.2, for operators. */
    public enum Phase {
        IDLE,
        CONNECT,
        ACTIVE,
        OPEN_SENT,
        OPEN_CONFIRM,
        ESTABLISHED
    }

    private static final Connection NONE = new Connection.None();

    /** {@return how a peer begins} */
    public static PeerState initial() {
        return new PeerState(Mode.STOPPED, NONE, NONE, null, 0);
    }

    /** {@return the state that RFC 4271 would call it: that of the connection which is furthest} */
    public Phase phase() {
        if (session != null) {
            return Phase.ESTABLISHED;
        }
        if (mode != Mode.RUNNING) {
            return Phase.IDLE;
        }
        var ours = phase(outgoing);
        var theirs = phase(incoming);
        return incoming instanceof Connection.None || ours.compareTo(theirs) > 0 ? ours : theirs;
    }

    private static Phase phase(Connection connection) {
        return switch (connection) {
            case Connection.None _ -> Phase.ACTIVE;
            case Connection.Connecting _, Connection.DelayingOpen _ -> Phase.CONNECT;
            case Connection.OpenSent _ -> Phase.OPEN_SENT;
            case Connection.OpenConfirm _ -> Phase.OPEN_CONFIRM;
        };
    }
}
