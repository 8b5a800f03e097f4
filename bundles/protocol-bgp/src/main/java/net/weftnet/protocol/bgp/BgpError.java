package net.weftnet.protocol.bgp;

import java.util.Locale;
import java.util.Optional;

/** Error codes and subcodes of the NOTIFICATION message (RFC 4271 section 4.5 and the registries that followed). */
public enum BgpError {
    CONNECTION_NOT_SYNCHRONIZED(1, 1),
    BAD_MESSAGE_LENGTH(1, 2),
    BAD_MESSAGE_TYPE(1, 3),

    MALFORMED_OPEN(2, 0),
    UNSUPPORTED_VERSION(2, 1),
    BAD_PEER_AS(2, 2),
    BAD_BGP_IDENTIFIER(2, 3),
    UNSUPPORTED_OPTIONAL_PARAMETER(2, 4),
    UNACCEPTABLE_HOLD_TIME(2, 6),
    /** RFC 5492. */
    UNSUPPORTED_CAPABILITY(2, 7),

    MALFORMED_ATTRIBUTE_LIST(3, 1),
    UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE(3, 2),
    MISSING_WELL_KNOWN_ATTRIBUTE(3, 3),
    ATTRIBUTE_FLAGS_ERROR(3, 4),
    ATTRIBUTE_LENGTH_ERROR(3, 5),
    INVALID_ORIGIN(3, 6),
    INVALID_NEXT_HOP(3, 8),
    OPTIONAL_ATTRIBUTE_ERROR(3, 9),
    INVALID_NETWORK_FIELD(3, 10),
    MALFORMED_AS_PATH(3, 11),

    HOLD_TIMER_EXPIRED(4, 0),

    /** Subcodes of RFC 6608. */
    UNEXPECTED_IN_OPEN_SENT(5, 1),
    UNEXPECTED_IN_OPEN_CONFIRM(5, 2),
    UNEXPECTED_IN_ESTABLISHED(5, 3),

    /** Cease: RFC 4486, RFC 9003, RFC 8538. */
    MAXIMUM_PREFIXES_REACHED(6, 1),
    ADMINISTRATIVE_SHUTDOWN(6, 2),
    PEER_DECONFIGURED(6, 3),
    ADMINISTRATIVE_RESET(6, 4),
    CONNECTION_REJECTED(6, 5),
    OTHER_CONFIGURATION_CHANGE(6, 6),
    CONNECTION_COLLISION(6, 7),
    OUT_OF_RESOURCES(6, 8),
    HARD_RESET(6, 9),

    /** RFC 7313. */
    INVALID_ROUTE_REFRESH_LENGTH(7, 1);

    private final int code;
    private final int subcode;

    BgpError(int code, int subcode) {
        this.code = code;
        this.subcode = subcode;
    }

    /** {@return the error of these numbers, or empty if we do not know it} */
    public static Optional<BgpError> of(int code, int subcode) {
        for (var error : values()) {
            if (error.code == code && error.subcode == subcode) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    public int code() {
        return code;
    }

    public int subcode() {
        return subcode;
    }

    /** {@return for example {@code hold timer expired (4/0)}} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + code + "/" + subcode + ")";
    }
}
