package net.weftnet.common.storage.embedded;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.storage.api.BlockNumbers;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.Register;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.RowsRegister;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.common.storage.api.UniqueNumbers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Coordination within one process: registers are rows of a table, and numbers are reserved in blocks by a register. */
@Component(service = Coordination.class, enabled = false)
public final class TableCoordination implements Coordination {

    private final Table table;

    /** Guarded by this. */
    private final Map<String, BlockNumbers> series = new HashMap<>();

    /** Keeps its rows in the table {@code coordination}. */
    @Activate
    public TableCoordination(@Reference TableStore store) throws StorageException {
        table = store.table("coordination");
    }

    @Override
    public Register register(String name) {
        return new RowRegister("register/" + name);
    }

    /** In the table itself, so that one batch, and one synchronisation, is enough for the rows and the register. */
    @Override
    public RowsRegister register(String name, Table rows) {
        return new RegisterAmongRows(rows, new RowRegister("register/" + name));
    }

    @Override
    public synchronized UniqueNumbers numbers(String name, long first) {
        return series.computeIfAbsent(name, _ -> new BlockNumbers(new RowRegister("numbers/" + name), first));
    }

    /** The row of a register; one lock for all of them is enough, since the table writes one after the other anyway. */
    private final class RowRegister implements Register {
        private final String key;

        RowRegister(String key) {
            this.key = key;
        }

        @Override
        public Optional<String> get() throws StorageException {
            return table.get(key).map(value -> new String(value, StandardCharsets.UTF_8));
        }

        @Override
        public boolean compareAndSet(Optional<String> expected, String value) throws StorageException {
            synchronized (table) {
                if (!get().equals(expected)) {
                    return false;
                }
                table.put(key, value.getBytes(StandardCharsets.UTF_8));
                return true;
            }
        }
    }

    private static final class RegisterAmongRows implements RowsRegister {
        private final Table table;

        /** Where earlier versions have kept the value. */
        private final RowRegister earlier;

        RegisterAmongRows(Table table, RowRegister earlier) {
            this.table = table;
            this.earlier = earlier;
        }

        @Override
        public Optional<String> get() throws StorageException {
            var value = table.get(earlier.key);
            return value.isPresent() ? value.map(text -> new String(text, StandardCharsets.UTF_8)) : earlier.get();
        }

        @Override
        public boolean putAndSet(List<Row> rows, Optional<String> expected, String value) throws StorageException {
            synchronized (table) {
                if (!get().equals(expected)) {
                    return false;
                }
                var batch = new ArrayList<>(rows);
                batch.add(new Row(earlier.key, value.getBytes(StandardCharsets.UTF_8)));
                table.put(batch);
                return true;
            }
        }
    }
}
