package net.weftnet.common.storage.api;

import java.util.List;
import java.util.Optional;

/** Rows under keys that are ordered as text. Safe for use by many threads. */
public interface Table {

    /** {@return the value of a row} */
    Optional<byte[]> get(String key) throws StorageException;

    /** {@return up to {@code limit} rows with a key not before {@code from}, in the order of their keys} */
    List<Row> scan(String from, int limit) throws StorageException;

    /** Writes the rows, replacing those of the same key: all or none, and durable when it returns. */
    void put(List<Row> rows) throws StorageException;

    /** Deletes a row if there is one; durable when it returns. */
    void delete(String key) throws StorageException;

    /**
     * Deletes rows that nobody needs any more; durable when it returns. What fails in the middle may leave some.
     *
     * @param keys of which some may have no row
     */
    default void delete(List<String> keys) throws StorageException {
        for (var key : keys) {
            delete(key);
        }
    }

    /** Writes one row, durable when it returns. */
    default void put(String key, byte[] value) throws StorageException {
        put(List.of(new Row(key, value)));
    }
}
