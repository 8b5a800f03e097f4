package net.weftnet.config.db.log;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.Commit;

/**
 * A commit with its change set, as it is stored: one JSON object.
 *
 * @param commit the commit
 * @param edits the change set, see {@link ChangeSetCodec}
 */
public record LogEntry(Commit commit, JsonArray edits) {

    byte[] encode() {
        var json = new JsonObject();
        json.add("revision", new JsonPrimitive(commit.revision()));
        json.add("id", new JsonPrimitive(commit.id().toString()));
        commit.predecessor().ifPresent(id -> json.add("predecessor", new JsonPrimitive(id.toString())));
        json.add("time", new JsonPrimitive(commit.time().toString()));
        json.add("author", new JsonPrimitive(commit.author()));
        json.add("comment", new JsonPrimitive(commit.comment()));
        json.add("edits", edits);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    static LogEntry decode(byte[] row) throws StorageException {
        var text = new String(row, StandardCharsets.UTF_8);
        try {
            var json = JsonParser.parseString(text).getAsJsonObject();
            return new LogEntry(
                    new Commit(
                            json.get("revision").getAsLong(),
                            UUID.fromString(json.get("id").getAsString()),
                            Optional.ofNullable(json.get("predecessor")).map(id -> UUID.fromString(id.getAsString())),
                            Instant.parse(json.get("time").getAsString()),
                            json.get("author").getAsString(),
                            json.get("comment").getAsString()),
                    json.getAsJsonArray("edits"));
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | DateTimeException e) {
            throw new StorageException("Not a commit: " + text.substring(0, Math.min(200, text.length())), e);
        }
    }
}
