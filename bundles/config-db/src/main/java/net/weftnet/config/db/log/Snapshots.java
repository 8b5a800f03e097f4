package net.weftnet.config.db.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigSchema;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;

/**
 * Whole trees of some revisions, so that neither a start nor a look at the past has to read the whole log.
 *
 * <p>A tree is JSON, compressed, in rows of 1 MiB under an identity of their own, and the times of its objects are such rows, too; a
 * row that names them is written last.
 * What a killed writer leaves behind is named by no such row, and goes when the log before a later snapshot goes.
 */
public final class Snapshots {
    private static final String NAMES = "snapshot/";
    private static final String PARTS = "snapshot-part/";
    private static final String TIMES = "snapshot-times/";
    private static final int MOST = 1 << 16;
    private static final YangInstanceIdentifier CONFIG = YangInstanceIdentifier.of(ConfigSchema.CONFIG);

    private final Table rows;
    private final ChangeSetCodec codec;

    /** The snapshots of the log in this store. */
    public Snapshots(TableStore store, ChangeSetCodec codec) throws StorageException {
        rows = store.table("config-log");
        this.codec = codec;
    }

    /**
     * A snapshot.
     *
     * @param commit the commit that made the tree
     * @param id names the rows
     * @param parts how many rows the tree is
     * @param timeParts how many rows the times of its objects are; none in a snapshot of software that kept no times
     */
    public record Stored(Commit commit, UUID id, int parts, int timeParts) {}

    /** Writes a snapshot; durable when it returns. Writers of the same revision do not disturb each other. */
    public void write(Commit commit, NormalizedNode config, TimeTable times) throws StorageException {
        var id = UUID.randomUUID();
        var parts = new SnapshotParts.Writer(rows, part -> partKey(PARTS, commit.revision(), id, part));
        try (var json = new JsonWriter(new OutputStreamWriter(Compression.compressing(parts), UTF_8))) {
            codec.writeValue(CONFIG, config, json);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException("Cannot write the snapshot of " + commit, e);
        }
        var name = new JsonObject();
        name.addProperty(
                "commit",
                new String(LogEntry.encode(commit, json -> json.beginArray().endArray()), UTF_8));
        name.addProperty("id", id.toString());
        name.addProperty("parts", parts.count());
        name.addProperty("times", writeTimes(commit, id, times));
        rows.put(key(commit.revision()), name.toString().getBytes(UTF_8));
    }

    private int writeTimes(Commit commit, UUID id, TimeTable times) throws StorageException {
        var parts = new SnapshotParts.Writer(rows, part -> partKey(TIMES, commit.revision(), id, part));
        try (var out = new DataOutputStream(new BufferedOutputStream(Compression.compressing(parts)))) {
            times.write(out);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException("Cannot write the times of " + commit, e);
        }
        return parts.count();
    }

    /** {@return all snapshots, oldest first} */
    public List<Stored> all() throws StorageException {
        var found = new ArrayList<Stored>();
        for (var row : rows.scan(NAMES, MOST)) {
            if (!row.key().startsWith(NAMES)) {
                break;
            }
            var name = JsonParser.parseString(new String(row.value(), UTF_8)).getAsJsonObject();
            found.add(new Stored(
                    LogEntry.decode(name.get("commit").getAsString().getBytes(UTF_8))
                            .commit(),
                    UUID.fromString(name.get("id").getAsString()),
                    name.get("parts").getAsInt(),
                    name.has("times") ? name.get("times").getAsInt() : 0));
        }
        return found;
    }

    /** {@return the newest snapshot} */
    public Optional<Stored> newest() throws StorageException {
        var all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** {@return the tree of a snapshot, below {@code config}} */
    public NormalizedNode read(Stored snapshot) throws StorageException {
        var parts = new SnapshotParts.Reader(
                rows, part -> partKey(PARTS, snapshot.commit().revision(), snapshot.id(), part), snapshot.parts());
        try (var json = new JsonReader(new InputStreamReader(Compression.expanding(parts), UTF_8))) {
            return codec.node(CONFIG, json);
        } catch (StorageException e) {
            throw e;
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            throw new StorageException("Cannot read the snapshot of " + snapshot.commit(), e);
        }
    }

    /** Reads the times of the objects of a snapshot, if it has them. */
    public void readTimes(Stored snapshot, TimeTable times) throws StorageException {
        if (snapshot.timeParts() == 0) {
            return;
        }
        var parts = new SnapshotParts.Reader(
                rows, part -> partKey(TIMES, snapshot.commit().revision(), snapshot.id(), part), snapshot.timeParts());
        try (var in = new DataInputStream(new BufferedInputStream(Compression.expanding(parts)))) {
            times.read(in);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException("Cannot read the times of " + snapshot.commit(), e);
        }
    }

    /** Deletes the snapshots before a revision: their names first, so that none of them is half there. */
    public void deleteBefore(long revision) throws StorageException {
        deleteRange(NAMES, key(revision));
        deleteRange(PARTS, PARTS + "%016x".formatted(revision));
        deleteRange(TIMES, TIMES + "%016x".formatted(revision));
    }

    private void deleteRange(String first, String end) throws StorageException {
        CommitLog.deleteRange(rows, first, end);
    }

    private static String key(long revision) {
        return NAMES + "%016x".formatted(revision);
    }

    private static String partKey(String kind, long revision, UUID id, int part) {
        return kind + "%016x/%s/%08x".formatted(revision, id, part);
    }
}
