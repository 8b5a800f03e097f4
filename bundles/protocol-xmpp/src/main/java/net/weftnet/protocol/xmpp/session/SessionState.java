package net.weftnet.protocol.xmpp.session;

/**
 * Where a session stands. A client goes round; a server's session begins at {@link #OPENING} and ends at {@link #CLOSED}.
 *
 * <pre>
 * client: IDLE → CONNECTING → OPENING → NEGOTIATING → SECURING → REOPENING → ESTABLISHED → IDLE …
 * server:                     OPENING → NEGOTIATING → SECURING → REOPENING → ESTABLISHED → CLOSED
 * without TLS:                OPENING ───────────────────────────────────→ ESTABLISHED
 * </pre>
 */
public enum SessionState {
    /** Client: waits for its start, or for the next attempt. */
    IDLE,
    /** Client: waits for the TCP connection. */
    CONNECTING,
    /** Waits for the peer's stream header, in clear. */
    OPENING,
    /** Server: has offered TLS and waits for starttls. Client: waits for the offer, then for proceed. */
    NEGOTIATING,
    /** Waits for the end of the TLS handshake. */
    SECURING,
    /** Waits for the peer's stream header, over TLS. */
    REOPENING,
    /** Stanzas flow. */
    ESTABLISHED,
    /** Over for good. */
    CLOSED
}
