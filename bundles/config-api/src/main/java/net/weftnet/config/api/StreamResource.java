package net.weftnet.config.api;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.api.Subscription.Part;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.NotificationFilters;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;

/** The event stream resource (RFC 8040 sections 3.8 and 6). */
final class StreamResource {

    /** Where the stream is; the monitoring state says so. */
    static final String PATH = RestconfResources.ROOT + "/streams/changes";

    static final String NAME = "changes";

    private static final String ALLOW = "GET, OPTIONS";
    private static final String FROM_REVISION = "from-revision";
    private static final String START_TIME = "start-time";
    private static final String STOP_TIME = "stop-time";
    private static final String PATH_PARAMETER = "path";
    private static final String FILTER = "filter";

    private final ConfigDatastore datastore;
    private final ChangeStream stream;
    private final RequestDecoder decoder;
    private final NotificationFilters filters;
    private final Clock clock;
    private final Permissions permissions;
    private final VisibleChanges changes;

    StreamResource(
            ConfigDatastore datastore, CallerResources.Parts parts, Permissions permissions, VisibleChanges changes) {
        this.datastore = datastore;
        this.permissions = permissions;
        this.changes = changes;
        stream = parts.stream();
        decoder = parts.decoder();
        filters = parts.filters();
        clock = parts.clock();
    }

    HttpReply handle(HttpCall call) throws RestconfException {
        return switch (call.method()) {
            case "GET" -> subscribe(call);
            case "OPTIONS" -> HttpReply.empty(HttpStatusCode.OK.code()).with("Allow", ALLOW);
            default -> throw RestconfException.methodNotAllowed(call.method(), ALLOW);
        };
    }

    private HttpReply subscribe(HttpCall call) throws RestconfException {
        if (!permissions.mayReceive(ChangeEvent.NOTIFICATION)) {
            throw RestconfException.protocol(
                    HttpStatusCode.FORBIDDEN, ErrorTag.ACCESS_DENIED, "You may not get the changes");
        }
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
        // Last, as a filter is tried here: that is work, and only for who would get the stream.
        var wanted = wanted(call);
        return new HttpReply(
                HttpStatusCode.OK.code(),
                Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store"),
                out -> stream.follow(call, wanted, changes, out));
    }

    private Subscription wanted(HttpCall call) throws RestconfException {
        var query = Query.parse(call.query());
        query.requireOnly(Set.of(FROM_REVISION, START_TIME, STOP_TIME, PATH_PARAMETER, FILTER));
        var start = time(query, START_TIME);
        var stop = time(query, STOP_TIME);
        if (start.isPresent() && query.value(FROM_REVISION).isPresent()) {
            throw RestconfException.invalidValue("from-revision and start-time both say where to begin: give one");
        }
        if (start.isPresent() && start.get().isAfter(clock.instant())) {
            throw RestconfException.invalidValue("start-time: " + start.get() + " is yet to come");
        }
        if (stop.isPresent() && (start.isEmpty() || !stop.get().isAfter(start.get()))) {
            throw RestconfException.invalidValue("stop-time: it is later than a start-time, which is given too");
        }
        return new Subscription(after(call, query, start), stop, part(query), filter(query));
    }

    /** RFC 8040 sections 4.8.7 and 4.8.8. */
    private static Optional<Instant> time(Query query, String name) throws RestconfException {
        var text = query.value(name);
        try {
            return text.map(time -> OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeParseException e) {
            throw RestconfException.invalidValue(
                    name + ": it is a time like 2026-01-31T12:00:00Z, not " + text.orElseThrow());
        }
    }

    /** RFC 8040 section 4.8.4. */
    private Optional<NotificationFilters.Filter> filter(Query query) throws RestconfException {
        try {
            return query.value(FILTER).map(expression -> filters.filter(ChangeEvent.NOTIFICATION, expression));
        } catch (IllegalArgumentException e) {
            throw RestconfException.invalidValue("filter: " + e.getMessage());
        }
    }

    private Optional<Part> part(Query query) throws RestconfException {
        var path = query.value(PATH_PARAMETER);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (!path.get().startsWith("/")) {
            throw RestconfException.invalidValue("path: it begins at the root with a slash, not " + path.get());
        }
        var node = decoder.pathOrCollection(path.get().substring(1));
        if (!node.instance().isEmpty() && !Access.isConfiguration(node)) {
            throw RestconfException.invalidValue("path: " + path.get() + " is operational state, which has no commits");
        }
        return Optional.of(new Part(node.instance(), decoder));
    }

    /** {@return the revision after which the client wants the commits: the newest, if it does not say} */
    private long after(HttpCall call, Query query, Optional<Instant> start) throws RestconfException {
        long newest = datastore.snapshot().revision();
        // A browser that connects again says what it saw last, with the URI of the first time.
        var last = call.header("Last-Event-ID");
        if (last.isEmpty() && start.isPresent()) {
            return before(start.get(), newest);
        }
        long after = last.isPresent()
                ? revision("Last-Event-ID", last.get())
                : query.value(FROM_REVISION).isPresent()
                        ? revision(FROM_REVISION, query.value(FROM_REVISION).get()) - 1
                        : newest;
        if (after > newest || after < 0) {
            throw RestconfException.invalidValue("There is no revision " + after + ": the newest is " + newest);
        }
        if (newest - after > stream.behind()) {
            throw tooFarBack(newest);
        }
        return after;
    }

    private RestconfException tooFarBack(long newest) {
        return RestconfException.protocol(
                HttpStatusCode.CONFLICT,
                ErrorTag.DATA_MISSING,
                "The stream reaches back " + stream.behind() + " commits from " + newest
                        + "; read the configuration and begin with its revision");
    }

    /** {@return the revision of the last commit before a time} */
    private long before(Instant start, long newest) throws RestconfException {
        long reach = Math.max(0, newest - stream.behind());
        try {
            long after = reach;
            for (var commit : datastore.commitsSince(reach, stream.behind())) {
                if (!commit.time().isBefore(start)) {
                    break;
                }
                after = commit.revision();
            }
            if (after == reach && reach > 0) {
                throw tooFarBack(newest);
            }
            return after;
        } catch (ConfigException e) {
            throw Refusals.refused(e, decoder.databind());
        }
    }

    private static long revision(String name, String text) throws RestconfException {
        if (!text.matches("\\d{1,18}")) {
            throw RestconfException.invalidValue(name + ": it is the number of a revision, not " + text);
        }
        return Long.parseLong(text);
    }
}
