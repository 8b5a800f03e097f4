package net.weftnet.config.db.draft;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.db.api.Draft;

/** Drafts and confirmations as they are stored: one JSON object each. */
final class DraftTable {
    private static final String DRAFT = "draft/";
    private static final String CONFIRMATION = "confirm/";
    private static final int MOST = 10_000;

    private final Table rows;

    DraftTable(TableStore store) throws StorageException {
        rows = store.table("config-drafts");
    }

    /**
     * A commit that is taken back unless it is confirmed.
     *
     * @param commit its identity; it may never have been made
     * @param deadline when it is taken back
     */
    record Confirmation(UUID commit, Instant deadline) {}

    List<Draft> drafts() throws StorageException {
        return rows(DRAFT, DraftTable::draft);
    }

    Optional<Draft> draft(String name) throws StorageException {
        return rows.get(DRAFT + name).map(DraftTable::draft);
    }

    void put(Draft draft) throws StorageException {
        var json = new JsonObject();
        json.addProperty("name", draft.name());
        json.addProperty("author", draft.author());
        json.addProperty("changed", draft.changed().toString());
        json.add("edits", JsonParser.parseString(draft.edits()).getAsJsonArray());
        rows.put(DRAFT + draft.name(), json.toString().getBytes(UTF_8));
    }

    void delete(Draft draft) throws StorageException {
        rows.delete(DRAFT + draft.name());
    }

    List<Confirmation> confirmations() throws StorageException {
        return rows(CONFIRMATION, DraftTable::confirmation);
    }

    void put(Confirmation confirmation) throws StorageException {
        var json = new JsonObject();
        json.addProperty("commit", confirmation.commit().toString());
        json.addProperty("deadline", confirmation.deadline().toString());
        rows.put(CONFIRMATION + confirmation.commit(), json.toString().getBytes(UTF_8));
    }

    void delete(Confirmation confirmation) throws StorageException {
        rows.delete(CONFIRMATION + confirmation.commit());
    }

    private <T> List<T> rows(String prefix, Function<byte[], T> read) throws StorageException {
        var found = new ArrayList<T>();
        for (var row : rows.scan(prefix, MOST)) {
            if (!row.key().startsWith(prefix)) {
                break;
            }
            found.add(read.apply(row.value()));
        }
        return found;
    }

    private static Draft draft(byte[] row) {
        var json = json(row);
        return new Draft(
                json.get("name").getAsString(),
                json.get("author").getAsString(),
                Instant.parse(json.get("changed").getAsString()),
                json.getAsJsonArray("edits").toString());
    }

    private static Confirmation confirmation(byte[] row) {
        var json = json(row);
        return new Confirmation(
                UUID.fromString(json.get("commit").getAsString()),
                Instant.parse(json.get("deadline").getAsString()));
    }

    private static JsonObject json(byte[] row) {
        return JsonParser.parseString(new String(row, UTF_8)).getAsJsonObject();
    }

    static JsonArray edits(Draft draft) {
        return JsonParser.parseString(draft.edits()).getAsJsonArray();
    }
}
