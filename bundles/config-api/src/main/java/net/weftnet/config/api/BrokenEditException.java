package net.weftnet.config.api;

/** An edit failed for a reason that is not in its data: a fault of the server. */
final class BrokenEditException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenEditException(RuntimeException cause) {
        super(cause);
    }
}
