package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a client sends, the server does not fail, explains each refusal, and changes nothing when it refuses. */
class FuzzTest {

    private static final List<String> PATHS = List.of(
            "",
            "/example:library",
            "/example:library",
            "/example:library/owner",
            "/example:library/artist",
            "/example:library/artist=Monk",
            "/example:library/artist=Monk/name",
            "/example:library/artist=Parker",
            "/example:library/artist=Monk/born",
            "/example:library/artist=Monk/album=x,1950",
            "/example:library/artist=Bowie/alias",
            "/example:library/artist=Bowie/alias=Duke",
            "/example:library/playlist=1",
            "/example:library/playlist=1/title",
            "/example:library/tag=z",
            "/example:library/disc=d1",
            "/example:library/url",
            "/example:library/index",
            "/example:library/player",
            "/example:library/player/broken",
            "/example:status",
            "/example:status/event");

    private static final List<String> STEPS = List.of(
            "example:library",
            "artist=Monk",
            "artist=Bowie",
            "artist",
            "album=Brilliant%20Corners,1957",
            "album=a%2Fb%2C%20c,1960",
            "name",
            "born",
            "alias=Duke",
            "alias",
            "playlist=1",
            "playlist=-1",
            "tag=z",
            "disc=d1",
            "medium",
            "url",
            "player",
            "gap",
            "broken",
            "example:status",
            "event",
            "example:play",
            "owner",
            "=",
            "%",
            "%ff",
            "",
            ",",
            "..");

    private static final List<String> QUERIES = List.of(
            "?depth=2",
            "?fields=owner;artist(name;album/genre)",
            "?fields=((",
            "?content=config",
            "?content=all&depth=1",
            "?insert=first",
            "?insert=before&point=/example:library/playlist=1",
            "?insert=after&point=%2F",
            "?point=x",
            "?with-defaults=trim",
            "?a=b&a=c",
            "?%");

    /** Bodies, each with a path that it fits. */
    private record Sample(String path, String body) {}

    private static final List<Sample> JSON = List.of(
            new Sample("", RetrievalTest.LIBRARY),
            new Sample("", "{\"ietf-restconf:data\": {\"example:library\": {\"owner\": \"bob\"}}}"),
            new Sample("/example:library", RetrievalTest.LIBRARY),
            new Sample(
                    "/example:library", "{\"example:artist\": [{\"name\": \"Parker\", \"alias\": [\"Bird\", \"B\"]}]}"),
            new Sample("/example:library", "{\"example:playlist\": [{\"id\": 7, \"title\": \"seven\"}]}"),
            new Sample("/example:library?insert=first", "{\"example:tag\": [\"q\"]}"),
            new Sample("/example:library", "{\"example:disc\": [{\"label\": \"d7\"}]}"),
            new Sample("/example:library", "{\"example:url\": \"u\"}"),
            new Sample("/example:library/owner", "{\"example:owner\": \"bob\"}"),
            new Sample("/example:library/artist=Monk", "{\"example:artist\": [{\"name\": \"Monk\", \"born\": 1917}]}"),
            new Sample(
                    "/example:library/artist=Monk",
                    "{\"example:album\": [{\"name\": \"x\", \"year\": 1950, \"genre\": \"rock\", \"plays\": \"-5\"}]}"),
            new Sample("/example:library/artist=Monk/born", "{\"example:born\": 1917}"),
            new Sample("/example:library/artist=Monk/name", "{\"example:name\": \"Monk\"}"),
            new Sample("/example:library/artist=Bowie/alias=Duke", "{\"example:alias\": [\"Duke\"]}"),
            new Sample("/example:library/playlist=1/title", "{\"example:title\": \"one\"}"),
            new Sample(
                    "/example:library/playlist=1?insert=last",
                    "{\"example:playlist\": [{\"id\": 1, \"title\": \"x\"}]}"),
            new Sample("/example:library/tag=z", "{\"example:tag\": [\"z\"]}"),
            new Sample("/example:library/player", "{\"example:player\": {\"gap\": \"1.5\", \"broken\": [null]}}"),
            new Sample("/example:library/player/broken", "{\"example:broken\": [null]}"),
            new Sample("/example:library/index", "{\"example:index\": {\"size\": 3}}"),
            new Sample("/example:status", "{\"example:status\": {\"plays\": \"3\"}}"),
            new Sample(
                    "/example:library",
                    "{\"ietf-yang-patch:yang-patch\": {\"patch-id\": \"p\", \"edit\": [{\"edit-id\": \"1\", \"operation\":"
                            + " \"merge\", \"target\": \"/artist=Monk\", \"value\": {\"example:artist\": [{\"name\": \"Monk\"}]}}]}}"));

    private static final List<Sample> XML = List.of(
            new Sample(
                    "/example:library", "<artist xmlns=\"urn:example\"><name>Parker</name><born>1917</born></artist>"),
            new Sample(
                    "/example:library",
                    "<library xmlns=\"urn:example\"><owner>bob</owner><player><broken/></player></library>"),
            new Sample(
                    "/example:library/playlist=1",
                    "<playlist xmlns=\"urn:example\"><id>1</id><title>x</title></playlist>"),
            new Sample("/example:library/owner", "<owner xmlns=\"urn:example\">bob</owner>"),
            new Sample("/example:library/tag=z", "<tag xmlns=\"urn:example\">z</tag>"),
            new Sample("/example:library/artist=Bowie", "<alias xmlns=\"urn:example\">Jareth</alias>"),
            new Sample("/example:library/player", "<broken xmlns=\"urn:example\"/>"),
            new Sample("/example:library", "<disc xmlns=\"urn:example\"><label>d1</label></disc>"),
            new Sample(
                    "",
                    "<data xmlns=\"urn:ietf:params:xml:ns:yang:ietf-restconf\"><library xmlns=\"urn:example\">"
                            + "<tag>a</tag></library></data>"),
            new Sample(
                    "/example:library",
                    "<yang-patch xmlns=\"urn:ietf:params:xml:ns:yang:ietf-yang-patch\"><patch-id>p</patch-id><edit>"
                            + "<edit-id>1</edit-id><operation>delete</operation><target>/artist=Monk</target></edit>"
                            + "</yang-patch>"));

    private final Api api = new Api(new TreeDatastore(), List.of(RetrievalTest.status()));

    private static Arbitrary<String> paths() {
        var step = Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.of(STEPS)),
                Tuple.of(1, Arbitraries.strings().ascii().excludeChars('?', ' ').ofMaxLength(8)));
        var path = step.list().ofMaxSize(4).map(steps -> steps.isEmpty() ? "" : "/" + String.join("/", steps));
        var any = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.of(PATHS)), Tuple.of(1, path));
        var query = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just("")), Tuple.of(1, Arbitraries.of(QUERIES)));
        return Combinators.combine(any, query).as(String::concat);
    }

    @Provide
    Arbitrary<Sample> json() {
        return samples(JSON, "{}[]\":,0 n\\\u00e9\u0000-");
    }

    @Provide
    Arbitrary<Sample> xml() {
        return samples(XML, "<>/&;\"=! x\u00e9\u0000");
    }

    private static Arbitrary<Sample> samples(List<Sample> samples, String alphabet) {
        var mutated = Arbitraries.of(samples)
                .flatMap(sample -> mutations(sample.body(), alphabet).map(body -> new Sample(sample.path(), body)));
        var elsewhere = Combinators.combine(paths(), mutated).as((path, sample) -> new Sample(path, sample.body()));
        return Arbitraries.oneOf(mutated, elsewhere);
    }

    /** The body as it is, cut off, or with characters put in or taken out. */
    private static Arbitrary<String> mutations(String body, String alphabet) {
        var position = Arbitraries.integers().between(0, body.length() - 1);
        var noise = Arbitraries.strings().withChars(alphabet.toCharArray()).ofMaxLength(3);
        return Arbitraries.oneOf(
                Arbitraries.just(body),
                Arbitraries.just(body),
                position.map(end -> body.substring(0, end)),
                Combinators.combine(position, noise)
                        .as((at, text) ->
                                body.substring(0, at) + text + body.substring(Math.min(body.length(), at + 1))));
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "QUERY");
    }

    @Provide
    Arbitrary<String> jsonTypes() {
        return Arbitraries.of(
                "application/yang-data+json", "application/yang-data+json", "application/yang-patch+json");
    }

    @Provide
    Arbitrary<String> xmlTypes() {
        return Arbitraries.of("application/yang-data+xml", "application/yang-data+xml", "application/yang-patch+xml");
    }

    @Property(tries = 3000)
    void neverFailsOnJson(
            @ForAll("methods") String method, @ForAll("jsonTypes") String type, @ForAll("json") Sample sample) {
        check(method, sample.path(), type, sample.body());
    }

    @Property(tries = 2000)
    void neverFailsOnXml(
            @ForAll("methods") String method, @ForAll("xmlTypes") String type, @ForAll("xml") Sample sample) {
        check(method, sample.path(), type, sample.body());
    }

    private void check(String method, String path, String type, String body) {
        if (api.get("/example:library/artist=Monk/album").status() != 200) {
            api.json("PUT", "/example:library", RetrievalTest.LIBRARY);
        }
        var before = api.revision();
        var reply = api.call(TestCall.of(
                method + " /restconf/data" + path,
                body,
                "Content-Type: " + type,
                "Accept: application/yang-data+json"));
        assertTrue(reply.status() < 500, () -> reply.status() + " " + reply.body());
        if (reply.status() >= 400) {
            assertEquals(before, api.revision(), reply.body());
            if (!method.equals("HEAD")) {
                assertTrue(JsonParser.parseString(reply.body()).isJsonObject(), reply.body());
            }
        } else if (method.equals("GET")) {
            assertTrue(JsonParser.parseString(reply.body()).isJsonObject(), reply.body());
        }
    }

    /** Nesting does not reach the depth of the stack. */
    @Property(tries = 3)
    void refusesDeepNesting(@ForAll("methods") String method) {
        check(method, "/example:library", "application/yang-data+json", "[".repeat(50_000));
        check(method, "/example:library", "application/yang-data+json", "{\"example:library\":".repeat(5_000));
        check(
                method,
                "/example:library",
                "application/yang-data+xml",
                "<library xmlns=\"urn:example\">" + "<a>".repeat(20_000));
        check(
                method,
                "/example:library",
                "application/yang-data+xml",
                "<library xmlns=\"urn:example\">" + "<a>".repeat(10_000) + "</a>".repeat(10_000) + "</library>");
    }
}
