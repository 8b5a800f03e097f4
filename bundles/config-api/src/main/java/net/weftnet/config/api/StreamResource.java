package net.weftnet.config.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.db.api.ConfigDatastore;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;

/** The event stream resource (RFC 8040 sections 3.8 and 6). */
final class StreamResource {

    /** Where the stream is; the monitoring state says so. */
    static final String PATH = RestconfResources.ROOT + "/streams/changes";

    static final String NAME = "changes";

    private static final String ALLOW = "GET, OPTIONS";
    private static final String FROM_REVISION = "from-revision";

    private final ConfigDatastore datastore;
    private final ChangeStream stream;

    StreamResource(ConfigDatastore datastore, ChangeStream stream) {
        this.datastore = datastore;
        this.stream = stream;
    }

    HttpReply handle(HttpCall call) throws RestconfException {
        return switch (call.method()) {
            case "GET" -> subscribe(call);
            case "OPTIONS" -> HttpReply.empty(HttpStatusCode.OK.code()).with("Allow", ALLOW);
            default -> throw RestconfException.methodNotAllowed(call.method(), ALLOW);
        };
    }

    private HttpReply subscribe(HttpCall call) throws RestconfException {
        long after = after(call);
        if (!Accept.parse(call.headers("Accept")).accepts("text/event-stream")) {
            throw RestconfException.protocol(
                    HttpStatusCode.NOT_ACCEPTABLE, ErrorTag.INVALID_VALUE, "Accept: the reply is text/event-stream");
        }
        if (stream.isFull()) {
            throw RestconfException.protocol(
                    HttpStatusCode.SERVICE_UNAVAILABLE,
                    ErrorTag.RESOURCE_DENIED,
                    "There are as many subscribers as this node takes");
        }
        return new HttpReply(
                HttpStatusCode.OK.code(),
                Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store"),
                out -> stream.follow(call, after, out));
    }

    /** {@return the revision after which the client wants the commits: the newest, if it does not say} */
    private long after(HttpCall call) throws RestconfException {
        var query = Query.parse(call.query());
        query.requireOnly(Set.of(FROM_REVISION));
        long newest = datastore.snapshot().revision();
        // A browser that connects again says what it saw last, with the URI of the first time.
        Optional<String> last = call.header("Last-Event-ID");
        long after = last.isPresent()
                ? revision("Last-Event-ID", last.get())
                : query.value(FROM_REVISION).isPresent()
                        ? revision(FROM_REVISION, query.value(FROM_REVISION).get()) - 1
                        : newest;
        if (after > newest || after < 0) {
            throw RestconfException.invalidValue("There is no revision " + after + ": the newest is " + newest);
        }
        if (newest - after > stream.behind()) {
            throw RestconfException.protocol(
                    HttpStatusCode.CONFLICT,
                    ErrorTag.DATA_MISSING,
                    "The stream reaches back " + stream.behind() + " commits from " + newest
                            + "; read the configuration and begin with its revision");
        }
        return after;
    }

    private static long revision(String name, String text) throws RestconfException {
        if (!text.matches("\\d{1,18}")) {
            throw RestconfException.invalidValue(name + ": it is the number of a revision, not " + text);
        }
        return Long.parseLong(text);
    }
}
