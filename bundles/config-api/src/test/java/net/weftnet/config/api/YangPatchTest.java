package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** YANG Patch (RFC 8072). */
class YangPatchTest {

    private final Api api = new Api(new TreeDatastore(), List.of());

    @BeforeEach
    void fill() {
        assertEquals(201, api.json("POST", "", RetrievalTest.LIBRARY).status());
    }

    private Api.Reply patch(String path, String edits) {
        return api.call(TestCall.of(
                "PATCH /restconf/data" + path,
                "{\"ietf-yang-patch:yang-patch\": {\"patch-id\": \"p\", \"edit\": [" + edits + "]}}",
                "Content-Type: application/yang-patch+json",
                "Accept: application/yang-data+json"));
    }

    private static String edit(String id, String operation, String target, String value) {
        var head = "{\"edit-id\": \"%s\", \"operation\": \"%s\", \"target\": \"%s\"".formatted(id, operation, target);
        return value.isEmpty() ? head + "}" : head + ", \"value\": " + value + "}";
    }

    @Test
    void makesAllEditsInOneCommit() {
        var reply = patch(
                "/example:library",
                String.join(
                        ",",
                        edit(
                                "1",
                                "create",
                                "/artist=Parker",
                                "{\"example:artist\": [{\"name\": \"Parker\", \"born\": 1920}]}"),
                        edit(
                                "2",
                                "merge",
                                "/artist=Bowie",
                                "{\"example:artist\": [{\"name\": \"Bowie\", \"born\": 1947}]}"),
                        edit("3", "replace", "/owner", "{\"example:owner\": \"bob\"}"),
                        edit("4", "delete", "/artist=Monk", ""),
                        edit("5", "remove", "/artist=Nobody", "")));
        assertEquals(200, reply.status(), reply.body());
        assertEquals("{\"ietf-yang-patch:yang-patch-status\":{\"patch-id\":\"p\",\"ok\":[null]}}", reply.compact());
        assertEquals("\"2\"", reply.header("ETag"));
        assertEquals(
                "{\"example:library\":{\"owner\":\"bob\",\"artist\":["
                        + "{\"name\":\"Bowie\",\"born\":1947,\"alias\":[\"Duke\",\"Ziggy\"]},{\"name\":\"Parker\",\"born\":1920}]}}",
                api.get("/example:library?fields=owner;artist").compact());
    }

    @Test
    void makesNoneWhenOneIsRefusedAndSaysWhich() {
        var reply = patch(
                "/example:library",
                edit("1", "delete", "/artist=Monk", "")
                        + ","
                        + edit("2", "create", "/artist=Bowie", "{\"example:artist\": [{\"name\": \"Bowie\"}]}"));
        assertEquals(409, reply.status());
        assertEquals(
                """
                {"ietf-yang-patch:yang-patch-status":{"patch-id":"p","edit-status":{"edit":[{"edit-id":"2",\
                "errors":{"error":[{"error-type":"application","error-tag":"data-exists",\
                "error-path":"/example:library/artist[name='Bowie']",\
                "error-message":"artist Bowie exists already"}]}}]}}}""",
                reply.compact());
        assertEquals(1, api.revision());
    }

    @Test
    void reportsWhatNoSingleEditIsToBlameFor() {
        var reply = patch("/example:library", edit("1", "delete", "/playlist=1/title", ""));
        assertEquals(400, reply.status());
        assertTrue(reply.compact().contains("\"patch-id\":\"p\",\"errors\""), reply.body());
        assertEquals(1, api.revision());
    }

    @Test
    void refusesStateKeysAndOrder() {
        assertEquals(405, patch("", edit("1", "remove", "/example:status", "")).status());
        assertEquals(
                405,
                patch("/example:library", edit("1", "remove", "/artist=Monk/name", ""))
                        .status());
        var reply = patch("/example:library", edit("1", "move", "/playlist=1", ""));
        assertEquals(501, reply.status(), reply.body());
        Errors.assertJson(reply, "operation-not-supported", "insert and move");
        assertEquals(1, api.revision());
    }

    @Test
    void refusesMalformedPatches() {
        var reply = patch("/example:library", edit("1", "shuffle", "/artist=Monk", ""));
        assertEquals(400, reply.status(), reply.body());
        assertEquals(400, patch("/example:library", "7").status());
        assertEquals(1, api.revision());
    }

    @Test
    void takesXml() {
        var reply = api.call(TestCall.of(
                "PATCH /restconf/data/example:library",
                """
                <yang-patch xmlns="urn:ietf:params:xml:ns:yang:ietf-yang-patch">
                  <patch-id>p</patch-id>
                  <edit>
                    <edit-id>1</edit-id>
                    <operation>create</operation>
                    <target>/artist=Parker</target>
                    <value><artist xmlns="urn:example"><name>Parker</name></artist></value>
                  </edit>
                </yang-patch>
                """,
                "Content-Type: application/yang-patch+xml"));
        assertEquals(200, reply.status(), reply.body());
        assertEquals("application/yang-data+xml", reply.header("Content-Type"));
        assertEquals(200, api.get("/example:library/artist=Parker").status());
    }
}
