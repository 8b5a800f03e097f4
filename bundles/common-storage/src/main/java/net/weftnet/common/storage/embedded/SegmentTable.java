package net.weftnet.common.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;

/**
 * A table in one segment file: the keys in memory, the values on disk. One record of the segment is one batch, so a
 * batch is there whole or not at all.
 *
 * <pre>
 *   batch:  entry…      entry:  key length (2) | value length (4), -1 = deleted | key | value
 * </pre>
 *
 * A reader never sees a row that could still be lost: it waits for the disk first.
 */
final class SegmentTable implements Table, AutoCloseable {
    private static final int ENTRY_HEADER_BYTES = 6;
    private static final int DELETED = -1;

    /** Below this size a file is not worth rewriting. */
    private static final long COMPACTION_MINIMUM_BYTES = 1 << 20;

    private final SegmentFile segment;

    /** Guarded by this. */
    private final NavigableMap<String, Location> index;

    /** Where a value is. */
    private record Location(long position, int length) {
        long end() {
            return position + length;
        }
    }

    private SegmentTable(SegmentFile segment, NavigableMap<String, Location> index) {
        this.segment = segment;
        this.index = index;
    }

    /** Opens the table of a file, and rewrites the file when most of it is superseded. */
    static SegmentTable open(Path file) throws StorageException {
        var table = openAsIs(file);
        if (!table.isMostlyDead()) {
            return table;
        }
        try {
            var rewritten = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(rewritten);
            try (table;
                    var copy = openAsIs(rewritten)) {
                for (var key : List.copyOf(table.index.keySet())) {
                    copy.put(key, table.get(key).orElseThrow());
                }
            }
            Files.move(rewritten, file, StandardCopyOption.ATOMIC_MOVE);
            SegmentFile.syncNameOf(file);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException("Cannot rewrite " + file + ": " + e.getMessage(), e);
        }
        return openAsIs(file);
    }

    private static SegmentTable openAsIs(Path file) throws StorageException {
        var index = new TreeMap<String, Location>();
        return new SegmentTable(SegmentFile.open(file, (position, payload) -> replay(index, position, payload)), index);
    }

    private static void replay(NavigableMap<String, Location> index, long position, ByteBuffer payload) {
        while (payload.hasRemaining()) {
            int keyLength = payload.getShort();
            int valueLength = payload.getInt();
            var key = new byte[keyLength];
            payload.get(key);
            var name = new String(key, StandardCharsets.UTF_8);
            if (valueLength == DELETED) {
                index.remove(name);
            } else {
                index.put(name, new Location(position + payload.position(), valueLength));
                payload.position(payload.position() + valueLength);
            }
        }
    }

    private synchronized boolean isMostlyDead() {
        long live = index.values().stream().mapToLong(Location::length).sum();
        return segment.size() > COMPACTION_MINIMUM_BYTES && live < segment.size() / 2;
    }

    @Override
    public Optional<byte[]> get(String key) throws StorageException {
        Location location;
        synchronized (this) {
            location = index.get(key);
        }
        return location == null ? Optional.empty() : Optional.of(read(location));
    }

    @Override
    public List<Row> scan(String from, int limit) throws StorageException {
        var found = new ArrayList<Row>();
        var locations = new TreeMap<String, Location>();
        synchronized (this) {
            for (var entry : index.tailMap(from, true).entrySet()) {
                if (locations.size() == limit) {
                    break;
                }
                locations.put(entry.getKey(), entry.getValue());
            }
        }
        for (var entry : locations.entrySet()) {
            found.add(new Row(entry.getKey(), read(entry.getValue())));
        }
        return found;
    }

    private byte[] read(Location location) throws StorageException {
        segment.sync(location.end());
        return segment.read(location.position(), location.length());
    }

    @Override
    public void put(List<Row> rows) throws StorageException {
        var payload = ByteBuffer.allocate(
                rows.stream().mapToInt(SegmentTable::entryBytes).reduce(0, Math::addExact));
        for (var row : rows) {
            var key = row.key().getBytes(StandardCharsets.UTF_8);
            payload.putShort((short) key.length)
                    .putInt(row.value().length)
                    .put(key)
                    .put(row.value());
        }
        write(payload.flip());
    }

    private static int entryBytes(Row row) {
        int keyBytes = row.key().getBytes(StandardCharsets.UTF_8).length;
        if (keyBytes > Row.MAX_KEY_BYTES || row.value().length > Row.MAX_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "Too long for a row: key " + keyBytes + " bytes, value " + row.value().length + " bytes");
        }
        return ENTRY_HEADER_BYTES + keyBytes + row.value().length;
    }

    @Override
    public void delete(String key) throws StorageException {
        delete(List.of(key));
    }

    /** One batch, so all or none. */
    @Override
    public void delete(List<String> keys) throws StorageException {
        var names =
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
        var payload = ByteBuffer.allocate(names.stream()
                .mapToInt(name -> ENTRY_HEADER_BYTES + name.length)
                .reduce(0, Math::addExact));
        for (var name : names) {
            payload.putShort((short) name.length).putInt(DELETED).put(name);
        }
        write(payload.flip());
    }

    private void write(ByteBuffer payload) throws StorageException {
        int length = payload.remaining();
        long position;
        // Under one lock, so that the index changes in the order of the file.
        synchronized (this) {
            position = segment.append(payload.duplicate());
            replay(index, position, payload);
        }
        segment.sync(position + length);
    }

    @Override
    public void close() throws IOException {
        segment.close();
    }
}
