package net.weftnet.config.db.log;

import com.google.gson.JsonArray;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.db.api.Commit;

/**
 * A commit with its change set, as it is stored: one JSON object, compressed when it is long.
 *
 * @param commit the commit
 * @param edits the change set, see {@link ChangeSetCodec}
 */
public record LogEntry(Commit commit, JsonArray edits) {

    /** Longer entries are compressed: a thousand objects have the same names of members a thousand times. */
    private static final int PLAIN_BYTES = 64 << 10;

    /** Writes a change set. */
    @FunctionalInterface
    public interface EditsWriter {
        void write(JsonWriter json) throws IOException;
    }

    /** {@return a commit and its change set as a row of the log} */
    public static byte[] encode(Commit commit, EditsWriter edits) {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.beginObject();
            json.name("revision").value(commit.revision());
            json.name("id").value(commit.id().toString());
            if (commit.predecessor().isPresent()) {
                json.name("predecessor").value(commit.predecessor().get().toString());
            }
            json.name("time").value(commit.time().toString());
            json.name("author").value(commit.author());
            json.name("comment").value(commit.comment());
            json.name("edits");
            edits.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write in memory", e);
        }
        var plain = text.toString().getBytes(StandardCharsets.UTF_8);
        return plain.length <= PLAIN_BYTES ? plain : Compression.compress(plain);
    }

    static LogEntry decode(byte[] row) throws StorageException {
        var text = new String(Compression.expand(row), StandardCharsets.UTF_8);
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
