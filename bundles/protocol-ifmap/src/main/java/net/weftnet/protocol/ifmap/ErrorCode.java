package net.weftnet.protocol.ifmap;

import java.util.Optional;

/** The codes of an {@code errorResult} (IF-MAP 2.0 section 3.7.6). */
public enum ErrorCode {
    ACCESS_DENIED("AccessDenied"),
    FAILURE("Failure"),
    INVALID_IDENTIFIER("InvalidIdentifier"),
    INVALID_IDENTIFIER_TYPE("InvalidIdentifierType"),
    IDENTIFIER_TOO_LONG("IdentifierTooLong"),
    INVALID_METADATA("InvalidMetadata"),
    INVALID_SCHEMA_VERSION("InvalidSchemaVersion"),
    INVALID_SESSION_ID("InvalidSessionID"),
    METADATA_TOO_LONG("MetadataTooLong"),
    SEARCH_RESULTS_TOO_BIG("SearchResultsTooBig"),
    POLL_RESULTS_TOO_BIG("PollResultsTooBig"),
    SYSTEM_ERROR("SystemError");

    private final String wireName;

    ErrorCode(String wireName) {
        this.wireName = wireName;
    }

    /** {@return the value of the {@code errorCode} attribute} */
    public String wireName() {
        return wireName;
    }

    static Optional<ErrorCode> ofWireName(String wireName) {
        for (var code : values()) {
            if (code.wireName.equals(wireName)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
