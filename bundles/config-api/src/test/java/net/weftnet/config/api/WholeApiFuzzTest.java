package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Requests of any kind to all resources, over the real datastore: paths, query parameters, headers and bodies that are right,
 * wrong, or nothing that could be either. Nothing fails, each refusal is explained in the encoding that is asked for, and what is
 * refused changes nothing.
 */
class WholeApiFuzzTest {

    private static final String PROJECT = "/weftnet-config:config/domain=default-domain/project=default-project";

    private static final List<String> PATHS = List.of(
            "/restconf",
            "/restconf/",
            "/restconf/nothing",
            "/restconf/yang-library-version",
            "/restconf/operations",
            "/restconf/operations/weftnet-operations:commits",
            "/restconf/operations/weftnet-operations:rollback",
            "/restconf/operations/weftnet-operations:import",
            "/restconf/operations/weftnet-operations:diff",
            "/restconf/operations/weftnet-operations:commit-draft",
            "/restconf/operations/weftnet-operations:nothing",
            "/restconf/operations/%",
            "/restconf/streams/changes",
            "/restconf/streams/none",
            "/restconf/data",
            "/restconf/data/ietf-yang-library:yang-library/content-id",
            "/restconf/data/ietf-restconf-monitoring:restconf-state/capabilities",
            "/restconf/data" + PROJECT,
            "/restconf/data" + PROJECT + "/virtual-network",
            "/restconf/data" + PROJECT + "/virtual-network=n1",
            "/restconf/data" + PROJECT + "/virtual-network=n1/virtual-network-properties",
            "/restconf/data" + PROJECT + "/virtual-network=n1/uuid",
            "/restconf/data" + PROJECT + "/virtual-network=n1,n2",
            "/restconf/data" + PROJECT + "/nothing:at=all",
            "/restconf/data//",
            "/restconf/data/%ff%00",
            "/restconf/ds/weftnet-draft:d",
            "/restconf/ds/weftnet-draft:d" + PROJECT + "/virtual-network=n1",
            "/restconf/ds/weftnet-draft:%20",
            "/restconf/ds/else");

    private static final List<String> PARAMETERS = List.of(
            "depth",
            "fields",
            "content",
            "with-defaults",
            "limit",
            "cursor",
            "insert",
            "point",
            "as-of",
            "from-revision",
            "start-time",
            "stop-time",
            "path",
            "filter",
            "%00");

    private static final List<String> VALUES = List.of(
            "1",
            "0",
            "-1",
            "99999999999999999999",
            "unbounded",
            "config",
            "nonconfig",
            "report-all",
            "report-all-tagged",
            "trim",
            "name;uuid",
            "name(",
            "virtual-network/name",
            "first",
            "before",
            "%2Fweftnet-config%3Aconfig",
            "/weftnet-config:config/domain=default-domain",
            "2026-01-01T00:00:00Z",
            "2999-01-01T00:00:00+01:00",
            "WzEsMiwzXQ",
            "e30",
            "%",
            "%ff",
            "");

    private static final List<String> HEADERS = List.of(
            "Accept: application/yang-data+json",
            "Accept: application/yang-data+xml",
            "Accept: application/yang-data+xml-list",
            "Accept: text/event-stream",
            "Accept: image/png",
            "Accept: */*;q=0",
            "Accept: ;;,,;q=x",
            "If-Match: *",
            "If-Match: \"1-json\"",
            "If-Match: \"",
            "If-None-Match: *",
            "If-None-Match: W/\"1-xml\", , \"",
            "If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT",
            "If-Unmodified-Since: yesterday",
            "Last-Event-ID: 1",
            "Last-Event-ID: -",
            "Weft-Comment: \u0001\u00e9 <x>");

    private static final List<String> TYPES = List.of(
            "application/yang-data+json",
            "application/yang-data+xml",
            "application/yang-patch+json",
            "application/yang-patch+xml",
            "application/json; charset=utf-8",
            "text/plain",
            "");

    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "[]",
            "null",
            "{\"weftnet-config:virtual-network\": [{\"name\": \"n1\"}]}",
            "{\"weftnet-config:virtual-network\": [{\"name\": \"n2\", \"nothing\": 1}]}",
            "{\"weftnet-config:project\": [{\"name\": \"default-project\"}]}",
            "{\"weftnet-config:virtual-network-properties\": {\"max-flows\": -1}}",
            "{\"weftnet-config:virtual-network-properties\": {\"max-flows\": 7, \"rpf\": \"disable\"}}",
            "{\"weftnet-operations:input\": {\"limit\": 3}}",
            "{\"weftnet-operations:input\": {\"revision\": \"1\"}}",
            "{\"weftnet-operations:input\": {\"file\": \"{}\", \"draft\": \"d\"}}",
            "{\"weftnet-operations:input\": {\"draft\": \"d\"}}",
            "{\"ietf-restconf:data\": {}}",
            "{\"ietf-yang-patch:yang-patch\": {\"patch-id\": \"\\u0007\", \"edit\": [{\"edit-id\": \"<\", \"operation\":"
                    + " \"create\", \"target\": \"/virtual-network=n3\", \"value\": {\"weftnet-config:virtual-network\":"
                    + " [{\"name\": \"n3\"}]}}]}}",
            "<virtual-network xmlns=\"urn:weftnet:config\"><name>n1</name></virtual-network>",
            "<virtual-network xmlns=\"urn:weftnet:config\"><name>n1</name><uuid>&#0;</uuid></virtual-network>",
            "<data xmlns=\"urn:ietf:params:xml:ns:yang:ietf-restconf\"/>",
            "<yang-patch xmlns=\"urn:ietf:params:xml:ns:yang:ietf-yang-patch\"><patch-id>p</patch-id><edit><edit-id>1"
                    + "</edit-id><operation>remove</operation><target>/virtual-network=n1</target></edit></yang-patch>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
            "\u0000\uffff");

    private static Path directory;
    private static RunningConfig config;

    @BeforeContainer
    static void open() throws Exception {
        directory = Files.createTempDirectory("config");
        config = new RunningConfig(directory);
    }

    @AfterContainer
    static void close() throws IOException {
        config.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Arbitrary<String> broken(List<String> texts) {
        var whole = Arbitraries.of(texts);
        var cut = whole.filter(text -> !text.isEmpty()).flatMap(text -> Arbitraries.integers()
                .between(0, text.length() - 1)
                .map(at -> text.substring(0, at) + text.substring(at + 1)));
        return Arbitraries.frequencyOf(Tuple.of(8, whole), Tuple.of(1, cut));
    }

    @Provide
    Arbitrary<TestCall> calls() {
        var method = Arbitraries.of("GET", "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE");
        var parameter = Combinators.combine(broken(PARAMETERS), broken(VALUES)).as((name, value) -> name + "=" + value);
        var query = parameter.list().ofMaxSize(2).map(all -> all.isEmpty() ? "" : "?" + String.join("&", all));
        var headers =
                broken(HEADERS).filter(header -> header.contains(": ")).list().ofMaxSize(2);
        return Combinators.combine(method, broken(PATHS), query, headers, Arbitraries.of(TYPES), broken(BODIES))
                .as((verb, path, rest, more, type, body) -> {
                    var all = new ArrayList<>(more);
                    if (!type.isEmpty()) {
                        all.add("Content-Type: " + type);
                    }
                    return TestCall.of(verb + ' ' + path + rest, body, all.toArray(String[]::new));
                });
    }

    @Property(tries = 1500)
    void refusesOrDoes(@ForAll("calls") TestCall call) throws Exception {
        var revision = config.api().revision();
        var reply = config.reply(call);
        var type = reply.headers().getOrDefault("Content-Type", "");
        if (type.equals("text/event-stream")) {
            // It would not end.
            return;
        }
        var out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        var body = out.toString(StandardCharsets.UTF_8);
        assertTrue(reply.status() < 500 || reply.status() == 503, () -> reply.status() + " " + body);
        if (reply.status() >= 400) {
            assertEquals(revision, config.api().revision(), body);
            assertTrue(call.method().equals("HEAD") || !body.isEmpty(), () -> reply.status() + " without a reason");
        }
        if (type.endsWith("json") && !body.isEmpty()) {
            assertTrue(JsonParser.parseString(body).isJsonObject(), body);
        } else if (!body.isEmpty()) {
            var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            parser.setErrorHandler(new DefaultHandler());
            parser.parse(new ByteArrayInputStream(out.toByteArray()));
        }
    }
}
