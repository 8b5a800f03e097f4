package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** POST, PUT, PATCH and DELETE, in JSON and XML: each makes one commit, or is refused and changes nothing. */
class ChangeTest {

    private final TreeDatastore datastore = new TreeDatastore();
    private final Api api = new Api(datastore, List.of(RetrievalTest.status()));

    @BeforeEach
    void fill() {
        assertEquals(201, api.json("POST", "", RetrievalTest.LIBRARY).status());
    }

    private void assertData(String path, String body) {
        assertEquals(body, api.get(path).compact());
    }

    private static void assertDone(int status, Api.Reply reply) {
        assertEquals(status, reply.status(), reply.body());
        assertEquals("", reply.body());
        assertTrue(List.of("\"2-json\"", "\"2-xml\"").contains(reply.header("ETag")), reply.header("ETag"));
        assertEquals("Thu, 01 Jan 2026 00:00:02 GMT", reply.header("Last-Modified"));
    }

    @Test
    void tagsEachRepresentationByItself() {
        var json = api.get("/example:library/owner").header("ETag");
        var xml = api.get("/example:library/owner", "Accept: application/yang-data+xml")
                .header("ETag");
        assertEquals("\"1-json\" \"1-xml\"", json + " " + xml);
        // Who read XML may write JSON.
        var reply = api.call(TestCall.of(
                "PUT /restconf/data/example:library/owner",
                "{\"example:owner\": \"bob\"}",
                "Content-Type: application/yang-data+json",
                "If-Match: " + xml));
        assertDone(204, reply);
        assertEquals("\"2-json\"", reply.header("ETag"));
        assertEquals(
                200,
                api.get("/example:library/owner", "If-None-Match: \"2-xml\"").status());
    }

    /** The JDK's parser prints what is wrong where nobody asked it to. */
    @Test
    void keepsMalformedXmlOffTheErrorStream() {
        var stderr = System.err;
        var printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (var body : List.of("<a", "<!DOCTYPE a><a/>", "text", "<a></b>")) {
                for (var method : List.of("POST", "PUT", "PATCH")) {
                    assertEquals(400, api.xml(method, "/example:library", body).status());
                    assertEquals(400, api.xml(method, "", body).status());
                }
            }
        } finally {
            System.setErr(stderr);
        }
        assertFalse(printed.toString(StandardCharsets.UTF_8).contains("[Fatal Error]"), printed::toString);
    }

    @Test
    void createsAnEntry() {
        var reply = api.json(
                "POST",
                "/example:library/artist=Monk",
                "{\"example:album\": [{\"name\": \"A, B/C\", \"year\": 1999}]}");
        assertDone(201, reply);
        assertEquals("/restconf/data/example:library/artist=Monk/album=A%2C%20B%2FC,1999", reply.header("Location"));
        assertData(
                reply.header("Location").substring("/restconf/data".length()),
                "{\"example:album\":[{\"name\":\"A, B/C\",\"year\":1999}]}");
    }

    @Test
    void createsAllEntriesOfAListInOneCommit() {
        long before = api.revision();
        var reply =
                api.json("POST", "/example:library", "{\"example:artist\": [{\"name\": \"a b\"}, {\"name\": \"c\"}]}");
        assertDone(201, reply);
        assertEquals("/restconf/data/example:library/artist", reply.header("Location"));
        assertEquals(before + 1, api.revision());
        assertData("/example:library/artist=a%20b", "{\"example:artist\":[{\"name\":\"a b\"}]}");
        assertData("/example:library/artist=c", "{\"example:artist\":[{\"name\":\"c\"}]}");
    }

    @Test
    void createsAnEntryFromXml() {
        var reply = api.xml(
                "POST",
                "/example:library",
                "<artist xmlns=\"urn:example\"><name>Parker</name><born>1920</born></artist>");
        assertDone(201, reply);
        assertEquals("/restconf/data/example:library/artist=Parker", reply.header("Location"));
        assertData("/example:library/artist=Parker", "{\"example:artist\":[{\"name\":\"Parker\",\"born\":1920}]}");
    }

    @Test
    void createsALeafAnEmptyLeafAndAnEntryInAChoice() {
        assertEquals(
                201,
                api.json("POST", "/example:library/artist=Bowie", "{\"example:born\": 1947}")
                        .status());
        assertEquals(
                201,
                api.json("POST", "/example:library", "{\"example:disc\": [{\"label\": \"d2\"}]}")
                        .status());
        assertData("/example:library/disc", "{\"example:disc\":[{\"label\":\"d1\"},{\"label\":\"d2\"}]}");
        assertEquals(204, api.delete("/example:library/player/broken").status());
        assertEquals(
                201,
                api.json("POST", "/example:library/player", "{\"example:broken\": [null]}")
                        .status());
        assertEquals(
                201,
                api.json("POST", "/example:library/artist=Bowie", "{\"example:alias\": [\"Duke2\"]}")
                        .status());
    }

    @Test
    void putsNewAndReplaces() {
        assertDone(
                201,
                api.json("PUT", "/example:library/artist=Parker", "{\"example:artist\": [{\"name\": \"Parker\"}]}"));
        var replaced = api.json(
                "PUT", "/example:library/artist=Bowie", "{\"artist\": [{\"name\": \"Bowie\", \"born\": 1947}]}");
        assertEquals(204, replaced.status());
        assertData("/example:library/artist=Bowie", "{\"example:artist\":[{\"name\":\"Bowie\",\"born\":1947}]}");
    }

    @Test
    void putsXml() {
        assertDone(204, api.xml("PUT", "/example:library/owner", "<owner xmlns=\"urn:example\">bob</owner>"));
        assertData("/example:library/owner", "{\"example:owner\":\"bob\"}");
    }

    @Test
    void putsALeafListEntry() {
        assertDone(201, api.json("PUT", "/example:library/artist=Bowie/alias=Jareth", "{\"alias\": [\"Jareth\"]}"));
    }

    @Test
    void patchesWhatIsThere() {
        assertDone(
                204,
                api.json(
                        "PATCH",
                        "/example:library/artist=Bowie",
                        "{\"artist\": [{\"name\": \"Bowie\", \"born\": 1947}]}"));
        assertData(
                "/example:library/artist=Bowie",
                "{\"example:artist\":[{\"name\":\"Bowie\",\"born\":1947,\"alias\":[\"Duke\",\"Ziggy\"]}]}");
    }

    @Test
    void patchesWithXml() {
        assertDone(
                204,
                api.xml(
                        "PATCH",
                        "/example:library",
                        "<library xmlns=\"urn:example\"><index><size>3</size></index></library>"));
        assertData("/example:library/index", "{\"example:index\":{\"size\":3}}");
        assertData("/example:library/owner", "{\"example:owner\":\"alice\"}");
    }

    @Test
    void deletes() {
        assertDone(204, api.delete("/example:library/artist=Monk"));
        assertEquals(404, api.get("/example:library/artist=Monk").status());
        assertEquals(200, api.get("/example:library/artist=Bowie").status());
    }

    @Test
    void replacesAndPatchesTheWholeDatastore() {
        assertDone(204, api.json("PATCH", "", "{\"ietf-restconf:data\": {\"example:library\": {\"owner\": \"bob\"}}}"));
        assertData("/example:library/artist=Bowie/alias=Duke", "{\"example:alias\":[\"Duke\"]}");
        assertEquals(
                204,
                api.xml(
                                "PUT",
                                "",
                                "<data xmlns=\"urn:ietf:params:xml:ns:yang:ietf-restconf\">"
                                        + "<library xmlns=\"urn:example\"><owner>eve</owner></library></data>")
                        .status());
        assertData("?content=config", "{\"ietf-restconf:data\":{\"example:library\":{\"owner\":\"eve\"}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            first | "id":9,"id":2,"id":1
            last | "id":2,"id":1,"id":9
            before&point=/example:library/playlist=1 | "id":2,"id":9,"id":1
            after&point=%2Fexample%3Alibrary%2Fplaylist%3D2 | "id":2,"id":9,"id":1
            """)
    void insertsWhereTheUserWants(String insert, String ids) {
        assertDone(
                201,
                api.json(
                        "POST",
                        "/example:library?insert=" + insert,
                        "{\"example:playlist\": [{\"id\": 9, \"title\": \"t\"}]}"));
        assertEquals(
                ids,
                api.get("/example:library/playlist")
                        .compact()
                        .replaceAll(".*?(\"id\":\\d)|.+", ",$1")
                        .replaceAll("^,|,$", ""));
    }

    @Test
    void movesAnEntryAndALeafListEntry() {
        var moved = api.json(
                "PUT", "/example:library/playlist=1?insert=first", "{\"playlist\": [{\"id\": 1, \"title\": \"x\"}]}");
        assertDone(204, moved);
        assertData(
                "/example:library/playlist",
                "{\"example:playlist\":[{\"id\":1,\"title\":\"x\"},{\"id\":2,\"title\":\"two\"}]}");
        assertEquals(
                204,
                api.json(
                                "PUT",
                                "/example:library/tag=a?insert=before&point=/example:library/tag=z",
                                "{\"tag\": [\"a\"]}")
                        .status());
        assertData("/example:library/tag", "{\"example:tag\":[\"a\",\"z\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            POST | /example:library | {"example:artist":[{"name":"Monk"}]} | 409 | data-exists | artist Monk exists already
            POST |  | {"example:library":{}} | 409 | data-exists | library exists already
            POST | /example:library/artist=Parker | {"example:born":1920} | 404 | data-missing | artist Parker does not exist
            POST | /example:library | {"example:artist":[{"name":"a"},{"name":"Monk"}]} | 409 | data-exists | artist Monk exists already
            POST | /example:library?insert=first | {"example:tag":["b","c"]} | 400 | invalid-value | insert
            POST | /example:library | {"example:owner":"a","example:url":"b"} | 400 | malformed-message | multiple
            POST | /example:library | {"example:artist":[{"born":1}]} | 400 | malformed-message | name
            POST | /example:library | {"example:artist":[]} | 400 | malformed-message | no entry
            POST | /example:library | {} | 400 | malformed-message | has no data
            POST | /example:library |  | 400 | malformed-message | has no data
            POST | /example:library | [] | 400 | malformed-message | a child of library, has no data
            POST | /example:library | {"example:nothing":1} | 400 | malformed-message | node with name nothing and namespace urn:example does not exist at library
            POST | /example:library | {"example:artist":[{"name":"Parker","nothing":1}]} | 400 | malformed-message | nothing
            PUT | /example:library/artist=Parker | {"artist":[{"name":"Parker","nothing":1}]} | 400 | malformed-message | nothing
            PUT | /example:library/owner | {"owner":"bob","nothing":1} | 400 | malformed-message | nothing
            POST | /example:library | {"example:playlist":[{"id":3}]} | 400 | invalid-value | title
            POST |  | {"example:status":{}} | 400 | invalid-value | operational state
            POST | /example:library?insert=first | {"example:artist":[{"name":"Parker"}]} | 400 | invalid-value | user orders
            POST | /example:library?insert=top | {"example:tag":["b"]} | 400 | invalid-value | insert
            POST | /example:library?insert=before | {"example:tag":["b"]} | 400 | invalid-value | Point
            POST | /example:library?point=/example:library | {"example:tag":["b"]} | 400 | invalid-value | Point
            POST | /example:library?insert=after&point=/example:library/tag=q | {"example:tag":["b"]} | 400 | invalid-value | point
            POST | /example:library?depth=1 | {"example:tag":["b"]} | 400 | invalid-value | depth
            PUT | /example:library/artist=Parker/born | {"born":1920} | 404 | data-missing | artist Parker does not exist
            PUT | /example:library/artist=Monk | {"artist":[{"name":"Parker"}]} | 400 | malformed-message | Parker
            PUT | /example:library/tag=q | {"tag":["r"]} | 400 | malformed-message | tag r
            PUT | /example:library/artist=Monk/born | {"born":"never"} | 400 | malformed-message | never
            PUT | /example:library/artist=Monk/born | {"born":70000} | 400 | malformed-message | 70000
            PUT | /example:library/owner | {"owner":"a name of more than twenty"} | 400 | invalid-value | a name of more than twenty
            PUT | /example:library/owner | {"example:born":1} | 400 | malformed-message | born
            PUT | /example:library/owner | {"owner":"bob" | 400 | malformed-message | Error parsing
            PUT | /example:library/artist=Monk/name | {"name":"Parker"} | 405 | operation-not-supported | PUT
            PUT | /example:status/plays | {"plays":"1"} | 405 | operation-not-supported | PUT
            PUT |  | {"example:library":{}} | 400 | malformed-message | ietf-restconf:data
            PUT |  | {"ietf-restconf:data":{"example:nothing":{}}} | 400 | malformed-message | nothing
            PATCH | /example:library/artist=Parker | {"artist":[{"name":"Parker"}]} | 404 | data-missing | artist Parker does not exist
            PATCH | /example:library?depth=1 | {"library":{}} | 400 | invalid-value | depth
            DELETE | /example:library/artist=Parker |  | 404 | data-missing | artist Parker does not exist
            DELETE | /example:library/artist=Monk/name |  | 405 | operation-not-supported | DELETE
            DELETE | /example:library/playlist=1/title |  | 400 | invalid-value | title
            DELETE |  |  | 405 | operation-not-supported | DELETE
            DELETE | /example:status |  | 405 | operation-not-supported | DELETE
            BREW | /example:library |  | 405 | operation-not-supported | BREW
            """)
    void refusesAndChangesNothing(String method, String path, String body, int status, String tag, String message) {
        var reply = api.json(method, path == null ? "" : path, body == null ? "" : body);
        assertEquals(status, reply.status(), reply.body());
        Errors.assertJson(reply, tag, message);
        assertEquals(1, api.revision());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            POST | /example:library | <artist xmlns="urn:example"><name>Monk</name></artist> | 409 | data-exists
            POST | /example:library | <artist><name>Parker</name></artist> | 400 | malformed-message
            POST | /example:library | <artist xmlns="urn:other"><name>Parker</name></artist> | 400 | malformed-message
            POST | /example:library | <artist xmlns="urn:example"><born>1</born></artist> | 400 | malformed-message
            POST | /example:library | <!DOCTYPE a [<!ENTITY x "y">]><artist xmlns="urn:example"><name>&x;</name></artist> | 400 | malformed-message
            POST | /example:library | <artist | 400 | malformed-message
            PUT | /example:library/owner | <owner>bob</owner> | 400 | malformed-message
            PUT | /example:library/owner | <born xmlns="urn:example">bob</born> | 400 | malformed-message
            PUT | /example:library/artist=Monk/born | <born xmlns="urn:example">70000</born> | 400 | malformed-message
            PUT | '' | <data xmlns="urn:example"/> | 400 | malformed-message
            PUT | '' | <data xmlns="urn:ietf:params:xml:ns:yang:ietf-restconf"><library/></data> | 400 | malformed-message
            DELETE | /example:library/artist=Parker | '' | 404 | data-missing
            """)
    void refusesXmlAndChangesNothing(String method, String path, String body, int status, String tag) {
        var reply = api.xml(method, path, body);
        assertEquals(status, reply.status(), reply.body());
        Errors.assertXml(reply, tag, "");
        assertEquals(1, api.revision());
    }

    @Test
    void saysWhatAResourceAllows() {
        var refused = api.json("PUT", "/example:status/plays", "{\"plays\": \"1\"}");
        assertEquals("GET, HEAD, OPTIONS", refused.header("Allow"));
        assertEquals("GET, HEAD, OPTIONS", options("/example:status").header("Allow"));
        assertEquals(
                "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
                options("/example:library").header("Allow"));
        assertEquals("GET, HEAD, OPTIONS, PATCH, POST, PUT", options("").header("Allow"));
        assertTrue(options("/example:library").header("Accept-Patch").contains("application/yang-patch+json"));
    }

    private Api.Reply options(String path) {
        var reply = api.call(TestCall.of("OPTIONS /restconf/data" + path, ""));
        assertEquals(200, reply.status());
        assertEquals("", reply.body());
        return reply;
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            text/plain
            application/yang-patch+json
            ''
            """)
    void refusesOtherMediaTypes(String type) {
        var call = type.isEmpty()
                ? TestCall.of("PUT /restconf/data/example:library/owner", "{\"owner\": \"bob\"}")
                : TestCall.of(
                        "PUT /restconf/data/example:library/owner", "{\"owner\": \"bob\"}", "Content-Type: " + type);
        var reply = api.call(call);
        assertEquals(415, reply.status());
        Errors.assertJson(reply, "invalid-value", "Content-Type");
        assertEquals(1, api.revision());
    }

    @Test
    void takesPlainTypesWithParameters() {
        var call = TestCall.of(
                "PUT /restconf/data/example:library/owner",
                "{\"owner\": \"bob\"}",
                "Content-Type: application/json; charset=utf-8");
        assertDone(204, api.call(call));
    }

    @Test
    void refusesABodyThatIsTooBig() {
        var body = "{\"owner\": \"" + "x".repeat(Api.MAX_BODY) + "\"}";
        var reply = api.json("PUT", "/example:library/owner", body);
        assertEquals(413, reply.status());
        Errors.assertJson(reply, "too-big", "100000 octets");
        assertEquals(1, api.revision());
    }

    @Test
    void recordsAuthorAndComment() {
        var call = TestCall.of(
                "DELETE /restconf/data/example:library/artist=Monk", "", "Weft-Comment: no more records of his");
        assertEquals(204, api.call(call).status());
        assertEquals("alice", datastore.commits.get(1).author());
        assertEquals("no more records of his", datastore.commits.get(1).comment());
        assertEquals(204, api.delete("/example:library/artist=Bowie").status());
        assertEquals(
                "DELETE /restconf/data/example:library/artist=Bowie",
                datastore.commits.get(2).comment());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            PUT | /example:library/owner | If-Match: "1-json" | 204
            PUT | /example:library/owner | If-Match: "0-json", "1-xml" | 204
            PUT | /example:library/owner | If-Match: * | 204
            PUT | /example:library/owner | If-Match: "0-json" | 412
            PUT | /example:library/owner | If-Match: W/"1-json" | 412
            PUT | /example:library/url | If-Match: * | 412
            PUT | /example:library/owner | If-None-Match: * | 412
            PUT | /example:library/owner | If-None-Match: "1-json" | 412
            PUT | /example:library/owner | If-None-Match: "7-json" | 204
            PUT | /example:library/owner | If-Unmodified-Since: Thu, 01 Jan 2026 00:00:00 GMT | 412
            PUT | /example:library/owner | If-Unmodified-Since: Thu, 01 Jan 2026 00:00:01 GMT | 204
            DELETE | /example:library/owner | If-Match: "1-json" | 204
            DELETE | /example:library/owner | If-Match: "0-json" | 412
            """)
    void changesOnlyWhatTheClientHasSeen(String method, String path, String header, int status) {
        var leaf = path.substring(path.lastIndexOf('/') + 1);
        var call = TestCall.of(
                method + " /restconf/data" + path,
                "{\"" + leaf + "\": \"bob\"}",
                "Content-Type: application/yang-data+json",
                header);
        var reply = api.call(call);
        assertEquals(status, reply.status(), reply.body());
        if (status == 412) {
            Errors.assertJson(reply, "operation-failed", header.substring(0, header.indexOf(':')));
            assertEquals(1, api.revision());
        }
    }
}
