package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 8040 sections 3.5.3 and 4 and appendix B, and of RFC 8072 appendix A, with their own modules. */
class Rfc8040Test {

    private static final String LIBRARY = "/example-jukebox:jukebox/library";
    private static final String ALBUM = LIBRARY + "/artist=Foo%20Fighters/album=Wasting%20Light";
    private static final String XMLNS = " xmlns=\"http://example.com/ns/example-jukebox\"";

    private final Api api = new Api(
            new TreeDatastore(TreeDatastore.parse("example-jukebox@2016-08-15.yang", "example-top@2017-01-01.yang")),
            List.of());

    private void done(int status, Api.Reply reply) {
        assertEquals(status, reply.status(), reply.body());
    }

    /** What the examples take to be there. */
    private void jukebox() {
        done(204, api.json("PUT", "", "{\"ietf-restconf:data\": {\"example-jukebox:jukebox\": {\"library\": {}}}}"));
    }

    /** Appendix B.2.1, and what later examples add to it. */
    private void fooFighters() {
        jukebox();
        done(201, api.json("POST", LIBRARY, "{\"example-jukebox:artist\": [{\"name\": \"Foo Fighters\"}]}"));
        done(
                201,
                api.xml(
                        "POST",
                        LIBRARY + "/artist=Foo%20Fighters",
                        "<album" + XMLNS + "><name>Wasting Light</name><year>2011</year></album>"));
    }

    /** B.1.1. */
    @Test
    void retrievesTheTopLevelApiResource() {
        assertEquals(
                "{\"ietf-restconf:restconf\":{\"data\":{},\"operations\":{},\"yang-library-version\":\"2019-01-04\"}}",
                api.call(TestCall.of("GET /restconf", "", "Accept: application/yang-data+json"))
                        .compact());
    }

    /** B.2.1. */
    @Test
    void createsNewDataResources() {
        jukebox();
        var artist = api.json("POST", LIBRARY, "{\"example-jukebox:artist\": [{\"name\": \"Foo Fighters\"}]}");
        done(201, artist);
        assertEquals("/restconf/data" + LIBRARY + "/artist=Foo%20Fighters", artist.header("Location"));
        assertTrue(artist.header("ETag").startsWith("\""));
        var album = api.xml(
                "POST",
                LIBRARY + "/artist=Foo%20Fighters",
                "<album" + XMLNS + "><name>Wasting Light</name><year>2011</year></album>");
        done(201, album);
        assertEquals("/restconf/data" + ALBUM, album.header("Location"));
    }

    /** B.2.2: a change is refused when the datastore has changed since. */
    @Test
    void detectsAChangeOfTheDatastore() {
        fooFighters();
        var reply = api.call(TestCall.of(
                "PATCH /restconf/data" + ALBUM,
                "{\"example-jukebox:album\": [{\"name\": \"Wasting Light\", \"genre\": \"example-jukebox:alternative\"}]}",
                "Content-Type: application/yang-data+json",
                "If-Unmodified-Since: Thu, 01 Jan 2026 00:00:02 GMT"));
        done(412, reply);
        Errors.assertJson(reply, "operation-failed", "If-Unmodified-Since");
    }

    /** B.2.3. */
    @Test
    void editsADatastoreResource() {
        fooFighters();
        done(
                204,
                api.xml(
                        "PATCH",
                        "",
                        "<data xmlns=\"urn:ietf:params:xml:ns:yang:ietf-restconf\"><jukebox" + XMLNS
                                + "><library><artist><name>Foo Fighters</name><album><name>Wasting Light</name>"
                                + "<year>2011</year></album></artist><artist><name>Nick Cave and the Bad Seeds</name>"
                                + "<album><name>Tender Prey</name><year>1988</year></album></artist></library>"
                                + "</jukebox></data>"));
        assertEquals(
                "{\"example-jukebox:library\":{\"artist\":[{\"name\":\"Foo Fighters\","
                        + "\"album\":[{\"name\":\"Wasting Light\",\"year\":2011}]},"
                        + "{\"name\":\"Nick Cave and the Bad Seeds\",\"album\":[{\"name\":\"Tender Prey\",\"year\":1988}]}]}}",
                api.get(LIBRARY).compact());
    }

    /** B.2.4. */
    @Test
    void replacesADatastoreResource() {
        fooFighters();
        done(
                204,
                api.xml(
                        "PUT",
                        "",
                        "<data xmlns=\"urn:ietf:params:xml:ns:yang:ietf-restconf\"><jukebox" + XMLNS
                                + "><library><artist><name>Foo Fighters</name><album><name>One by One</name>"
                                + "<year>2012</year></album></artist></library></jukebox></data>"));
        assertEquals(404, api.get(ALBUM).status());
        assertEquals(
                "<year" + XMLNS + ">2012</year>",
                api.get(
                                LIBRARY + "/artist=Foo%20Fighters/album=One%20by%20One/year",
                                "Accept: application/yang-data+xml")
                        .compact());
    }

    /** B.2.5 and section 4.6.1: an identity with its module's name in JSON, with a prefix in XML. */
    @Test
    void editsADataResource() {
        fooFighters();
        done(
                204,
                api.xml(
                        "PATCH",
                        ALBUM,
                        "<album" + XMLNS
                                + " xmlns:jbox=\"http://example.com/ns/example-jukebox\"><name>Wasting Light</name>"
                                + "<genre>jbox:alternative</genre><year>2011</year></album>"));
        assertEquals(
                "{\"example-jukebox:album\":[{\"name\":\"Wasting Light\",\"genre\":\"example-jukebox:alternative\","
                        + "\"year\":2011}]}",
                api.get(ALBUM)
                        .compact()
                        .replace("\"genre\":\"alternative\"", "\"genre\":\"example-jukebox:alternative\""));
        var xml = api.get(ALBUM + "/genre", "Accept: application/yang-data+xml").compact();
        assertTrue(
                xml.matches("<genre xmlns=\"http://example.com/ns/example-jukebox\" xmlns:(\\w+)="
                                + "\"http://example.com/ns/example-jukebox\">\\1:alternative</genre>")
                        || xml.equals("<genre" + XMLNS + ">alternative</genre>"),
                xml);
    }

    /** Section 4.5: PUT with the year only, then again. */
    @Test
    void putsAnAlbum() {
        fooFighters();
        var album =
                "{\"example-jukebox:album\": [{\"name\": \"Wasting Light\", \"genre\": \"example-jukebox:alternative\","
                        + " \"year\": 2011}]}";
        done(204, api.json("PUT", ALBUM, album));
        done(204, api.json("PUT", ALBUM, album));
        done(204, api.delete(ALBUM));
        done(404, api.delete(ALBUM));
        done(201, api.json("PUT", ALBUM, album));
    }

    /** B.3.2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            1 | {"example-jukebox:jukebox":{}}
            2 | {"example-jukebox:jukebox":{"library":{}}}
            3 | {"example-jukebox:jukebox":{"library":{"artist":[{"name":"Foo Fighters"}]}}}
            unbounded | {"example-jukebox:jukebox":{"library":{"artist":[{"name":"Foo Fighters","album":[{"name":"Wasting Light","year":2011}]}]}}}
            """)
    void limitsTheDepth(String depth, String body) {
        fooFighters();
        assertEquals(body, api.get("/example-jukebox:jukebox?depth=" + depth).compact());
    }

    private void song(int index, String query) {
        var reply = api.json(
                "POST",
                "/example-jukebox:jukebox/playlist=Foo-One" + query,
                """
                {"example-jukebox:song": [{"index": %d,
                 "id": "/example-jukebox:jukebox/library/artist[name='Foo Fighters']/album[name='Wasting Light']"}]}
                """
                        .formatted(index));
        done(201, reply);
        assertEquals("/restconf/data/example-jukebox:jukebox/playlist=Foo-One/song=" + index, reply.header("Location"));
    }

    private String songs() {
        return api.get("/example-jukebox:jukebox/playlist=Foo-One?fields=song/index")
                .compact();
    }

    /** B.3.4 and B.3.5. */
    @Test
    void insertsSongsWhereTheUserWants() {
        fooFighters();
        done(
                201,
                api.json(
                        "POST",
                        "/example-jukebox:jukebox",
                        "{\"example-jukebox:playlist\": [{\"name\": \"Foo-One\"}]}"));
        song(3, "");
        song(1, "?insert=first");
        song(2, "?insert=after&point=%2Fexample-jukebox%3Ajukebox%2Fplaylist%3DFoo-One%2Fsong%3D1");
        assertTrue(songs().contains("\"song\":[{\"index\":1},{\"index\":2},{\"index\":3}]"), songs());
    }

    /** Section 3.5.3: keys in paths, some of them with reserved characters, one empty. */
    @Test
    void findsEntriesByAnyKeys() {
        done(
                201,
                api.json(
                        "POST",
                        "",
                        """
                        {"example-top:top": {"list1": [
                          {"key1": "key1", "key2": "key2", "key3": "key3",
                           "list2": [{"key4": "key4", "key5": "key5", "X": "x"}]},
                          {"key1": ",'\\":\\" /", "key2": "", "key3": "foo"}],
                         "Y": ["instance-value"]}}"""));
        assertEquals(
                "{\"example-top:X\":\"x\"}",
                api.get("/example-top:top/list1=key1,key2,key3/list2=key4,key5/X")
                        .compact());
        assertEquals(
                "{\"example-top:list1\":[{\"key1\":\",'\\\":\\\" /\",\"key2\":\"\",\"key3\":\"foo\"}]}",
                api.get("/example-top:top/list1=%2C%27%22%3A%22%20%2F,,foo").compact());
        assertEquals(
                "{\"example-top:Y\":[\"instance-value\"]}",
                api.get("/example-top:top/Y=instance-value").compact());
        assertEquals(400, api.get("/example-top:top/list1=key1,key2").status());
        assertEquals(400, api.get("/example-top:top/list1=key1,key2,key3,key4").status());
    }

    private Api.Reply patch(String target, String edits) {
        return api.call(TestCall.of(
                "PATCH /restconf/data" + target,
                "{\"ietf-yang-patch:yang-patch\": {\"patch-id\": \"p\", \"edit\": [" + edits + "]}}",
                "Content-Type: application/yang-patch+json",
                "Accept: application/yang-data+json"));
    }

    private static String addSong(String id, String name, String location, int seconds) {
        return """
                {"edit-id": "%s", "operation": "create", "target": "/song=%s", "value": {"example-jukebox:song": [
                  {"name": "%s", "location": "%s", "format": "MP3", "length": %d}]}}"""
                .formatted(id, name.replace(" ", "%20"), name, location, seconds);
    }

    /** RFC 8072 appendix A.1.1: one of two songs is there already, so that none is added. */
    @Test
    void addsNoSongWhenOneCannotBe() {
        fooFighters();
        done(200, patch(ALBUM, addSong("edit1", "Bridge Burning", "/media/bridge_burning.mp3", 288)));
        var reply = patch(
                ALBUM,
                addSong("edit2", "Rope", "/media/rope.mp3", 259)
                        + ','
                        + addSong("edit3", "Bridge Burning", "/media/bridge_burning.mp3", 288));
        done(409, reply);
        assertTrue(
                reply.compact()
                        .contains("{\"edit-id\":\"edit2\",\"ok\":[null]},{\"edit-id\":\"edit3\",\"errors\":{\"error\":"
                                + "[{\"error-type\":\"application\",\"error-tag\":\"data-exists\""),
                reply.body());
        assertEquals(404, api.get(ALBUM + "/song=Rope").status());
    }

    /** RFC 8072 appendix A.1.2. */
    @Test
    void addsSongsAndTells() {
        fooFighters();
        var reply = patch(
                ALBUM,
                addSong("edit1", "Rope", "/media/rope.mp3", 259)
                        + ','
                        + addSong("edit2", "Dear Rosemary", "/media/dr.mp3", 269));
        done(200, reply);
        assertEquals("{\"ietf-yang-patch:yang-patch-status\":{\"patch-id\":\"p\",\"ok\":[null]}}", reply.compact());
        assertEquals(200, api.get(ALBUM + "/song=Dear%20Rosemary").status());
    }

    /** RFC 8072 appendices A.1.3 and A.1.4. */
    @Test
    void insertsAndMovesEntriesOfAList() {
        fooFighters();
        done(
                201,
                api.json(
                        "POST",
                        "/example-jukebox:jukebox",
                        "{\"example-jukebox:playlist\": [{\"name\": \"Foo-One\"}]}"));
        song(1, "");
        song(3, "");
        done(
                200,
                patch(
                        "/example-jukebox:jukebox/playlist=Foo-One",
                        """
                        {"edit-id": "edit1", "operation": "insert", "target": "/song=6", "point": "/song=1", "where": "after",
                         "value": {"example-jukebox:song": [{"index": 6,
                         "id": "/example-jukebox:jukebox/library/artist[name='Foo Fighters']/album[name='Wasting Light']"}]}}"""));
        assertTrue(songs().contains("\"song\":[{\"index\":1},{\"index\":6},{\"index\":3}]"), songs());
        done(
                200,
                patch(
                        "/example-jukebox:jukebox/playlist=Foo-One",
                        """
                        {"edit-id": "edit1", "operation": "move", "target": "/song=1", "point": "/song=3", "where": "after"}"""));
        assertTrue(songs().contains("\"song\":[{\"index\":6},{\"index\":3},{\"index\":1}]"), songs());
    }
}
