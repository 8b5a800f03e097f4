package net.weftnet.config.api;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.weftnet.config.db.api.ConfigException;
import org.jspecify.annotations.Nullable;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.netconf.databind.ErrorMessage;
import org.opendaylight.netconf.databind.ErrorPath;
import org.opendaylight.netconf.databind.RequestError;
import org.opendaylight.netconf.databind.RequestException;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.restconf.server.spi.ErrorTagMapping;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.common.ErrorType;

/** Turns the refusals of the decoder and of the datastore into those of RFC 8040. */
final class Refusals {

    /** How a refusal of the datastore looks to a client. */
    private record Verdict(HttpStatusCode status, ErrorTag tag, @Nullable String appTag) {
        Verdict(HttpStatusCode status, ErrorTag tag) {
            this(status, tag, null);
        }
    }

    private static final Pattern STATEMENT = Pattern.compile("\\w*EffectiveStatement\\{argument=([^{}]*)}");
    private static final Pattern QNAME_MODULE = Pattern.compile("\\([^()\\s]+\\?revision=[\\d-]+\\)");

    private Refusals() {}

    /**
     * A path or body could not be decoded. What the decoder calls a failed operation is a fault of the message here: the
     * server has not tried to do anything yet.
     */
    static RestconfException undecodable(RequestException refusal) {
        var errors = refusal.errors().stream()
                .map(error -> undecodable(error, String.valueOf(refusal.getMessage())))
                .toList();
        var status = ErrorTagMapping.ERRATA_5565.statusOf(errors.getFirst().tag());
        return new RestconfException(status, errors, Map.of(), refusal);
    }

    private static RequestError undecodable(RequestError error, String reason) {
        var tag = error.tag().equals(ErrorTag.OPERATION_FAILED) ? ErrorTag.MALFORMED_MESSAGE : error.tag();
        var message = error.message() == null ? reason : error.message().elementBody();
        return new RequestError(
                error.type(), tag, new ErrorMessage(plain(message)), error.appTag(), error.path(), null);
    }

    /** {@return a message of OpenDaylight with names in place of Java objects and full QNames} */
    static String plain(String message) {
        var statements = STATEMENT.matcher(message).replaceAll("$1");
        return QNAME_MODULE.matcher(statements).replaceAll("");
    }

    /** The datastore refused a commit, or could not make it. */
    static RestconfException refused(ConfigException refusal, DatabindContext databind) {
        if (refusal.getCause() instanceof RestconfException own) {
            return own;
        }
        var verdict = verdict(refusal);
        var error = new RequestError(
                ErrorType.APPLICATION,
                verdict.tag(),
                new ErrorMessage(String.valueOf(refusal.getMessage())),
                verdict.appTag(),
                errorPath(refusal, databind),
                null);
        return new RestconfException(verdict.status(), List.of(error), Map.of(), refusal);
    }

    /** What a {@code must} forbids is a failed operation, with the tag of the statement (RFC 7950 section 15.4). */
    private static Verdict verdict(ConfigException refusal) {
        var usual = verdict(refusal.kind());
        var appTag = refusal.appTag().orElse(usual.appTag());
        if ("missing-choice".equals(appTag)) {
            // RFC 7950 section 15.6.
            return new Verdict(usual.status(), ErrorTag.DATA_MISSING, appTag);
        }
        return refusal.appTag().isPresent() && refusal.kind() == ConfigException.Kind.INVALID
                ? new Verdict(usual.status(), ErrorTag.OPERATION_FAILED, appTag)
                : new Verdict(usual.status(), usual.tag(), appTag);
    }

    private static @Nullable ErrorPath errorPath(ConfigException refusal, DatabindContext databind) {
        return refusal.path().isEmpty() ? null : new ErrorPath(databind, refusal.path());
    }

    /** The tags of RFC 8040 section 7 and the application tags of RFC 7950 section 15. */
    private static Verdict verdict(ConfigException.Kind kind) {
        return switch (kind) {
            case MISSING -> new Verdict(HttpStatusCode.NOT_FOUND, ErrorTag.DATA_MISSING);
            case EXISTS -> new Verdict(HttpStatusCode.CONFLICT, ErrorTag.DATA_EXISTS);
            case INVALID -> new Verdict(HttpStatusCode.BAD_REQUEST, ErrorTag.INVALID_VALUE);
            case IN_USE -> new Verdict(HttpStatusCode.CONFLICT, ErrorTag.IN_USE);
            case DUPLICATE -> new Verdict(HttpStatusCode.CONFLICT, ErrorTag.DATA_EXISTS, "data-not-unique");
            case EXHAUSTED -> new Verdict(HttpStatusCode.CONFLICT, ErrorTag.RESOURCE_DENIED);
            case UNKNOWN_REFERENCE -> new Verdict(HttpStatusCode.CONFLICT, ErrorTag.DATA_MISSING, "instance-required");
            case TOO_LARGE -> new Verdict(HttpStatusCode.CONTENT_TOO_LARGE, ErrorTag.TOO_BIG);
            case DENIED -> new Verdict(HttpStatusCode.FORBIDDEN, ErrorTag.ACCESS_DENIED);
            case UNAVAILABLE -> new Verdict(HttpStatusCode.SERVICE_UNAVAILABLE, ErrorTag.OPERATION_FAILED);
        };
    }
}
