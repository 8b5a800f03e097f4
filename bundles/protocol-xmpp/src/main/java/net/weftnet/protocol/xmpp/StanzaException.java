package net.weftnet.protocol.xmpp;

/** A well-formed stanza whose contents are not what its kind requires. The session can go on without it. */
public final class StanzaException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MAX_LENGTH = 200;

    /** @param message may hold what the peer sent; control characters and what is too long are taken out of it */
    public StanzaException(String message) {
        super(printable(message));
    }

    /** @param message may hold what the peer sent; control characters and what is too long are taken out of it */
    public StanzaException(String message, Throwable cause) {
        super(printable(message), cause);
    }

    /** Logs are read line by line. */
    private static String printable(String message) {
        var start = message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) + "…" : message;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
