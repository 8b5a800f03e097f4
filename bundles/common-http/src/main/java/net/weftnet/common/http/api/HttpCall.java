package net.weftnet.common.http.api;

import java.io.InputStream;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/** A request, and the connection it came by. Thread-safe but for {@link #body()}. */
public interface HttpCall {

    /** {@return the method as sent: {@code GET}, {@code PATCH}} */
    String method();

    /** {@return the path as sent, percent-encoding and all, without query: {@code /restconf/data/a%3Ab}} */
    String path();

    /** {@return what follows the question mark, as sent} */
    Optional<String> query();

    /** {@return every value of this header, in order; the name's case does not count} */
    List<String> headers(String name);

    /** {@return the first value of this header} */
    default Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /**
     * {@return the body; empty if there is none}. It arrives as it is read, and reading fails once it is over the
     * listener's limit or the connection is lost.
     */
    InputStream body();

    /** {@return who calls; empty where the route asks for no role} */
    Optional<Caller> caller();

    /** {@return where the call comes from} */
    SocketAddress peer();

    /** {@return whether the client is still connected} */
    boolean isOpen();

    /**
     * Runs the action once when the connection closes before the reply is complete; at once if it already has. It runs
     * on the connection's event loop and must not block.
     */
    void onClose(Runnable action);
}
