package net.weftnet.config.api;

import java.io.IOException;
import java.util.Optional;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.api.RequestDecoder.Located;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.restconf.api.HttpStatusCode;

/** The methods of the datastore and of every resource in it (RFC 8040 sections 3.4, 3.5 and 4). */
final class DataResource {

    /** The header with the author's words on a change. */
    static final String COMMENT = "Weft-Comment";

    /** The header that says where the next page begins. */
    static final String NEXT_CURSOR = "Weft-Next-Cursor";

    private final RequestDecoder decoder;
    private final DataReader reader;
    private final DataWriter writer;
    private final RequestBody bodies;

    DataResource(RequestDecoder decoder, RequestBody bodies, DataReader reader, DataWriter writer) {
        this.decoder = decoder;
        this.bodies = bodies;
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Answers a call.
     *
     * @param path the path below {@code /restconf/data}, percent-encoded
     */
    HttpReply handle(HttpCall call, String path) throws RestconfException, IOException {
        var query = Query.parse(call.query());
        return switch (call.method()) {
            case "GET", "HEAD" -> get(call, decoder.pathOrCollection(path), query);
            case "OPTIONS" -> options(decoder.pathOrCollection(path));
            case "POST" -> post(call, target(call, path), query);
            case "PUT" -> put(call, target(call, path), query);
            case "PATCH" -> patch(call, path, query);
            case "DELETE" -> delete(call, target(call, path), query);
            default ->
                throw RestconfException.methodNotAllowed(
                        call.method(), Access.of(decoder.pathOrCollection(path)).allow());
        };
    }

    private Data target(HttpCall call, String path) throws RestconfException {
        var target = decoder.path(path);
        Access.of(target).require(call.method());
        return target;
    }

    private HttpReply get(HttpCall call, Data target, Query query) throws RestconfException {
        var type = Negotiation.mediaType(call, Collection.is(target) ? MediaType.LISTS : MediaType.DATA);
        var result = reader.read(target, query, type);
        if (result.onlyConfiguration()
                && Preconditions.of(call).notModified(result.validator().orElseThrow(), type.encoding())) {
            return validated(HttpReply.empty(HttpStatusCode.NOT_MODIFIED.code()), call, result.validator());
        }
        var reply =
                validated(RestconfResources.reply(HttpStatusCode.OK, type, result.body()), call, result.validator());
        return result.next()
                .map(next -> reply.with(NEXT_CURSOR, next.toString())
                        .with("Link", "<" + call.path() + "?" + query.next(next) + ">; rel=\"next\""))
                .orElse(reply);
    }

    private static HttpReply options(Data target) {
        var access = Access.of(target);
        var reply = HttpReply.empty(HttpStatusCode.OK.code()).with("Allow", access.allow());
        return access.isReadOnly() ? reply : reply.with("Accept-Patch", MediaType.ACCEPT_PATCH);
    }

    private HttpReply post(HttpCall call, Data parent, Query query) throws RestconfException, IOException {
        var children = decoder.children(parent, Negotiation.dataEncoding(call), bodies.read(call));
        var first = children.getFirst().path();
        if (!Access.isConfiguration(first)) {
            throw RestconfException.invalidValue(
                    PathText.of(first.instance()) + " is operational state, which the system makes");
        }
        if (children.size() > 1) {
            query.requireEmpty();
        }
        var result = writer.create(parent, children, query.forWrite(first, decoder), origin(call));
        var location = children.size() == 1 ? Location.of(first) : Location.ofList(first);
        return validated(
                HttpReply.empty(HttpStatusCode.CREATED.code()).with("Location", location), call, result.validator());
    }

    private HttpReply put(HttpCall call, Data path, Query query) throws RestconfException, IOException {
        var encoding = Negotiation.dataEncoding(call);
        DataWriter.Result result;
        if (path.instance().isEmpty()) {
            query.requireEmpty();
            result = writer.datastore(path, decoder.datastore(encoding, bodies.read(call)), true, origin(call));
        } else {
            var target = new Located(path, decoder.resource(path, encoding, bodies.read(call)));
            result = writer.put(target, query.forWrite(path, decoder), origin(call));
        }
        return validated(
                HttpReply.empty((result.created() ? HttpStatusCode.CREATED : HttpStatusCode.NO_CONTENT).code()),
                call,
                result.validator());
    }

    private HttpReply patch(HttpCall call, String resource, Query query) throws RestconfException, IOException {
        var path = target(call, resource);
        query.requireEmpty();
        var type = Negotiation.contentType(call);
        if (type.isYangPatch()) {
            return yangPatch(call, resource, path, type.encoding());
        }
        var result = path.instance().isEmpty()
                ? writer.datastore(path, decoder.datastore(type.encoding(), bodies.read(call)), false, origin(call))
                : writer.merge(
                        new Located(path, decoder.resource(path, type.encoding(), bodies.read(call))), origin(call));
        return validated(HttpReply.empty(HttpStatusCode.NO_CONTENT.code()), call, result.validator());
    }

    private HttpReply yangPatch(HttpCall call, String resource, Data path, Encoding encoding)
            throws RestconfException, IOException {
        var reply = Negotiation.mediaType(call);
        var text = YangPatchText.parse(encoding, bodies.read(call));
        var result = YangPatch.of(text, resource, path, encoding, decoder).run(writer, origin(call));
        return validated(RestconfResources.reply(result.status(), reply, result.report()), call, result.validator());
    }

    private HttpReply delete(HttpCall call, Data target, Query query) throws RestconfException {
        query.requireEmpty();
        var result = writer.delete(target, origin(call));
        return validated(HttpReply.empty(HttpStatusCode.NO_CONTENT.code()), call, result.validator());
    }

    private static Origin origin(HttpCall call) {
        return new Origin(
                call.caller().map(Caller::name).orElse("anonymous"),
                call.header(COMMENT).orElse(call.method() + " " + call.path()),
                Preconditions.of(call));
    }

    private static HttpReply validated(HttpReply reply, HttpCall call, Optional<Validator> validator) {
        return validator.map(state -> validated(reply, call, state)).orElse(reply);
    }

    /** Adds the validators of the representation that a retrieval with these headers has. */
    private static HttpReply validated(HttpReply reply, HttpCall call, Validator state) {
        return reply.with("ETag", state.entityTag(Negotiation.errorType(call).encoding()))
                .with("Last-Modified", state.lastModified());
    }
}
