package net.weftnet.analytics.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.analytics.store.api.AnalyticsStore;
import net.weftnet.analytics.store.api.Cursor;
import net.weftnet.analytics.store.api.Limits;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.analytics.store.api.QueryException.Reason;
import net.weftnet.common.sandesh.api.wire.SandeshHeader;
import org.jspecify.annotations.Nullable;

/** A query that runs while nobody waits for it, and its rows. Thread-safe. */
final class Job {
    /** Rows in a chunk. */
    static final int CHUNK = 10_000;

    private final String id;
    private final JsonQuery query;
    private final Translator.Sql sql;
    private final Instant begun;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private List<String> columns = List.of();
    private Optional<QueryException> fault = Optional.empty();
    private boolean cancelled;
    private boolean done;
    private @Nullable Cursor cursor;

    Job(String id, JsonQuery query, Translator.Sql sql, Instant begun) {
        this.id = id;
        this.query = query;
        this.sql = sql;
        this.begun = begun;
    }

    String id() {
        return id;
    }

    Instant begun() {
        return begun;
    }

    /** Runs to the end; on a thread of its own. */
    void run(AnalyticsStore store, Limits limits) {
        try (var running = store.query(sql.text(), sql.parameters(), limits)) {
            begin(running);
            for (var block = running.next(); !block.isEmpty(); block = running.next()) {
                add(block);
            }
            end(Optional.empty());
        } catch (QueryException e) {
            end(Optional.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(Optional.of(new QueryException(Reason.CANCELLED, "Interrupted", e)));
        } catch (RuntimeException e) {
            end(Optional.of(new QueryException(Reason.UNAVAILABLE, "It failed: " + e.getMessage(), e)));
        }
    }

    private synchronized void begin(Cursor running) {
        cursor = running;
        columns = running.columns();
        if (cancelled) {
            running.cancel();
        }
    }

    private synchronized void add(List<List<@Nullable Object>> block) {
        rows.addAll(block);
    }

    private synchronized void end(Optional<QueryException> reason) {
        fault = reason;
        done = true;
        cursor = null;
        if (reason.isPresent()) {
            rows.clear();
        }
    }

    synchronized void cancel() {
        cancelled = true;
        if (cursor != null) {
            cursor.cancel();
        }
    }

    synchronized boolean isDone() {
        return done;
    }

    /** {@return how it is doing, in OpenContrail's form} */
    synchronized JsonObject status() {
        var json = new JsonObject();
        json.addProperty("progress", done ? 100 : (int) Math.clamp(cursor == null ? 0 : cursor.progress(), 0, 99));
        fault.ifPresent(reason -> json.addProperty("error", reason.getMessage()));
        var chunks = new JsonArray();
        for (int i = 0; done && fault.isEmpty() && i < chunkCount(); i++) {
            var chunk = new JsonObject();
            chunk.addProperty("start_time", SandeshHeader.micros(query.start()));
            chunk.addProperty("end_time", SandeshHeader.micros(query.end()));
            chunk.addProperty("rows", Math.min(CHUNK, rows.size() - i * CHUNK));
            chunk.addProperty("href", "/analytics/query/" + id + "/chunk-final/" + i);
            chunks.add(chunk);
        }
        json.add("chunks", chunks);
        return json;
    }

    private int chunkCount() {
        return Math.max(1, Math.ceilDiv(rows.size(), CHUNK));
    }

    /** {@return the rows of a chunk; nothing if it is not there (yet)} */
    synchronized Optional<JsonObject> chunk(int number) throws QueryException {
        if (fault.isPresent()) {
            throw fault.get();
        }
        if (!done || number < 0 || number >= chunkCount()) {
            return Optional.empty();
        }
        var values = new JsonArray();
        for (List<@Nullable Object> row : rows.subList(number * CHUNK, Math.min(rows.size(), (number + 1) * CHUNK))) {
            var value = new JsonObject();
            for (int i = 0; i < columns.size(); i++) {
                value.add(columns.get(i), Replies.cell(row.get(i)));
            }
            values.add(value);
        }
        var json = new JsonObject();
        json.add("value", values);
        return Optional.of(json);
    }
}
