package net.weftnet.protocol.xmpp.session;

/**
 * Why a session, or an attempt at one, ended.
 *
 * @param detail one line for the operator
 */
public record CloseReason(Kind kind, String detail) {

    /** What ended it. */
    public enum Kind {
        /** This end was stopped, for good. */
        STOPPED,
        /** We closed this session; a client connects again. */
        RESET,
        /** The peer closed its stream. */
        CLOSED_BY_PEER,
        /** The TCP connection could not be made. */
        CONNECT_FAILED,
        /** The TCP connection broke. */
        CONNECTION_LOST,
        /** The session was not established in time. */
        OPEN_TIMER_EXPIRED,
        /** The peer was not heard for the hold time. */
        HOLD_TIMER_EXPIRED,
        /** TLS is required here and the peer does not want it, or the other way round. */
        TLS_REFUSED,
        /** The TLS handshake failed. */
        TLS_FAILED,
        /** The certificate is not that of the name the peer uses. */
        WRONG_IDENTITY,
        /** The peer sent what is no stream, or not what is due. */
        PROTOCOL_ERROR,
        /** The peer does not read what we send. */
        SLOW_PEER
    }

    @Override
    public String toString() {
        return detail;
    }
}
