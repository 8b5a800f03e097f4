package net.weftnet.common.storage.embedded;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.storage.api.BlockNumbers;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.Register;
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
}
