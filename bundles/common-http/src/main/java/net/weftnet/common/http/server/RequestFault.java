package net.weftnet.common.http.server;

import java.io.IOException;

/** What came over the connection is no proper request; ends in the status it carries. */
final class RequestFault extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RequestFault(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** {@return the fault at the bottom of an exception, where a parser may have wrapped it}, or the one given. */
    static Throwable rootOf(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RequestFault) {
                return cause;
            }
        }
        return thrown;
    }
}
