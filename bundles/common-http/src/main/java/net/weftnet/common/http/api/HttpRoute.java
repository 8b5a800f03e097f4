package net.weftnet.common.http.api;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Whiteboard service: answers the calls below a path. The server takes up a route when its service appears and lets go
 * of it when the service goes; calls under way end on the route they began on.
 */
public interface HttpRoute {

    /** In {@link #roles()}: every caller that is known, whatever its roles. */
    String ANY_ROLE = "*";

    /** {@return the listener it is reached through: rest, ifmap, port-api; the first route of a listener opens it} */
    String listener();

    /**
     * {@return the path it answers, with everything below: {@code /restconf} is {@code /restconf} and
     * {@code /restconf/…}, {@code /} is all}. The longest path that fits a call wins.
     */
    String path();

    /** {@return the roles of which a caller needs one, or {@link #ANY_ROLE}; empty lets everyone in, without asking who it
     * is} */
    Set<String> roles();

    /** {@return whether this answers only as long as nobody else does at the same path: while another bundle starts} */
    default boolean isStandIn() {
        return false;
    }

    /**
     * Answers a call, on a virtual thread of its own: it may block as long as it likes. Nothing interrupts it when the
     * client goes away; a call that waits asks {@link HttpCall#onClose} to be told.
     *
     * @throws IOException if the body cannot be read; the client, if it is still there, gets 500, or 413 for a body
     *     over the listener's limit
     * @throws InterruptedException if the thread is interrupted; the client gets 503
     */
    HttpReply handle(HttpCall call) throws IOException, InterruptedException;

    /**
     * {@return the answer to a call that the server itself refuses}: 401 when it is not known who calls, 403 for a caller
     * that may not use this route, 413, 408 and 400 for a body that is too long, too slow or malformed, 500 and 503 for a
     * call that failed or was interrupted. A protocol that has a form of its own for errors says it in that; the server adds
     * the challenge to a 401.
     */
    default HttpReply refuse(int status, String reason) {
        return HttpReply.of(status, "text/plain; charset=utf-8", reason + "\n");
    }

    /**
     * {@return such an answer in a form that the client accepts}
     *
     * @param accept the values of the header {@code Accept}
     */
    default HttpReply refuse(int status, String reason, List<String> accept) {
        return refuse(status, reason);
    }
}
