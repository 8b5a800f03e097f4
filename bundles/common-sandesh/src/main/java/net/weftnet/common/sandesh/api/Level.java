package net.weftnet.common.sandesh.api;

/** How urgent a log message is (RFC 5424 section 6.2.1, which Sandesh uses). */
public enum Level {
    EMERGENCY,
    ALERT,
    CRITICAL,
    ERROR,
    WARNING,
    NOTICE,
    INFO,
    DEBUG;

    /** {@return the number on the wire, 0 to 7} */
    public int code() {
        return ordinal();
    }
}
