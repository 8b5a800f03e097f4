package net.weftnet.config.db;

import java.util.List;
import java.util.Optional;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.common.storage.api.TableStore;

/** A store whose writes a test can see, hold up or refuse before they happen. */
final class HookedStore implements TableStore {
    private final TableStore store;
    private final Hook hook;

    /** Is called before each write. */
    interface Hook {
        void before(Write write) throws StorageException;
    }

    /** A write to a table: of rows, or the deletion of one. */
    record Write(String table, List<Row> rows, Optional<String> deleted) {

        /** {@return whether it writes or deletes a row whose key begins so} */
        boolean touches(String prefix) {
            return rows.stream().anyMatch(row -> row.key().startsWith(prefix))
                    || deleted.filter(key -> key.startsWith(prefix)).isPresent();
        }

        void to(TableStore store) throws StorageException {
            if (deleted.isPresent()) {
                store.table(table).delete(deleted.get());
            } else {
                store.table(table).put(rows);
            }
        }
    }

    HookedStore(TableStore store, Hook hook) {
        this.store = store;
        this.hook = hook;
    }

    @Override
    public Table table(String name) throws StorageException {
        var table = store.table(name);
        return new Table() {
            @Override
            public Optional<byte[]> get(String key) throws StorageException {
                return table.get(key);
            }

            @Override
            public List<Row> scan(String from, int limit) throws StorageException {
                return table.scan(from, limit);
            }

            @Override
            public void put(List<Row> rows) throws StorageException {
                hook.before(new Write(name, List.copyOf(rows), Optional.empty()));
                table.put(rows);
            }

            @Override
            public void delete(String key) throws StorageException {
                hook.before(new Write(name, List.of(), Optional.of(key)));
                table.delete(key);
            }
        };
    }
}
