package net.weftnet.common.sandesh.api.wire;

import java.util.Optional;

/** What a message is for; the constants are in the order of their numbers on the wire, from 1. */
public enum SandeshType {
    SYSTEM,
    REQUEST,
    RESPONSE,
    TRACE,
    BUFFER,
    UVE,
    OBJECT,
    FLOW,
    TRACE_OBJECT,
    SYSLOG,
    ALARM,
    SESSION;

    /** {@return the number on the wire} */
    public int code() {
        return ordinal() + 1;
    }

    /** {@return the type of this number} */
    public static Optional<SandeshType> ofCode(int code) {
        return code >= 1 && code <= values().length ? Optional.of(values()[code - 1]) : Optional.empty();
    }
}
