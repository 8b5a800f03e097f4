package net.weftnet.config.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.api.api.RpcImplementation;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.validation.XPathFilters;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.xpath.impl.AntlrXPathParserFactory;

/** The API as a client sees it. */
final class Api {

    static final int MAX_BODY = 100_000;

    /** Long after the commits of {@link TreeDatastore}. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);

    /** A reply, with its body as text. */
    record Reply(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** The body without white space outside of names and values, to compare with. */
        String compact() {
            return body.replaceAll("\\s*\\n\\s*", "").replace("\": ", "\":");
        }
    }

    final ConfigDatastore datastore;
    final List<RpcImplementation> operations = new ArrayList<>();
    final ChangeStream stream;
    private final CallerResources resources;

    Api(ConfigDatastore datastore, List<ContainerNode> state) {
        this(datastore, state, new ChangeStream.Limits(2, 5, Duration.ofHours(1), Duration.ofHours(1)));
    }

    Api(ConfigDatastore datastore, List<ContainerNode> state, ChangeStream.Limits limits) {
        this(datastore, state, limits, CLOCK);
    }

    Api(ConfigDatastore datastore, List<ContainerNode> state, ChangeStream.Limits limits, Clock clock) {
        this(datastore, state, limits, clock, new OpenAccess());
    }

    Api(
            ConfigDatastore datastore,
            List<ContainerNode> state,
            ChangeStream.Limits limits,
            Clock clock,
            AccessControl access) {
        this.datastore = datastore;
        var databind = DatabindContext.ofModel(datastore.modelContext());
        stream = new ChangeStream(datastore, limits, clock);
        resources = new CallerResources(
                access,
                datastore,
                new CallerResources.Parts(
                        databind,
                        new RequestDecoder(databind),
                        new RequestBody(MAX_BODY),
                        () -> state,
                        () -> operations,
                        stream,
                        new XPathFilters(datastore.modelContext(), new AntlrXPathParserFactory()),
                        clock));
    }

    /** {@return a reply whose body is not written yet} */
    HttpReply reply(HttpCall call) throws IOException, InterruptedException {
        return resources.of(call).handle(call);
    }

    Reply call(TestCall call) {
        var out = new ByteArrayOutputStream();
        try {
            var reply = reply(call);
            reply.body().writeTo(out);
            return new Reply(reply.status(), reply.headers(), out.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Reply get(String pathAndQuery, String... headers) {
        return call(TestCall.of("GET /restconf/data" + pathAndQuery, "", headers));
    }

    /** Sends JSON. */
    Reply json(String method, String pathAndQuery, String body) {
        return call(TestCall.of(
                method + " /restconf/data" + pathAndQuery, body, "Content-Type: application/yang-data+json"));
    }

    /** Sends XML, and so gets XML. */
    Reply xml(String method, String pathAndQuery, String body) {
        return call(TestCall.of(
                method + " /restconf/data" + pathAndQuery, body, "Content-Type: application/yang-data+xml"));
    }

    Reply delete(String path, String... headers) {
        return call(TestCall.of("DELETE /restconf/data" + path, "", headers));
    }

    long revision() {
        return datastore.snapshot().revision();
    }
}
