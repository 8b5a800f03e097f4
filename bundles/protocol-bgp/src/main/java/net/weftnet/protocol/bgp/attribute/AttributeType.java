package net.weftnet.protocol.bgp.attribute;

import org.jspecify.annotations.Nullable;

/** Attributes that we read, with their flags and what is done when one is malformed (RFC 7606 section 7). */
enum AttributeType {
    ORIGIN(1, Flags.WELL_KNOWN),
    AS_PATH(2, Flags.WELL_KNOWN),
    NEXT_HOP(3, Flags.WELL_KNOWN),
    MULTI_EXIT_DISC(4, Flags.OPTIONAL),
    LOCAL_PREF(5, Flags.WELL_KNOWN, FaultAction.TREAT_AS_WITHDRAW, true),
    ATOMIC_AGGREGATE(6, Flags.WELL_KNOWN, FaultAction.DISCARD_ATTRIBUTE, false),
    AGGREGATOR(7, Flags.OPTIONAL_TRANSITIVE, FaultAction.DISCARD_ATTRIBUTE, false),
    COMMUNITIES(8, Flags.OPTIONAL_TRANSITIVE),
    ORIGINATOR_ID(9, Flags.OPTIONAL, FaultAction.TREAT_AS_WITHDRAW, true),
    CLUSTER_LIST(10, Flags.OPTIONAL, FaultAction.TREAT_AS_WITHDRAW, true),
    MP_REACH_NLRI(14, Flags.OPTIONAL),
    MP_UNREACH_NLRI(15, Flags.OPTIONAL),
    EXTENDED_COMMUNITIES(16, Flags.OPTIONAL_TRANSITIVE),
    /** RFC 6793 section 6. */
    AS4_PATH(17, Flags.OPTIONAL_TRANSITIVE, FaultAction.DISCARD_ATTRIBUTE, false),
    AS4_AGGREGATOR(18, Flags.OPTIONAL_TRANSITIVE, FaultAction.DISCARD_ATTRIBUTE, false),
    PMSI_TUNNEL(22, Flags.OPTIONAL_TRANSITIVE),
    LARGE_COMMUNITY(32, Flags.OPTIONAL_TRANSITIVE),
    EDGE_DISCOVERY(241, Flags.OPTIONAL_TRANSITIVE),
    EDGE_FORWARDING(242, Flags.OPTIONAL_TRANSITIVE),
    ORIGIN_VN_PATH(243, Flags.OPTIONAL_TRANSITIVE);

    /** The first octet of an attribute. */
    static final class Flags {
        static final int OPTIONAL = 0x80;
        static final int TRANSITIVE = 0x40;
        static final int PARTIAL = 0x20;
        static final int EXTENDED_LENGTH = 0x10;
        static final int WELL_KNOWN = TRANSITIVE;
        static final int OPTIONAL_TRANSITIVE = OPTIONAL | TRANSITIVE;

        private Flags() {}
    }

    private static final @Nullable AttributeType[] BY_CODE = new @Nullable AttributeType[256];

    static {
        for (var type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final int flags;
    private final FaultAction whenMalformed;
    private final boolean internalOnly;

    AttributeType(int code, int flags) {
        this(code, flags, FaultAction.TREAT_AS_WITHDRAW, false);
    }

    AttributeType(int code, int flags, FaultAction whenMalformed, boolean internalOnly) {
        this.code = code;
        this.flags = flags;
        this.whenMalformed = whenMalformed;
        this.internalOnly = internalOnly;
    }

    /** {@return the attribute of this code, or null for one we do not know} */
    static @Nullable AttributeType of(int code) {
        return BY_CODE[code];
    }

    int code() {
        return code;
    }

    /** {@return the optional and transitive bits} */
    int flags() {
        return flags;
    }

    FaultAction whenMalformed() {
        return whenMalformed;
    }

    /** {@return whether it is left out when it comes from another AS} */
    boolean isInternalOnly() {
        return internalOnly;
    }
}
