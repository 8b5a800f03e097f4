package net.weftnet.analytics.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.weftnet.analytics.store.api.Cursor;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.common.http.api.HttpReply;
import org.jspecify.annotations.Nullable;

/** Answers over HTTP: rows as they come, and errors with the status that fits. */
final class Replies {
    private static final String JSON = "application/json";

    private Replies() {}

    static HttpReply json(int status, JsonElement json) {
        return HttpReply.of(status, JSON, json.toString());
    }

    static HttpReply error(QueryException e) {
        int status =
                switch (e.reason()) {
                    case INVALID -> 400;
                    case FORBIDDEN -> 403;
                    case LIMIT -> 413;
                    case CANCELLED -> 410;
                    case UNAVAILABLE -> 503;
                };
        return HttpReply.error(status, String.valueOf(e.getMessage()));
    }

    /** Writes the rows of a cursor and closes it. A reply that has begun is cut off where the query fails. */
    private interface Rows {
        void write(List<List<@Nullable Object>> block) throws IOException;
    }

    private static void each(Cursor cursor, List<List<@Nullable Object>> first, Rows rows) throws IOException {
        try (cursor) {
            for (var block = first; !block.isEmpty(); block = cursor.next()) {
                rows.write(block);
            }
        } catch (QueryException e) {
            throw new IOException("The query failed after it began to give rows: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** {@return a reply in OpenContrail's form}: {@code {"value":[{…}, …]}} */
    static HttpReply values(Cursor cursor, List<List<@Nullable Object>> first) {
        return new HttpReply(200, Map.of("Content-Type", JSON), out -> {
            var json = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            json.beginObject().name("value").beginArray();
            each(cursor, first, (List<List<@Nullable Object>> block) -> {
                for (List<@Nullable Object> row : block) {
                    object(json, cursor.columns(), row);
                }
            });
            json.endArray().endObject();
            json.flush();
        });
    }

    /** {@return a reply with the names of the columns and the rows as lists} */
    static HttpReply table(Cursor cursor, List<List<@Nullable Object>> first) {
        return new HttpReply(200, Map.of("Content-Type", JSON), out -> {
            var json = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            json.beginObject().name("columns").jsonValue(cell(cursor.columns()).toString());
            json.name("rows").beginArray();
            each(cursor, first, (List<List<@Nullable Object>> block) -> {
                for (List<@Nullable Object> row : block) {
                    json.jsonValue(cell(row).toString());
                }
            });
            json.endArray().endObject();
            json.flush();
        });
    }

    /** {@return a reply as RFC 4180 has it} */
    static HttpReply csv(Cursor cursor, List<List<@Nullable Object>> first) {
        return new HttpReply(200, Map.of("Content-Type", "text/csv; charset=utf-8"), out -> {
            var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            csvLine(text, cursor.columns());
            each(cursor, first, (List<List<@Nullable Object>> block) -> {
                for (List<@Nullable Object> row : block) {
                    csvLine(text, row);
                }
            });
            text.flush();
        });
    }

    private static void csvLine(Writer out, List<? extends @Nullable Object> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            var text = cell == null ? "" : cell instanceof String string ? string : plain(cell(cell));
            boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
            out.append(i > 0 ? "," : "").append(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
        }
        out.append("\r\n");
    }

    private static String plain(JsonElement cell) {
        return cell.isJsonPrimitive() ? cell.getAsString() : cell.toString();
    }

    static void object(JsonWriter json, List<String> columns, List<@Nullable Object> row) throws IOException {
        json.beginObject();
        for (int i = 0; i < columns.size(); i++) {
            json.name(columns.get(i)).jsonValue(cell(row.get(i)).toString());
        }
        json.endObject();
    }

    /** {@return a cell as JSON; a number that is none as a string} */
    static JsonElement cell(@Nullable Object cell) {
        return switch (cell) {
            case null -> JsonNull.INSTANCE;
            case Double number when number.isNaN() || number.isInfinite() -> new JsonPrimitive(number.toString());
            case Float number when number.isNaN() || number.isInfinite() -> new JsonPrimitive(number.toString());
            case Number number -> new JsonPrimitive(number);
            case Boolean truth -> new JsonPrimitive(truth);
            case List<?> list -> {
                var json = new JsonArray();
                list.forEach(element -> json.add(cell(element)));
                yield json;
            }
            case Map<?, ?> map -> {
                var json = new JsonObject();
                map.forEach((key, value) -> json.add(String.valueOf(key), cell(value)));
                yield json;
            }
            default -> new JsonPrimitive(cell.toString());
        };
    }
}
