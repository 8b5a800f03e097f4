package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in pages: {@code limit} and {@code cursor}. */
class PagingTest {

    private static final String ARTISTS = "/example:library/artist";
    private static final Pattern NAME = Pattern.compile("\"(?:name|id)\":\"?([^\",}]+)");
    private static final Pattern NEXT = Pattern.compile("</restconf/data([^>]*)>; rel=\"next\"");

    private final Api api = new Api(new TreeDatastore(), List.of());

    private void artists(String... names) {
        var entries = List.of(names).stream()
                .map(name -> "{\"name\": \"" + name + "\", \"born\": 1900}")
                .collect(Collectors.joining(","));
        assertEquals(
                204,
                api.json(
                                "PATCH",
                                "",
                                "{\"ietf-restconf:data\": {\"example:library\": {\"artist\": [" + entries + "]}}}")
                        .status());
    }

    private void playlists(int... ids) {
        for (int id : ids) {
            assertEquals(
                    201,
                    api.json(
                                    "POST",
                                    "/example:library",
                                    "{\"example:playlist\": [{\"id\": %d, \"title\": \"t\"}]}".formatted(id))
                            .status());
        }
    }

    private static List<String> names(Api.Reply reply) {
        assertEquals(200, reply.status(), reply.body());
        return NAME.matcher(reply.compact())
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    private static String next(Api.Reply reply) {
        var link = NEXT.matcher(reply.header("Link"));
        return link.matches() ? link.group(1) : "";
    }

    private List<String> follow(String first) {
        var all = new ArrayList<String>();
        for (var page = first; !page.isEmpty(); ) {
            var reply = api.get(page);
            all.addAll(names(reply));
            page = next(reply);
        }
        return all;
    }

    @Test
    void sendsPagesInTheOrderOfKeysAndSaysWhereTheNextBegins() {
        artists("e", "b", "d", "a/ä", "c");
        var first = api.get(ARTISTS + "?limit=2&fields=name");
        assertEquals(List.of("a/ä", "b"), names(first));
        assertEquals(ARTISTS + "?cursor=" + first.header("Weft-Next-Cursor") + "&fields=name&limit=2", next(first));
        var second = api.get(next(first));
        assertEquals(List.of("c", "d"), names(second));
        var third = api.get(next(second));
        assertEquals(List.of("e"), names(third));
        assertEquals("", third.header("Link"));
        assertEquals("", third.header("Weft-Next-Cursor"));
    }

    @Test
    void endsWithAFullPage() {
        artists("a", "b");
        assertEquals("", next(api.get(ARTISTS + "?limit=2")));
    }

    @Test
    void missesNothingThatStaysWhileOthersComeAndGo() {
        artists("b", "d", "f", "h");
        var first = api.get(ARTISTS + "?limit=2");
        assertEquals(List.of("b", "d"), names(first));
        artists("a", "e");
        assertEquals(204, api.delete(ARTISTS + "=d").status());
        assertEquals(List.of("e", "f", "h"), follow(next(first)));
        assertEquals(204, api.delete(ARTISTS + "=e").status());
        assertEquals(204, api.delete(ARTISTS + "=f").status());
        assertEquals(204, api.delete(ARTISTS + "=h").status());
        assertEquals("{\"example:artist\":[]}", api.get(next(first)).compact());
    }

    @Property(tries = 50)
    void pagesOfAnySizeMakeTheWholeList(
            @ForAll @IntRange(min = 1, max = 7) int limit, @ForAll @IntRange(max = 20) int n) {
        var names = IntStream.range(0, n + 1).mapToObj(i -> "n" + i).toArray(String[]::new);
        artists(names);
        playlists(IntStream.range(0, n + 1).map(i -> 997 * i % 1009).toArray());
        assertEquals(names(api.get(ARTISTS)), follow(ARTISTS + "?limit=" + limit));
        assertEquals(names(api.get("/example:library/playlist")), follow("/example:library/playlist?limit=" + limit));
        assertEquals(204, api.delete("/example:library").status());
    }

    @Test
    void goesOnInAUsersOrderAsLongAsThatStays() {
        playlists(9, 10, 2, 1);
        var first = api.get("/example:library/playlist?limit=2");
        assertEquals(List.of("9", "10"), names(first));
        playlists(11);
        assertEquals(List.of("2", "1", "11"), follow(next(first)));
        assertEquals(204, api.delete("/example:library/playlist=9").status());
        var late = api.get(next(first));
        assertEquals(409, late.status());
        Errors.assertJson(late, "data-missing", "begin again");
    }

    @Test
    void pagesLeafLists() {
        assertEquals(
                201,
                api.json(
                                "POST",
                                "",
                                "{\"example:library\": {\"artist\": [{\"name\": \"a\", \"alias\": [\"z\", \"x\", \"y\"]}]}}")
                        .status());
        var first = api.get(ARTISTS + "=a/alias?limit=2");
        assertEquals("{\"example:alias\":[\"x\",\"y\"]}", first.compact());
        assertEquals("{\"example:alias\":[\"z\"]}", api.get(next(first)).compact());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=1&limit=2",
                "limit=9999999999",
                "cursor=",
                "cursor=x",
                "cursor=W10",
                "cursor=WzEsMiwzXQ",
                "cursor=WzEsMiwzLHt9XQ",
                "limit=1&cursor=%FF"
            })
    void refusesWhatIsNoPage(String query) {
        artists("a", "b");
        var reply = api.get(ARTISTS + "?" + query);
        assertEquals(400, reply.status(), reply.body());
        Errors.assertJson(reply, "invalid-value", "");
    }

    @Test
    void refusesCursorsOfOtherListsAndOfTheFuture() {
        artists("a", "b");
        playlists(1, 2);
        var cursor = api.get(ARTISTS + "?limit=1").header("Weft-Next-Cursor");
        assertFalse(cursor.isEmpty());
        Errors.assertJson(
                api.get("/example:library/playlist?cursor=" + cursor), "invalid-value", "another list than playlist");
        var future = new Cursor(99, Cursor.listOf(target()), 0, List.of("a"));
        Errors.assertJson(api.get(ARTISTS + "?cursor=" + future), "invalid-value", "of revision 99");
    }

    private org.opendaylight.netconf.databind.DatabindPath.Data target() {
        try {
            var databind = org.opendaylight.netconf.databind.DatabindContext.ofModel(api.datastore.modelContext());
            return new RequestDecoder(databind).pathOrCollection(ARTISTS.substring(1));
        } catch (RestconfException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void hasPagesOfListsOnly() {
        artists("a");
        for (var path : List.of("", "/example:library", ARTISTS + "=a")) {
            Errors.assertJson(api.get(path + "?limit=1"), "invalid-value", "limit and cursor are for lists");
        }
        assertTrue(api.delete(ARTISTS + "=a").status() == 204);
        assertEquals(404, api.get(ARTISTS + "?limit=1").status());
    }

    /** In XML a page has a root of its own; the link leads to the next one, in the encoding that the client asks for again. */
    @ParameterizedTest
    @ValueSource(strings = {"application/yang-data+xml-list", "application/yang-data+xml"})
    void pagesXmlToo(String type) {
        artists("a", "b", "c", "d", "e");
        var bodies = new StringBuilder();
        int pages = 0;
        for (var page = ARTISTS + "?fields=name&limit=2"; !page.isEmpty(); pages++) {
            var reply = api.get(page, "Accept: " + type);
            assertEquals(200, reply.status(), reply.body());
            assertEquals(type, reply.header("Content-Type"));
            assertTrue(reply.body().contains("<xml-list "), reply.body());
            bodies.append(reply.compact());
            page = next(reply);
        }
        assertEquals(3, pages);
        assertEquals("abcde", bodies.toString().replaceAll("<[^>]*>", ""));
    }
}
