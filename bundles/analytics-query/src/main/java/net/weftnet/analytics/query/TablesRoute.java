package net.weftnet.analytics.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.weftnet.analytics.collector.api.ObjectTypes;
import net.weftnet.analytics.query.QueryTable.Type;
import net.weftnet.analytics.store.api.AnalyticsStore;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;

/** {@code /analytics/tables} and {@code /analytics/table/…}: what can be asked for in JSON queries. */
abstract class TablesRoute implements HttpRoute {
    private static final String TABLE = "/analytics/table/";

    private final AnalyticsStore store;

    TablesRoute(AnalyticsStore store) {
        this.store = store;
    }

    @Override
    public String listener() {
        return "rest";
    }

    @Override
    public Set<String> roles() {
        return Set.of("admin");
    }

    @Override
    public HttpReply handle(HttpCall call) throws InterruptedException {
        if (!call.method().equals("GET")) {
            return HttpReply.error(405, "Only GET is possible here").with("Allow", "GET");
        }
        try {
            return answer(call.path().replaceFirst("/+$", ""));
        } catch (QueryException e) {
            return Replies.error(e);
        } catch (IllegalArgumentException e) {
            return HttpReply.error(400, "The path is not correctly percent-encoded");
        }
    }

    private HttpReply answer(String path) throws QueryException, InterruptedException {
        if (path.equals("/analytics/tables")) {
            return Replies.json(200, tables());
        }
        if (!path.startsWith(TABLE)) {
            return HttpReply.error(404, "There is nothing at " + path);
        }
        var parts = Stream.of(path.substring(TABLE.length()).split("/", -1))
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        var table = QueryTable.of(parts.getFirst());
        if (table.isEmpty()) {
            return HttpReply.error(404, "There is no table " + parts.getFirst());
        }
        return answer(table.get(), parts.subList(1, parts.size()));
    }

    private HttpReply answer(QueryTable table, List<String> rest) throws QueryException, InterruptedException {
        if (rest.isEmpty()) {
            var links = new JsonArray();
            links.add(link("schema", TABLE + table.name() + "/schema"));
            links.add(link("column-values", TABLE + table.name() + "/column-values"));
            return Replies.json(200, links);
        }
        if (rest.equals(List.of("schema"))) {
            return Replies.json(200, schema(table));
        }
        if (rest.equals(List.of("column-values"))) {
            var links = new JsonArray();
            table.columns().forEach((name, column) -> {
                if (column.indexed()) {
                    links.add(link(name, TABLE + table.name() + "/column-values/" + name));
                }
            });
            return Replies.json(200, links);
        }
        if (rest.size() == 2 && rest.getFirst().equals("column-values")) {
            var column = table.columns().get(rest.getLast());
            if (column != null && column.indexed()) {
                return Replies.json(200, values(table, column.sql()));
            }
        }
        return HttpReply.error(404, "There is no " + String.join("/", rest) + " of " + table.name());
    }

    private JsonArray tables() throws QueryException, InterruptedException {
        var names = new ArrayList<>(List.of("MessageTable", "FlowRecordTable", "FlowSeriesTable"));
        names.addAll(ObjectTypes.tables());
        strings("SELECT DISTINCT stat FROM stats ORDER BY 1", List.of())
                .forEach(stat -> names.add("StatTable." + stat));
        var tables = new JsonArray();
        for (var name : names) {
            QueryTable.of(name).ifPresent(table -> {
                var json = link(name, TABLE + name);
                json.addProperty("type", table.type());
                tables.add(json);
            });
        }
        return tables;
    }

    private static JsonObject schema(QueryTable table) {
        var columns = new JsonArray();
        table.columns().forEach((name, column) -> {
            var json = new JsonObject();
            json.addProperty("name", name);
            json.addProperty("datatype", column.type() == Type.INTEGER ? "int" : "string");
            json.addProperty("index", column.indexed());
            columns.add(json);
        });
        var json = new JsonObject();
        json.addProperty("type", table.type());
        json.add("columns", columns);
        return json;
    }

    private JsonArray values(QueryTable table, String column) throws QueryException, InterruptedException {
        var fixed = table.fixed().isEmpty() ? "true" : table.fixed();
        var sql = "SELECT DISTINCT " + column + " FROM " + table.relation() + " WHERE " + fixed + " AND " + column
                + " <> '' ORDER BY 1 LIMIT 10000";
        var values = new JsonArray();
        strings(sql, table.parameters()).forEach(value -> values.add(new JsonPrimitive(value)));
        return values;
    }

    private List<String> strings(String sql, List<String> parameters) throws QueryException, InterruptedException {
        var strings = new ArrayList<String>();
        try (var cursor = store.query(sql, parameters, QueryRoute.LIMITS)) {
            for (var block = cursor.next(); !block.isEmpty(); block = cursor.next()) {
                block.forEach(row -> strings.add(String.valueOf(row.getFirst())));
            }
        }
        return strings;
    }

    private static JsonObject link(String name, String href) {
        var link = new JsonObject();
        link.addProperty("name", name);
        link.addProperty("href", href);
        return link;
    }
}
