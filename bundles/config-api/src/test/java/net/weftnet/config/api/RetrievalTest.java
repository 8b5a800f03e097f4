package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.Revision;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.common.XMLNamespace;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** GET and HEAD on every kind of node, with every query parameter, in JSON and XML. */
class RetrievalTest {

    private static final QName STATUS =
            QName.create(XMLNamespace.of("urn:example"), Revision.of("2026-01-01"), "status");

    static final String LIBRARY =
            """
            {"example:library": {
              "owner": "alice",
              "artist": [
                {"name": "Monk", "born": 1917, "album": [
                  {"name": "Brilliant Corners", "year": 1957, "genre": "jazz", "plays": "7"},
                  {"name": "a/b, c", "year": 1960}]},
                {"name": "Bowie", "alias": ["Ziggy", "Duke"]}],
              "playlist": [{"id": 2, "title": "two"}, {"id": 1, "title": "one"}],
              "tag": ["z", "a"],
              "disc": [{"label": "d1"}],
              "player": {"gap": "0.5", "broken": [null]}
            }}""";

    private final Api api = new Api(new TreeDatastore(), List.of(status()));

    static ContainerNode status() {
        return ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(NodeIdentifier.create(STATUS))
                .withChild(ImmutableNodes.leafNode(QName.create(STATUS, "plays"), Uint64.valueOf(7)))
                .withChild(ImmutableNodes.newUnkeyedListBuilder()
                        .withNodeIdentifier(NodeIdentifier.create(QName.create(STATUS, "event")))
                        .withChild(ImmutableNodes.newUnkeyedListEntryBuilder()
                                .withNodeIdentifier(NodeIdentifier.create(QName.create(STATUS, "event")))
                                .withChild(ImmutableNodes.leafNode(QName.create(STATUS, "what"), "started"))
                                .build())
                        .build())
                .build();
    }

    @BeforeEach
    void fill() {
        assertEquals(201, api.json("POST", "", LIBRARY).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            /example:library/owner | {"example:owner":"alice"}
            /example:library/artist=Monk/born | {"example:born":1917}
            /example:library/artist=Bowie | {"example:artist":[{"name":"Bowie","alias":["Duke","Ziggy"]}]}
            /example:library/artist=Monk/album=a%2Fb%2C%20c,1960 | {"example:album":[{"name":"a/b, c","year":1960}]}
            /example:library/artist=Monk/album=Brilliant%20Corners,1957/plays | {"example:plays":"7"}
            /example:library/artist=Bowie/alias=Duke | {"example:alias":["Duke"]}
            /example:library/artist=Bowie/alias | {"example:alias":["Duke","Ziggy"]}
            /example:library/tag | {"example:tag":["z","a"]}
            /example:library/playlist | {"example:playlist":[{"id":2,"title":"two"},{"id":1,"title":"one"}]}
            /example:library/disc | {"example:disc":[{"label":"d1"}]}
            /example:library/disc=d1 | {"example:disc":[{"label":"d1"}]}
            /example:library/index | {"example:index":{}}
            /example:library/player | {"example:player":{"gap":"0.5","broken":[null]}}
            /example:library/player/broken | {"example:broken":[null]}
            /example:status/plays | {"example:plays":"7"}
            /example:status/event | {"example:event":[{"what":"started"}]}
            /example:status?content=nonconfig | {"example:status":{"plays":"7","event":[{"what":"started"}]}}
            ?content=nonconfig | {"ietf-restconf:data":{"example:status":{"plays":"7","event":[{"what":"started"}]}}}
            /example:library/owner?content=config | {"example:owner":"alice"}
            /example:library/owner?with-defaults=explicit | {"example:owner":"alice"}
            """)
    void answersInJson(String path, String body) {
        var reply = api.get(path);
        assertEquals(200, reply.status(), reply.body());
        assertEquals(body, reply.compact());
        assertEquals("application/yang-data+json", reply.header("Content-Type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /example:library/owner | <owner xmlns="urn:example">alice</owner>
            /example:library/artist=Bowie | <artist xmlns="urn:example"><name>Bowie</name><alias>Duke</alias><alias>Ziggy</alias></artist>
            /example:library/artist=Bowie/alias=Duke | <alias xmlns="urn:example">Duke</alias>
            /example:library/disc=d1 | <disc xmlns="urn:example"><label>d1</label></disc>
            /example:library/index | <index xmlns="urn:example"></index>
            /example:library/player | <player xmlns="urn:example"><gap>0.5</gap><broken></broken></player>
            /example:status/plays | <plays xmlns="urn:example">7</plays>
            ?content=nonconfig | <data xmlns="urn:ietf:params:xml:ns:yang:ietf-restconf"><status xmlns="urn:example"><plays>7</plays><event><what>started</what></event></status></data>
            """)
    void answersInXml(String path, String body) {
        var reply = api.get(path, "Accept: application/yang-data+xml");
        assertEquals(200, reply.status(), reply.body());
        assertEquals(body, reply.compact().replaceAll("<(\\w+)( [^>]*)?/>", "<$1$2></$1>"));
        assertEquals("application/yang-data+xml", reply.header("Content-Type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            /example:library?fields=owner | {"example:library":{"owner":"alice"}}
            /example:library?fields=owner;artist/born | {"example:library":{"owner":"alice","artist":[{"name":"Bowie"},{"name":"Monk","born":1917}]}}
            /example:library?fields=owner%3Bartist(born) | {"example:library":{"owner":"alice","artist":[{"name":"Bowie"},{"name":"Monk","born":1917}]}}
            /example:library/artist?fields=album(genre) | {"example:artist":[{"name":"Bowie"},{"name":"Monk","album":[{"name":"Brilliant Corners","year":1957,"genre":"jazz"},{"name":"a/b, c","year":1960}]}]}
            /example:library/artist=Monk?fields=album(genre;plays);born | {"example:artist":[{"name":"Monk","born":1917,"album":[{"name":"Brilliant Corners","year":1957,"genre":"jazz","plays":"7"},{"name":"a/b, c","year":1960}]}]}
            /example:library/artist=Monk?fields=album/genre;album | {"example:artist":[{"name":"Monk","album":[{"name":"Brilliant Corners","year":1957,"genre":"jazz","plays":"7"},{"name":"a/b, c","year":1960}]}]}
            /example:library?fields=disc/label | {"example:library":{"disc":[{"label":"d1"}]}}
            /example:library?fields=url | {"example:library":{}}
            ?fields=example:library/owner&content=config | {"ietf-restconf:data":{"example:library":{"owner":"alice"}}}
            /example:library?depth=1 | {"example:library":{}}
            /example:library?depth=2&fields=player;tag | {"example:library":{"tag":["z","a"],"player":{"gap":"0.5","broken":[null]}}}
            /example:library?depth=1&fields=player;tag | {"example:library":{"tag":["z","a"],"player":{}}}
            /example:library/artist=Monk?depth=2 | {"example:artist":[{"name":"Monk","born":1917,"album":[{"name":"Brilliant Corners","year":1957},{"name":"a/b, c","year":1960}]}]}
            ?depth=1 | {"ietf-restconf:data":{}}
            ?depth=2&content=config | {"ietf-restconf:data":{"example:library":{}}}
            /example:library/owner?depth=1 | {"example:owner":"alice"}
            /example:library/owner?depth=unbounded | {"example:owner":"alice"}
            """)
    void cutsToFieldsAndDepth(String path, String body) {
        var reply = api.get(path);
        assertEquals(200, reply.status(), reply.body());
        assertEquals(body, reply.compact());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /example:library/artist=Parker | 404 | data-missing | artist Parker does not exist
            /example:library/artist=Bowie/born | 404 | data-missing | born does not exist
            /example:library/artist=Parker/born | 404 | data-missing | born does not exist
            /example:library/owner?content=nonconfig | 404 | data-missing | owner has no operational state
            /example:status?content=config | 404 | data-missing | status is operational state
            /example:status/reader=bob | 404 | data-missing | reader bob does not exist
            /example:nothing | 404 | data-missing | nothing
            /nothing:library | 400 | unknown-element | nothing
            /library | 400 | malformed-message | namespace-qualified
            /example:library/artist=Monk/album=x | 400 | missing-attribute | requires 2 key values
            /example:library/artist=Monk,x | 400 | unknown-attribute | requires 1 key values
            /example:library/artist=Monk/album=x,soon | 400 | invalid-value | soon
            /example:library/artist=Monk/album=x,1800 | 400 | invalid-value | 1800
            /example:library/owner=x | 400 | missing-attribute | does not take a key
            /example:library//owner | 400 | malformed-message | malformed
            /example:library/%zz | 400 | malformed-message | malformed
            /example:library/artist=%ff | 400 | malformed-message | malformed
            /example:library?depth=0 | 400 | invalid-value | depth
            /example:library?depth=many | 400 | invalid-value | depth
            /example:library?content=some | 400 | invalid-value | content
            /example:library?fields=nothing | 400 | invalid-value | there is no nothing in library
            /example:library?fields=no:owner | 400 | invalid-value | there is no module no
            /example:library?fields=owner( | 400 | invalid-value | fields
            ?fields=library | 400 | invalid-value | needs its module's name
            /example:library?fields=owner&fields=tag | 400 | invalid-value | more than once
            /example:library?color=red | 400 | invalid-value | color
            /example:library?with-defaults=none | 400 | invalid-value | with-defaults
            /example:library?depth=%zz | 400 | invalid-value | percent-encoding
            /example:play | 404 | data-missing | play
            """)
    void refuses(String path, int status, String tag, String message) {
        var json = api.get(path);
        assertEquals(status, json.status(), json.body());
        Errors.assertJson(json, tag, message);

        var xml = api.get(path, "Accept: application/yang-data+xml");
        assertEquals(status, xml.status());
        Errors.assertXml(xml, tag, message);
    }

    @Test
    void namesTheMissingResourceByItsPath() {
        assertEquals(
                """
                {"ietf-restconf:errors":{"error":[{"error-type":"protocol","error-tag":"data-missing",\
                "error-path":"/example:library/artist[name='Parker']",\
                "error-message":"artist Parker does not exist"}]}}""",
                api.get("/example:library/artist=Parker").compact());
    }

    @Test
    void refusesSeveralInstancesInXml() {
        var reply = api.get("/example:library/artist", "Accept: application/yang-data+xml");
        assertEquals(400, reply.status());
        Errors.assertXml(reply, "invalid-value", "several instances of artist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /example:library/artist?fields=name | <artist xmlns="urn:example"><name>Bowie</name></artist><artist xmlns="urn:example"><name>Monk</name></artist>
            /example:library/tag | <tag xmlns="urn:example">z</tag><tag xmlns="urn:example">a</tag>
            /example:status/event | <event xmlns="urn:example"><what>started</what></event>
            """)
    void sendsListsInXmlToWhoAsksForThem(String path, String entries) {
        var reply = api.get(path, "Accept: application/yang-data+xml-list");
        assertEquals(200, reply.status(), reply.body());
        assertEquals("application/yang-data+xml-list", reply.header("Content-Type"));
        assertEquals(
                "<xml-list xmlns=\"urn:ietf:params:xml:ns:yang:ietf-restconf-list-pagination\">" + entries
                        + "</xml-list>",
                reply.compact());
    }

    /** Keys first, then as in the schema; entries by their keys or as the user wants. */
    @Test
    void hasOneOrderInBothEncodings() throws Exception {
        var json = new StringBuilder();
        var values = new JsonReader(new StringReader(api.get("/example:library").body()));
        for (var token = values.peek(); token != JsonToken.END_DOCUMENT; token = values.peek()) {
            switch (token) {
                case BEGIN_OBJECT -> values.beginObject();
                case END_OBJECT -> values.endObject();
                case BEGIN_ARRAY -> values.beginArray();
                case END_ARRAY -> values.endArray();
                case NAME -> assertFalse(values.nextName().isEmpty());
                case NULL -> values.nextNull();
                default -> json.append(values.nextString()).append(' ');
            }
        }
        var xml = api.get("/example:library", "Accept: application/yang-data+xml");
        assertEquals(
                json.toString().replaceAll(" +", " ").strip(),
                xml.body().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip());
    }

    @Test
    void saysWhatCanBeDoneWithAList() {
        var reply = api.call(TestCall.of("OPTIONS /restconf/data/example:library/artist", ""));
        assertEquals(200, reply.status(), reply.body());
        assertEquals("GET, HEAD, OPTIONS", reply.header("Allow"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            application/yang-data+xml | application/yang-data+xml
            application/xml | application/xml
            application/json | application/json
            application/* | application/yang-data+json
            */* | application/yang-data+json
            text/html, */*;q=0.1 | application/yang-data+json
            application/yang-data+xml;q=0.5, application/yang-data+json;q=0.4 | application/yang-data+xml
            application/yang-data+json;q=0, */* | application/yang-data+xml
            APPLICATION/YANG-DATA+XML | application/yang-data+xml
            application/yang-data+xml, application/yang-data+json | application/yang-data+json
            """)
    void sendsWhatTheClientAccepts(String accept, String contentType) {
        var reply = api.get("/example:library/owner", "Accept: " + accept);
        assertEquals(200, reply.status());
        assertEquals(contentType, reply.header("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/yang-data+json;q=0", "application/yang-patch+json", "nonsense"})
    void refusesToSendAnythingElse(String accept) {
        var reply = api.get("/example:library/owner", "Accept: " + accept);
        assertEquals(406, reply.status());
        Errors.assertJson(reply, "invalid-value", "Accept");
    }

    @Test
    void sendsTheRevisionAsEntityTag() {
        var reply = api.get("/example:library/owner");
        assertEquals("\"1-json\"", reply.header("ETag"));
        assertEquals("Thu, 01 Jan 2026 00:00:01 GMT", reply.header("Last-Modified"));
        assertEquals("", api.get("/example:status").header("ETag"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            If-None-Match: "1-json" | 304
            If-None-Match: "0-json", W/"1-json" | 304
            If-None-Match: * | 304
            If-None-Match: "0-json" | 200
            If-Modified-Since: Thu, 01 Jan 2026 00:00:01 GMT | 304
            If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT | 200
            If-Modified-Since: yesterday | 200
            """)
    void sendsNothingThatTheClientHas(String header, int status) {
        var reply = api.get("/example:library/owner", header);
        assertEquals(status, reply.status());
        assertEquals(status == 304, reply.body().isEmpty());
        assertEquals("\"1-json\"", reply.header("ETag"));
    }

    @Test
    void alwaysSendsStateWhichHasNoRevision() {
        assertEquals(200, api.get("", "If-None-Match: \"1-json\"").status());
        assertEquals(
                304, api.get("?content=config", "If-None-Match: \"1-json\"").status());
    }

    @Test
    void answersHeadWithHeadersOnly() {
        var reply = api.call(TestCall.of("HEAD /restconf/data/example:library/owner", ""));
        assertEquals(200, reply.status());
        assertEquals("", reply.body());
        assertEquals("\"1-json\"", reply.header("ETag"));
        assertEquals("application/yang-data+json", reply.header("Content-Type"));
        assertEquals(
                404,
                api.call(TestCall.of("HEAD /restconf/data/example:library/artist=Parker", ""))
                        .status());
    }
}
