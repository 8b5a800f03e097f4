package net.weftnet.analytics.query;

/** A query that makes no sense; the message says what in it. */
final class InvalidQuery extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidQuery(String message) {
        super(message);
    }
}
