package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertEquals("\"2-json\"", reply.header("ETag"));
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
                {"ietf-yang-patch:yang-patch-status":{"patch-id":"p","edit-status":{"edit":[{"edit-id":"1","ok":[null]},{"edit-id":"2",\
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
    void refusesStateAndKeys() {
        assertEquals(405, patch("", edit("1", "remove", "/example:status", "")).status());
        assertEquals(
                405,
                patch("/example:library", edit("1", "remove", "/artist=Monk/name", ""))
                        .status());
        assertEquals(1, api.revision());
    }

    private String order() {
        return api.get("/example:library?fields=playlist/id;tag").compact();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            insert | 9 | | 2 1 9
            insert | 9 | "where": "last" | 2 1 9
            insert | 9 | "where": "first" | 9 2 1
            insert | 9 | "where": "before", "point": "/playlist=1" | 2 9 1
            insert | 9 | "where": "after", "point": "/playlist=2" | 2 9 1
            move | 2 | | 1 2
            move | 1 | "where": "first" | 1 2
            move | 2 | "where": "after", "point": "/playlist=1" | 1 2
            move | 1 | "where": "before", "point": "/playlist=2" | 1 2
            """)
    void putsAnEntryWhereTheUserWants(String operation, int id, String place, String ids) {
        var edit = "{\"edit-id\": \"1\", \"operation\": \"%s\", \"target\": \"/playlist=%d\"%s%s}"
                .formatted(
                        operation,
                        id,
                        place == null ? "" : ", " + place,
                        operation.equals("move")
                                ? ""
                                : ", \"value\": {\"example:playlist\": [{\"id\": %d, \"title\": \"t\"}]}"
                                        .formatted(id));
        var reply = patch("/example:library", edit);
        assertEquals(200, reply.status(), reply.body());
        var expected =
                Arrays.stream(ids.split(" ")).map(one -> "{\"id\":" + one + "}").collect(Collectors.joining(","));
        assertTrue(order().contains("\"playlist\":[" + expected + "]"), order());
    }

    /** What an edit made can be moved by the next one. */
    @Test
    void movesLeafListEntriesOneEditAfterTheOther() {
        var reply = patch(
                "/example:library",
                "{\"edit-id\": \"1\", \"operation\": \"insert\", \"target\": \"/tag=q\","
                        + " \"where\": \"first\", \"value\": {\"example:tag\": [\"q\"]}},"
                        + "{\"edit-id\": \"2\", \"operation\": \"move\", \"target\": \"/tag=q\","
                        + " \"where\": \"after\", \"point\": \"/tag=z\"}");
        assertEquals(200, reply.status(), reply.body());
        assertTrue(order().contains("\"tag\":[\"z\",\"q\",\"a\"]"), order());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "insert", "target": "/playlist=1", "value": {"example:playlist": [{"id": 1, "title": "t"}]} | 409 | data-exists | exists already
            "move", "target": "/playlist=9" | 404 | data-missing | playlist 9 does not exist
            "move", "target": "/artist=Monk" | 400 | invalid-value | user orders
            "move", "target": "/playlist=1", "where": "top" | 400 | invalid-value | first, last, before or after
            "move", "target": "/playlist=1", "where": "before" | 400 | invalid-value | Point
            "move", "target": "/playlist=1", "where": "first", "point": "/playlist=2" | 400 | invalid-value | Point
            "move", "target": "/playlist=1", "where": "after", "point": "/tag=z" | 400 | invalid-value | no entry of the list
            "move", "target": "/playlist=1", "where": "after", "point": "/playlist=7" | 400 | invalid-value | no other entry
            "move", "target": "/playlist=1", "where": "after", "point": "/playlist=1" | 400 | invalid-value | no other entry
            "merge", "target": "/tag=z", "where": "first", "value": {"example:tag": ["z"]} | 400 | unknown-element | neither where nor point
            "delete", "target": "/tag=z", "value": {"example:tag": ["z"]} | 400 | unknown-element | takes no value
            "create", "target": "/tag=z" | 400 | missing-element | needs a value
            "create", "target": "/tag=q", "value": {"example:tag": ["r"]} | 400 | | tag
            "create", "target": "/tag=q", "value": 7 | 400 | malformed-message |
            "shuffle", "target": "/tag=z" | 400 | invalid-value | no operation shuffle
            "remove", "target": "/nothing" | 404 | data-missing |
            "remove", "target": "/playlist=%%" | 400 | malformed-message |
            """)
    void tellsWhatIsWrongWithAnEdit(String edit, int status, String tag, String message) {
        var reply = patch("/example:library", "{\"edit-id\": \"7\", \"operation\": " + edit + "}");
        assertEquals(status, reply.status(), reply.body());
        var body = reply.compact();
        assertTrue(body.contains("\"edit\":[{\"edit-id\":\"7\",\"errors\":"), body);
        assertTrue(tag == null || body.contains("\"error-tag\":\"" + tag + "\""), body);
        assertTrue(message == null || body.contains(message), body);
        assertEquals(1, api.revision());
    }

    @Test
    void tellsAllEditsThatCannotBeRead() {
        var reply = patch(
                "/example:library",
                edit("a", "shuffle", "/artist=Monk", "")
                        + ','
                        + edit("b", "delete", "/artist=Monk", "")
                        + ','
                        + edit("c", "remove", "/nothing", ""));
        assertEquals(400, reply.status());
        var ids = Pattern.compile("\"edit-id\":\"(.)\"")
                .matcher(reply.compact())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(List.of("a", "c"), ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[]",
                "{}",
                "{\"ietf-yang-patch:yang-patch\": []}",
                "{\"ietf-yang-patch:yang-patch\": {}}",
                "{\"yang-patch\": {\"patch-id\": \"p\"}}",
                "{\"ietf-yang-patch:yang-patch\": {\"patch-id\": 7}}",
                "{\"ietf-yang-patch:yang-patch\": {\"patch-id\": \"p\", \"edits\": []}}",
                "{\"ietf-yang-patch:yang-patch\": {\"patch-id\": \"p\", \"edit\": {}}}",
                "{\"ietf-yang-patch:yang-patch\": {\"patch-id\": \"p\", \"edit\": [7]}}",
                "{\"ietf-yang-patch:yang-patch\": {\"patch-id\": \"p\", \"edit\": [{}]}}",
                "{\"ietf-yang-patch:yang-patch\": {\"patch-id\": \"p\"}} {}",
                "{'ietf-yang-patch:yang-patch': {'patch-id': 'p'}}",
                "{\"ietf-yang-patch:yang-patch\": {\"patch-id\": \"p\", \"edit\": ["
                        + "{\"edit-id\": \"1\", \"operation\": \"remove\", \"target\": \"/owner\"},"
                        + "{\"edit-id\": \"1\", \"operation\": \"remove\", \"target\": \"/url\"}]}}"
            })
    void refusesWhatIsNoPatch(String body) {
        var reply = api.call(
                TestCall.of("PATCH /restconf/data/example:library", body, "Content-Type: application/yang-patch+json"));
        assertEquals(400, reply.status(), reply.body());
        assertTrue(reply.body().contains("YANG Patch"), reply.body());
        assertEquals(1, api.revision());
    }

    /** Quotes and the like in values, which come before the target they are for. */
    @Test
    void keepsStringsAsTheyAre() {
        var reply = patch(
                "/example:library",
                "{\"value\": {\"example:artist\": [{\"name\": \"a\\\"b\\\\c\", \"born\": 1900, \"alias\": [\"\\u00e9\\n\"]}]},"
                        + " \"edit-id\": \"1\", \"operation\": \"create\", \"target\": \"/artist=a%22b%5Cc\"}");
        assertEquals(200, reply.status(), reply.body());
        assertEquals(
                "{\"example:alias\":[\"\u00e9\\n\"]}",
                api.get("/example:library/artist=a%22b%5Cc/alias").compact());
    }

    @Test
    void reportsInXmlToo() {
        var reply = api.call(TestCall.of(
                "PATCH /restconf/data/example:library",
                """
                <yang-patch xmlns="urn:ietf:params:xml:ns:yang:ietf-yang-patch">
                  <patch-id>p</patch-id>
                  <edit><edit-id>1</edit-id><operation>move</operation><target>/playlist=1</target><where>first</where></edit>
                  <edit><edit-id>2</edit-id><operation>delete</operation><target>/artist=Parker</target></edit>
                </yang-patch>
                """,
                "Content-Type: application/yang-patch+xml"));
        assertEquals(404, reply.status(), reply.body());
        var body = reply.compact().replaceAll("<error-path[^/].*</error-path>", "");
        assertEquals(
                "<yang-patch-status xmlns=\"urn:ietf:params:xml:ns:yang:ietf-yang-patch\"><patch-id>p</patch-id>"
                        + "<edit-status><edit><edit-id>1</edit-id><ok/></edit><edit><edit-id>2</edit-id><errors><error>"
                        + "<error-type>application</error-type><error-tag>data-missing</error-tag>"
                        + "<error-message>artist Parker does not exist</error-message></error></errors></edit>"
                        + "</edit-status></yang-patch-status>",
                body);
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
