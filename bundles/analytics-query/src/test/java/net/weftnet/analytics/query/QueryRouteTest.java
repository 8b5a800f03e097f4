package net.weftnet.analytics.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.test.TestCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class QueryRouteTest {
    @TempDir
    Path folder;

    private TestStore store;
    private QueryRoute route;

    @BeforeEach
    void fill() {
        store = TestStore.open(folder);
        route = new QueryRoute(store.store());
        var now = Instant.now();
        for (int i = 0; i < 6; i++) {
            store.log("control" + i % 2, "BgpPeerMessageLog", i, now.minusSeconds(60 - i));
        }
        var peer = Field.of("peer", 1, Value.string("10.0.0.9")).with("key", "ObjectBgpPeer");
        var load = Field.of("load", 2, Value.struct("Load", Field.of("mean", 1, Value.i32(40))))
                .with("tags", ".mean");
        store.log("control0", "BgpPeerDown", 4, now.minusSeconds(5), peer, load);
        store.awaitRows(9);
    }

    @AfterEach
    void close() {
        route.close();
        store.close();
    }

    @Test
    void answersTheQueryOfTheReference() throws Exception {
        var reply = post(
                """
                {"table":"MessageTable","start_time":"now-10m","end_time":"now",
                 "select_fields":["MessageTS","Source","ModuleId","Category","Messagetype","SequenceNum","Xmlmessage","Type"],
                 "where":[[{"name":"Source","value":"control1","op":1},{"name":"Messagetype","value":"BgpPeerMessageLog","op":1}]],
                 "filter":[{"name":"Type","value":"1","op":1}],"sort":2,"sort_fields":["MessageTS"],"limit":2}""");
        assertEquals(200, reply.status());
        var values = json(reply).getAsJsonArray("value");
        assertEquals(2, values.size());
        var first = values.get(0).getAsJsonObject();
        assertTrue(first.get("MessageTS").getAsLong()
                > values.get(1).getAsJsonObject().get("MessageTS").getAsLong());
        assertEquals(
                "<BgpPeerMessageLog type=\"sandesh\"></BgpPeerMessageLog>",
                first.get("Xmlmessage").getAsString());
    }

    @Test
    void answersForObjectsAndStatistics() throws Exception {
        var objects = post(
                """
                {"table":"ObjectBgpPeer","start_time":"now-10m","end_time":"now","select_fields":["ObjectId","Messagetype"]}""");
        assertEquals("{\"value\":[{\"ObjectId\":\"10.0.0.9\",\"Messagetype\":\"BgpPeerDown\"}]}", text(objects));
        for (var name : List.of("mean", "load.mean")) {
            var stats = post(
                    """
                    {"table":"StatTable.BgpPeerDown.load","start_time":"now-10m","end_time":"now",
                     "select_fields":["name","T=60000000","SUM(%1$s)"],"where":[[{"name":"%1$s","value":"39.5","op":6}]]}"""
                            .formatted(name));
            var value = json(stats).getAsJsonArray("value").get(0).getAsJsonObject();
            value.remove("T=");
            assertEquals("{\"name\":\"10.0.0.9\",\"SUM(%s)\":40.0}".formatted(name), value.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|A query is a JSON object",
                "{|Not a query",
                "{'table':'MessageTable'}|There is no start_time",
                "{'table':'MessageTable','start_time':'soon','end_time':'now'}|Not a time: soon",
                "{'table':'MessageTable','start_time':'now','end_time':'now-1h','select_fields':['Source']}|before start_time",
                "{'table':'MessageTable','start_time':'now-1h','end_time':'now','select_fields':[]}|select_fields is empty",
                "{'table':'Nowhere','start_time':'now-1h','end_time':'now','select_fields':['Source']}|There is no table Nowhere",
                "{'table':'MessageTable','start_time':'now-1h','end_time':'now','select_fields':['Nothing']}|There is no Nothing",
                "{'table':'MessageTable','start_time':'now-1h','end_time':'now','select_fields':['sum(Source)']}|not a number",
                "{'table':'MessageTable','start_time':'now-1h','end_time':'now','select_fields':['T=60']}|There is no T=60",
                "{'table':'MessageTable','start_time':'now-1h','end_time':'now','select_fields':['Source'],'limit':0}|limit",
                "{'table':'MessageTable','start_time':'now-1h','end_time':'now','select_fields':['Source'],'where':[[{'name':'Level','op':1}]]}|without value",
                "{'table':'MessageTable','start_time':'now-1h','end_time':'now','select_fields':['Source'],'where':[[{'name':'Level','value':'x','op':1}]]}|Not an integer: x",
                "{'table':'MessageTable','start_time':'now-1h','end_time':'now','select_fields':['Source'],'where':[[{'name':'Level','value':'1','op':9}]]}|No comparison has number 9",
                "{'table':'MessageTable','start_time':'now-1h','end_time':'now','select_fields':['Source'],'where':[[{'name':'Level','value':'1','op':3}]]}|needs value2",
                "{'table':'MessageTable','start_time':'now-1h','end_time':'now','select_fields':['Source'],'filter':[{'name':'Source','value':'(','op':8}]}|missing )",
            })
    void saysWhatIsWrong(String query, String problem) throws Exception {
        var reply = post(query.replace('\'', '"'));
        assertEquals(400, reply.status(), text(reply));
        assertTrue(json(reply).get("error").getAsString().contains(problem), text(reply));
    }

    @Test
    void answersLaterInChunks() throws Exception {
        var query =
                "{\"table\":\"MessageTable\",\"start_time\":\"now-1h\",\"end_time\":\"now\",\"select_fields\":[\"Source\"]}";
        var accepted = route.handle(TestCall.of("POST /analytics/query", query, "Expect: 202-accepted"));
        assertEquals(202, accepted.status());
        var href = json(accepted).get("href").getAsString();
        JsonObject status = json(get(href));
        while (status.get("progress").getAsInt() < 100) {
            LockSupport.parkNanos(5_000_000);
            status = json(get(href));
        }
        var chunk = status.getAsJsonArray("chunks")
                .get(0)
                .getAsJsonObject()
                .get("href")
                .getAsString();
        assertEquals(7, json(get(chunk)).getAsJsonArray("value").size());
        assertEquals(404, get(href + "/chunk-final/1").status());
        assertEquals(
                1,
                json(get("/analytics/query"))
                        .getAsJsonArray("processed_queries")
                        .size());
        assertEquals(204, route.handle(TestCall.of("DELETE " + href)).status());
        assertEquals(404, get(href).status());
    }

    @Test
    void tellsTablesSchemasAndValues() throws Exception {
        var all = text(new AllTablesRoute(store.store()).handle(TestCall.of("GET /analytics/tables")));
        assertTrue(all.contains("\"StatTable.BgpPeerDown.load\"") && all.contains("ObjectVNTable"), all);
        HttpRoute one = new OneTableRoute(store.store());
        var schema = one.handle(TestCall.of("GET /analytics/table/FlowSeriesTable/schema"));
        assertTrue(text(schema).contains("{\"name\":\"sourcevn\",\"datatype\":\"string\",\"index\":true}"));
        var values = one.handle(TestCall.of("GET /analytics/table/MessageTable/column-values/Source"));
        assertEquals("[\"control0\",\"control1\"]", text(values));
        assertEquals(
                404,
                one.handle(TestCall.of("GET /analytics/table/MessageTable/column-values/Data"))
                        .status());
        assertEquals(
                404, one.handle(TestCall.of("GET /analytics/table/None/schema")).status());
    }

    @Test
    void runsSql() throws Exception {
        var sql = new SqlRoute(store.store());
        var plain = sql.handle(
                TestCall.of("POST /analytics/sql", "SELECT source, count(*) AS n FROM messages GROUP BY 1 ORDER BY 1"));
        assertEquals("{\"columns\":[\"source\",\"n\"],\"rows\":[[\"control0\",4],[\"control1\",3]]}", text(plain));
        var csv = sql.handle(
                TestCall.of("POST /analytics/sql", "SELECT 1 AS a, 'x,\"y' AS b, NULL AS c", "Accept: text/csv"));
        assertEquals("a,b,c\r\n1,\"x,\"\"y\",\r\n", text(csv));
        assertEquals(
                403,
                sql.handle(TestCall.of("POST /analytics/sql", "DELETE FROM messages"))
                        .status());
        assertEquals(
                400,
                sql.handle(TestCall.of("POST /analytics/sql", "{\"sql\":\"SELECT 1\",\"rows\":0}"))
                        .status());
        assertEquals(
                413,
                sql.handle(TestCall.of("POST /analytics/sql", "{\"sql\":\"FROM range(10)\",\"rows\":5}"))
                        .status());
    }

    private HttpReply post(String query) throws Exception {
        return route.handle(TestCall.of("POST /analytics/query", query));
    }

    private HttpReply get(String path) throws Exception {
        return route.handle(TestCall.of("GET " + path));
    }

    private static String text(HttpReply reply) throws Exception {
        var out = new ByteArrayOutputStream();
        reply.body().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonObject json(HttpReply reply) throws Exception {
        return JsonParser.parseString(text(reply)).getAsJsonObject();
    }
}
