package net.weftnet.protocol.xmpp;

/** A well-formed stanza whose contents are not what its kind requires. The session can go on without it. */
public final class StanzaException extends Exception {
    private static final long serialVersionUID = 1L;

    public StanzaException(String message) {
        super(message);
    }

    public StanzaException(String message, Throwable cause) {
        super(message, cause);
    }
}
