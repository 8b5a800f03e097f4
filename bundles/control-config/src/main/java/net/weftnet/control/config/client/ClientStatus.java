package net.weftnet.control.config.client;

import java.time.Instant;

/**
 * How the session stands, for the operator.
 *
 * @param server the server's URL
 * @param state connecting, reading, up or down
 * @param detail the session-id, or why it is down
 * @param since since when it is in this state
 */
public record ClientStatus(String server, State state, String detail, Instant since) {

    /** What the client does. */
    public enum State {
        CONNECTING,
        READING,
        UP,
        DOWN
    }
}
