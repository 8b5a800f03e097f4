package net.weftnet.analytics.store.api;

/** A query that cannot be answered. */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Whose fault it is. */
    public enum Reason {
        /** It is not correct SQL, or names what there is not. */
        INVALID,
        /** It is correct, but more than a SELECT over the store's own tables. */
        FORBIDDEN,
        /** It takes too long, too much memory, or gives too many rows. */
        LIMIT,
        /** Somebody ended it. */
        CANCELLED,
        /** The store is not there, or is busy with as many queries as may run at a time. */
        UNAVAILABLE
    }

    public QueryException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public QueryException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** {@return whose fault it is} */
    public Reason reason() {
        return reason;
    }
}
