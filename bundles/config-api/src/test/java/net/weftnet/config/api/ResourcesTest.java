package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is at {@code /restconf} besides data (RFC 8040 sections 3.1 and 3.3). */
class ResourcesTest {

    private final Api api = new Api(new TreeDatastore(), List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            /restconf | {"ietf-restconf:restconf":{"data":{},"operations":{},"yang-library-version":"2019-01-04"}}
            /restconf/ | {"ietf-restconf:restconf":{"data":{},"operations":{},"yang-library-version":"2019-01-04"}}
            /restconf/operations | {"ietf-restconf:operations":{}}
            /restconf/yang-library-version | {"ietf-restconf:yang-library-version":"2019-01-04"}
            """)
    void tellsWhatThereIs(String path, String body) {
        var reply = api.call(TestCall.of("GET " + path, ""));
        assertEquals(200, reply.status());
        assertEquals(body, reply.compact());
        assertEquals(
                "GET, HEAD, OPTIONS",
                api.call(TestCall.of("OPTIONS " + path, "")).header("Allow"));
    }

    @Test
    void tellsItInXml() {
        var reply =
                api.call(TestCall.of("GET /restconf/yang-library-version", "", "Accept: application/yang-data+xml"));
        assertEquals(
                "<yang-library-version xmlns=\"urn:ietf:params:xml:ns:yang:ietf-restconf\">2019-01-04</yang-library-version>",
                reply.body());
    }

    @Test
    void refusesMethodsAndPathsThatAreNotThere() {
        var method = api.call(TestCall.of("DELETE /restconf", ""));
        assertEquals(405, method.status());
        assertEquals("GET, HEAD, OPTIONS", method.header("Allow"));
        Errors.assertJson(method, "operation-not-supported", "DELETE");
        var path = api.call(TestCall.of("GET /restconf/date", ""));
        assertEquals(404, path.status());
        Errors.assertJson(path, "data-missing", "/restconf/date");
        assertEquals(
                404,
                api.call(TestCall.of("POST /restconf/operations/example:play", ""))
                        .status());
    }

    @Test
    void refusesCallersInTheFormOfAllErrors() throws IOException {
        var reply = RestconfResources.refuse(403, "eve may not use /restconf", List.of());
        var out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        assertEquals(403, reply.status());
        Errors.assertJson(
                new Api.Reply(403, reply.headers(), out.toString(StandardCharsets.UTF_8)),
                "access-denied",
                "eve may not use /restconf");
    }

    @Test
    void tellsWhereTheApiIs() throws IOException {
        var reply = new HostMetaRoute().handle(TestCall.of("GET /.well-known/host-meta", ""));
        var out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        assertEquals(200, reply.status());
        assertEquals("application/xrd+xml", reply.headers().get("Content-Type"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("<Link rel=\"restconf\" href=\"/restconf\"/>"));
        assertEquals(
                405,
                new HostMetaRoute()
                        .handle(TestCall.of("PUT /.well-known/host-meta", ""))
                        .status());
    }
}
