package net.weftnet.config.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import org.opendaylight.netconf.databind.RequestError;
import org.opendaylight.restconf.api.FormattableBody;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.common.ErrorType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources below {@code /restconf} (RFC 8040 section 3.3), and the one place where refusals become replies. */
final class RestconfResources {

    private static final Logger log = LoggerFactory.getLogger(RestconfResources.class);

    /** Where the API is: the value of {@code {+restconf}}. */
    static final String ROOT = "/restconf";

    private static final String DATA = ROOT + "/data";
    private static final String OPERATIONS = ROOT + "/operations";

    /** Where the description of the API is. */
    static final String OPEN_API = ROOT + "/openapi.json";

    private static final String OPEN_API_PAGE = ROOT + "/openapi.html";

    private static final String READ_ONLY = "GET, HEAD, OPTIONS";

    private final DataResource data;
    private final OperationsResource operations;
    private final StreamResource stream;

    RestconfResources(DataResource data, OperationsResource operations, StreamResource stream) {
        this.data = data;
        this.operations = operations;
        this.stream = stream;
    }

    /** What answers a call. */
    @FunctionalInterface
    interface Resource {
        HttpReply answer() throws RestconfException, IOException, InterruptedException;
    }

    /** Answers a call; whatever goes wrong is an {@code errors} body. */
    HttpReply handle(HttpCall call) throws IOException, InterruptedException {
        return answered(call, () -> dispatch(call));
    }

    /** {@return the answer of a resource, or the refusal it ends in} */
    static HttpReply answered(HttpCall call, Resource resource) throws IOException, InterruptedException {
        try {
            var reply = resource.answer();
            return call.method().equals("HEAD") ? withoutBody(reply) : reply;
        } catch (RestconfException e) {
            return refusal(call, e.status(), e.errors(), e.headers());
        } catch (RuntimeException e) {
            var id = UUID.randomUUID();
            log.error("{} {}: failed, {}", call.method(), call.path(), id, e);
            return refusal(
                    call,
                    HttpStatusCode.INTERNAL_SERVER_ERROR,
                    List.of(new RequestError(
                            ErrorType.APPLICATION,
                            ErrorTag.OPERATION_FAILED,
                            "The server failed on this request; its log has the reason under " + id)),
                    Map.of());
        }
    }

    private HttpReply dispatch(HttpCall call) throws RestconfException, IOException, InterruptedException {
        var path =
                call.path().endsWith("/") ? call.path().substring(0, call.path().length() - 1) : call.path();
        return switch (path) {
            // RFC 8631: where a machine finds what there is.
            case ROOT -> fixed(call, FixedBody.API).with("Link", '<' + OPEN_API + ">; rel=\"service-desc\"");
            case ROOT + "/yang-library-version" -> fixed(call, FixedBody.YANG_LIBRARY_VERSION);
            case OPEN_API -> openApi(call);
            case OPEN_API_PAGE -> openApiPage(call);
            case OPERATIONS -> fixed(call, operations.list());
            case StreamResource.PATH -> stream.handle(call);
            case DATA -> data.handle(call, "");
            default -> {
                if (path.startsWith(OPERATIONS + "/")) {
                    yield operations.handle(call, path.substring(OPERATIONS.length() + 1));
                }
                if (!path.startsWith(DATA + "/")) {
                    throw RestconfException.protocol(
                            HttpStatusCode.NOT_FOUND, ErrorTag.DATA_MISSING, "There is no resource " + path);
                }
                yield data.handle(call, path.substring(DATA.length() + 1));
            }
        };
    }

    private static HttpReply fixed(HttpCall call, FormattableBody body) throws RestconfException {
        return switch (call.method()) {
            case "GET", "HEAD" -> reply(HttpStatusCode.OK, Negotiation.mediaType(call), body);
            case "OPTIONS" -> HttpReply.empty(HttpStatusCode.OK.code()).with("Allow", READ_ONLY);
            default -> throw RestconfException.methodNotAllowed(call.method(), READ_ONLY);
        };
    }

    /** The description is of the kind of JSON that its readers know, whatever else a client accepts. */
    private HttpReply openApi(HttpCall call) throws RestconfException {
        return switch (call.method()) {
            case "GET", "HEAD" -> {
                var document = operations.document();
                yield new HttpReply(
                        HttpStatusCode.OK.code(),
                        Map.of("Content-Type", "application/json", "Cache-Control", "no-cache"),
                        out -> document.write(ROOT, out));
            }
            case "OPTIONS" -> HttpReply.empty(HttpStatusCode.OK.code()).with("Allow", READ_ONLY);
            default -> throw RestconfException.methodNotAllowed(call.method(), READ_ONLY);
        };
    }

    /** The same for people: a page that reads the description and needs nothing from anywhere else. */
    private static HttpReply openApiPage(HttpCall call) throws RestconfException {
        return switch (call.method()) {
            case "GET", "HEAD" ->
                new HttpReply(
                        HttpStatusCode.OK.code(),
                        Map.of(
                                "Content-Type",
                                "text/html; charset=utf-8",
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'"),
                        RestconfResources::writePage);
            case "OPTIONS" -> HttpReply.empty(HttpStatusCode.OK.code()).with("Allow", READ_ONLY);
            default -> throw RestconfException.methodNotAllowed(call.method(), READ_ONLY);
        };
    }

    private static void writePage(OutputStream out) throws IOException {
        try (var page = Objects.requireNonNull(RestconfResources.class.getResourceAsStream("openapi.html"))) {
            page.transferTo(out);
        }
    }

    private static HttpReply refusal(
            HttpCall call, HttpStatusCode status, List<RequestError> errors, Map<String, String> headers) {
        var reply = reply(status, Negotiation.errorType(call), new ErrorsBody(errors));
        for (var header : headers.entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }

    /**
     * {@return the refusal of a call that does not get here}, see {@link net.weftnet.common.http.api.HttpRoute#refuse}
     *
     * @param accept what the client accepts
     */
    static HttpReply refuse(int status, String reason, List<String> accept) {
        var tag =
                switch (status) {
                    case 400 -> ErrorTag.MALFORMED_MESSAGE;
                    case 401, 403 -> ErrorTag.ACCESS_DENIED;
                    case 413 -> ErrorTag.TOO_BIG;
                    default -> ErrorTag.OPERATION_FAILED;
                };
        var type = Accept.parse(accept).choose(MediaType.DATA).orElse(MediaType.YANG_DATA_JSON);
        return reply(status, type, new ErrorsBody(List.of(new RequestError(ErrorType.PROTOCOL, tag, reason))));
    }

    static HttpReply reply(HttpStatusCode status, MediaType type, FormattableBody body) {
        return reply(status.code(), type, body);
    }

    private static HttpReply reply(int status, MediaType type, FormattableBody body) {
        return new HttpReply(
                status,
                Map.of("Content-Type", type.toString(), "Cache-Control", "no-cache", "Vary", "Accept"),
                out -> type.encoding().write(body, out));
    }

    private static HttpReply withoutBody(HttpReply reply) {
        return new HttpReply(reply.status(), reply.headers(), out -> {});
    }
}
