package net.weftnet.analytics.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import net.weftnet.analytics.collector.api.Analytics;
import net.weftnet.analytics.collector.api.GeneratorState;
import net.weftnet.analytics.collector.api.UveState;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;
import net.weftnet.test.TestCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyticsRouteTest {
    private static final GeneratorName ONE = new GeneratorName("compute1", "Compute", "agent", "0");
    private static final GeneratorName TWO = new GeneratorName("compute2", "Compute", "agent", "0");
    private static final Instant TIME = Instant.ofEpochSecond(5);

    private final AnalyticsRoute route = new AnalyticsRoute(new Known());

    /** Two virtual networks, one told by two generators, and a name with a slash. */
    private static final class Known implements Analytics {
        @Override
        public List<GeneratorState> generators() {
            return List.of(new GeneratorState(
                    ONE,
                    Optional.of("10.0.0.1:4000"),
                    TIME,
                    1,
                    Map.of("A", 2L),
                    300,
                    1,
                    Map.of("DEBUG", 4L),
                    Duration.ofSeconds(-2)));
        }

        @Override
        public CompletableFuture<SandeshMessage> ask(
                GeneratorName generator, String request, Map<String, String> arguments, String context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<String> types() {
            return new TreeSet<>(List.of("virtual-network", "vrouter"));
        }

        @Override
        public Set<String> names(String type) {
            return type.equals("virtual-network") ? new TreeSet<>(List.of("d:p:front", "d:p:x/1 é")) : Set.of();
        }

        @Override
        public List<UveState> uves(String type, String name) {
            return names(type).contains(name) ? List.of(uve(ONE, 7), uve(TWO, 8)) : List.of();
        }

        private static UveState uve(GeneratorName generator, int ports) {
            return new UveState(
                    "Vn",
                    generator,
                    TIME,
                    List.of(
                            Field.of("up", 3, Value.bool(true)),
                            Field.of("ports", 4, Value.i32(ports)),
                            Field.of("big", 5, Value.u64(-1)),
                            Field.of("load", 6, new Value.Scalar(FieldType.DOUBLE, "nan")),
                            Field.of("acls", 7, Value.strings(List.of("a")))));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/analytics|[{'name':'uves','href':'/analytics/uves'},{'name':'generators','href':'/analytics/generators'}]",
                "/analytics/uves/|[{'name':'virtual-networks','href':'/analytics/uves/virtual-networks'},"
                        + "{'name':'vrouters','href':'/analytics/uves/vrouters'}]",
                "/analytics/uves/virtual-networks|[{'name':'d:p:front','href':'/analytics/uves/virtual-network/d:p:front?flat'},"
                        + "{'name':'d:p:x/1 é','href':'/analytics/uves/virtual-network/d:p:x%2F1%20%C3%A9?flat'}]",
                "/analytics/uves/virtual-network/none*|{'value':[]}",
                "/analytics/generators|[{'name':'compute1:Compute:agent:0','source':'compute1','node_type':'Compute',"
                        + "'module_id':'agent','instance_id':'0','connected':true,'peer':'10.0.0.1:4000',"
                        + "'since':'1970-01-01T00:00:05Z','sessions':1,'uves':1,'messages':2,'bytes':300,'clock_ahead_micros':-2000000,'lost_by_level':{'DEBUG':4},"
                        + "'messages_by_type':{'A':2}}]"
            })
    void answers(String path, String json) throws Exception {
        assertEquals(JsonParser.parseString(json.replace('\'', '"')), JsonParser.parseString(body(get(path))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/analytics/uves/virtual-network/d:p:front?flat",
                "/analytics/uves/virtual-networks/d%3Ap%3Afront?a=b&flat",
                "/analytics/uves/virtual-network/d:p:x%2F1%20%C3%A9?flat",
                "/analytics/uves/virtual-network/d:p:x/1%20%C3%A9?flat"
            })
    void showsOneObjectFlat(String path) throws Exception {
        assertEquals(
                "{\"Vn\":{\"up\":true,\"ports\":[[7,\"compute1:Compute:agent:0\"],[8,\"compute2:Compute:agent:0\"]],"
                        + "\"big\":18446744073709551615,\"load\":\"nan\",\"acls\":[\"a\"],\"__T\":5000000}}",
                body(get(path)));
    }

    @Test
    void showsWhoTellsWhat() throws Exception {
        var vn = JsonParser.parseString(body(get("/analytics/uves/virtual-network/d:p:front")))
                .getAsJsonObject()
                .getAsJsonObject("Vn");
        assertEquals(
                "[[true,\"compute1:Compute:agent:0\"],[true,\"compute2:Compute:agent:0\"]]",
                vn.get("up").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/analytics/nothing",
                "/analytics/uves/nothings",
                "/analytics/uves/vrouters",
                "/analytics/uves/virtual-network/none",
                "/analytics/uvesx"
            })
    void doesNotFind(String path) throws Exception {
        assertEquals(404, get(path).status());
    }

    @Test
    void refusesOtherMethodsAndBadPaths() throws Exception {
        var reply = route.handle(TestCall.of("DELETE /analytics/uves"));
        assertEquals(405, reply.status());
        assertEquals("GET", reply.headers().get("Allow"));
        assertEquals(400, get("/analytics/uves/a%zz").status());
    }

    private HttpReply get(String path) {
        return route.handle(TestCall.of("GET " + path));
    }

    private static String body(HttpReply reply) throws IOException {
        assertEquals(200, reply.status());
        var out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
