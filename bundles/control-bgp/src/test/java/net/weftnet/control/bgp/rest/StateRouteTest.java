package net.weftnet.control.bgp.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.rib.SingleThreadRib;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactorySupplier;
import org.opendaylight.yangtools.yang.data.codec.gson.JsonParserStream;
import org.opendaylight.yangtools.yang.data.impl.schema.ImmutableNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.impl.schema.NormalizationResultHolder;
import org.opendaylight.yangtools.yang.model.spi.source.URLYangTextSource;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** The state of a RIB with an agent, and of a speaker with a neighbour, against the module. */
class StateRouteTest {
    private static final String INSTANCE = "d:p:front:front";
    private static final String ROUTING = "/control/data/weftnet-control-state:routing";
    private static final RibSink NOBODY = new RibSink() {
        @Override
        public boolean send(String instance, List<RouteChange> changes) {
            return true;
        }

        @Override
        public void sendEndOfRib() {}
    };

    private final SingleThreadRib rib = new SingleThreadRib();
    private final StateRoute route = new StateRoute("controller", new FixedSpeaker(), rib);

    @BeforeEach
    void anAgentWithARoute() {
        var targets = Set.of(RouteTarget.parse("target:64512:1"));
        rib.configure(List.of(new InstanceChange.Put(new InstanceConfig(INSTANCE, "d:p:front", 5, targets, targets))));
        var agent = rib.addAgent("compute1");
        agent.connect(IpAddress.parse("192.0.2.1"), NOBODY);
        agent.subscribe(INSTANCE, 1, true);
        agent.advertise(
                INSTANCE,
                PrefixNlri.of(IpPrefix.parse("10.1.1.3/32")),
                List.of(new RoutePath(IpAddress.parse("192.0.2.1"), 17, 0, PathAttributes.EMPTY, "interface")));
    }

    @AfterEach
    void close() {
        rib.close();
    }

    private String get(String path) throws IOException {
        var reply = route.handle(new Call("GET", path));
        assertEquals(200, reply.status(), path);
        var body = new ByteArrayOutputStream();
        reply.body().writeTo(body);
        return body.toString(StandardCharsets.UTF_8);
    }

    private JsonArray list(String path, String name) throws IOException {
        return JsonParser.parseString(get(path)).getAsJsonObject().getAsJsonArray("weftnet-control-state:" + name);
    }

    /** A parser that knows the module and nothing of us takes all of it. */
    @Test
    void theStateIsAsTheModuleSays() throws Exception {
        var parser = new DefaultYangParserFactory().createParser();
        parser.addSource(new URLYangTextSource(
                Objects.requireNonNull(StateRoute.class.getResource("/META-INF/yang/" + StateRoute.MODULE))));
        var codecs = JSONCodecFactorySupplier.RFC7951.getShared(parser.buildEffectiveModel());
        var result = new NormalizationResultHolder();
        try (var stream = JsonParserStream.create(ImmutableNormalizedNodeStreamWriter.from(result), codecs)) {
            stream.parse(new JsonReader(new StringReader(get(ROUTING))));
        }
        var routing = (ContainerNode) result.getResult().data();
        assertEquals(5, routing.size(), "the name of the node, and each list");
    }

    @Test
    void listsAndTheirEntriesAreReadAlone() throws IOException {
        var tables = list(ROUTING + "/table", "table");
        assertTrue(tables.size() > 1, tables::toString);
        var table = list(ROUTING + "/table=d%3Ap%3Afront%3Afront.inet.0", "table");
        assertEquals(1, table.size());
        assertEquals(1, ((JsonObject) table.get(0)).get("paths").getAsInt());
        assertEquals(1, list(ROUTING + "/agent=compute1/", "agent").size());
        assertEquals(
                "4",
                list(ROUTING + "/neighbor=gateway", "neighbor")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("received-message")
                        .get(0)
                        .getAsJsonObject()
                        .get("count")
                        .getAsString());
    }

    @Test
    void theModuleIsThere() throws IOException {
        assertTrue(get("/control/yang/" + StateRoute.MODULE).startsWith("module weftnet-control-state {"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/control", "/control/data", ROUTING + "/neighbor=nobody", ROUTING + "/x", ROUTING + "/table=%zz"
            })
    void whatIsNotThereIsNotFound(String path) {
        assertEquals(404, route.handle(new Call("GET", path)).status());
    }

    @Test
    void nothingCanBeChanged() {
        assertEquals(405, route.handle(new Call("PUT", ROUTING)).status());
        assertEquals(Set.of("admin"), route.roles());
    }
}
