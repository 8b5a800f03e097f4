package net.weftnet.config.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opendaylight.netconf.databind.ErrorMessage;
import org.opendaylight.netconf.databind.ErrorPath;
import org.opendaylight.netconf.databind.RequestError;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.common.ErrorType;

/** A request is refused: the HTTP status, and what the {@code errors} body (RFC 8040 section 3.9) says. */
final class RestconfException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient HttpStatusCode status;
    private final transient List<RequestError> errors;
    private final transient Map<String, String> headers;

    RestconfException(
            HttpStatusCode status, List<RequestError> errors, Map<String, String> headers, @Nullable Throwable cause) {
        super(status + ": " + errors, cause);
        this.status = status;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    /** The request itself is at fault. */
    static RestconfException protocol(HttpStatusCode status, ErrorTag tag, String message) {
        return new RestconfException(
                status, List.of(new RequestError(ErrorType.PROTOCOL, tag, message)), Map.of(), null);
    }

    /** The request is at fault at one node of the data. */
    static RestconfException protocol(HttpStatusCode status, ErrorTag tag, String message, ErrorPath path) {
        return new RestconfException(
                status,
                List.of(new RequestError(ErrorType.PROTOCOL, tag, new ErrorMessage(message), null, path, null)),
                Map.of(),
                null);
    }

    /** A value of the request line, the headers or the query is not acceptable. */
    static RestconfException invalidValue(String message) {
        return protocol(HttpStatusCode.BAD_REQUEST, ErrorTag.INVALID_VALUE, message);
    }

    /** The resource has no such method. */
    static RestconfException methodNotAllowed(String method, String allow) {
        return new RestconfException(
                HttpStatusCode.METHOD_NOT_ALLOWED,
                List.of(new RequestError(
                        ErrorType.PROTOCOL,
                        ErrorTag.OPERATION_NOT_SUPPORTED,
                        method + " is not possible here, but " + allow)),
                Map.of("Allow", allow),
                null);
    }

    HttpStatusCode status() {
        return status;
    }

    List<RequestError> errors() {
        return errors;
    }

    Map<String, String> headers() {
        return headers;
    }
}
