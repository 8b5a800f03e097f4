package net.weftnet.common.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.common.storage.api.TableStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tables as files of this node, one {@code <name>.segment} each. */
@Component(service = TableStore.class, enabled = false)
public final class SegmentTableStore implements TableStore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SegmentTableStore.class);

    private final Path directory;

    /** Guarded by this. */
    private final Map<String, SegmentTable> tables = new HashMap<>();

    /** Keeps the tables below the node's state. */
    @Activate
    public SegmentTableStore(@Reference NodeContext node) throws StorageException {
        this(node.stateDirectory().resolve("storage"));
    }

    /** Keeps the tables in a directory, made if it does not exist. */
    public SegmentTableStore(Path directory) throws StorageException {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StorageException("Cannot make " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized Table table(String name) throws StorageException {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("Not a name of a table: '" + name + "'");
        }
        var table = tables.get(name);
        if (table == null) {
            table = SegmentTable.open(directory.resolve(name + ".segment"));
            tables.put(name, table);
        }
        return table;
    }

    @Deactivate
    @Override
    public synchronized void close() {
        tables.forEach((name, table) -> {
            try {
                table.close();
            } catch (IOException e) {
                log.warn("{}: not closed", name, e);
            }
        });
        tables.clear();
    }
}
