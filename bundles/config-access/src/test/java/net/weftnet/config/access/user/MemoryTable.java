package net.weftnet.config.access.user;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;

/** Rows in memory, which can be out of reach. */
final class MemoryTable implements Table {
    private final TreeMap<String, byte[]> rows = new TreeMap<>();
    boolean isLost;

    private TreeMap<String, byte[]> rows() throws StorageException {
        if (isLost) {
            throw new StorageException("The table is out of reach");
        }
        return rows;
    }

    int size() {
        return rows.size();
    }

    @Override
    public Optional<byte[]> get(String key) throws StorageException {
        return Optional.ofNullable(rows().get(key));
    }

    @Override
    public List<Row> scan(String from, int limit) throws StorageException {
        return rows().tailMap(from).entrySet().stream()
                .limit(limit)
                .map(entry -> new Row(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public void put(List<Row> added) throws StorageException {
        for (var row : added) {
            rows().put(row.key(), row.value());
        }
    }

    @Override
    public void delete(String key) throws StorageException {
        rows().remove(key);
    }

    @Override
    public String toString() {
        return rows.keySet().toString();
    }
}
