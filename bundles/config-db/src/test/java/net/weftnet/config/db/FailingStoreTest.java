package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.address;
import static net.weftnet.config.db.TestConfig.network;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that fails for a while takes nothing with it. */
class FailingStoreTest {
    @TempDir
    Path directory;

    /** Fails on demand, as a full disk does. */
    private static final class FailingStore implements TableStore {
        private final SegmentTableStore files;
        private boolean isFull;
        private boolean isBroken;

        FailingStore(SegmentTableStore files) {
            this.files = files;
        }

        @Override
        public Table table(String name) throws StorageException {
            var table = files.table(name);
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
                    if (isFull) {
                        throw new StorageException("No space left on device");
                    }
                    if (isBroken) {
                        throw new IllegalArgumentException("Too long for a row");
                    }
                    table.put(rows);
                }

                @Override
                public void delete(String key) throws StorageException {
                    table.delete(key);
                }
            };
        }
    }

    @Test
    void refusesWhileTheStoreFailsAndGoesOnAfterwards() throws Exception {
        try (var files = new SegmentTableStore(directory);
                var bus = new InProcessBus()) {
            var store = new FailingStore(files);
            try (var config = TestConfig.on(store, bus)) {
                config.commit(network("front", "10.1.1.0/24"), address("a", "front", ""));
                store.isFull = true;
                config.refused(
                        Kind.UNAVAILABLE,
                        "The configuration store is not available: No space left on device",
                        address("b", "front", ", 'instance-ip-address': '10.1.1.9'"));
                store.isFull = false;
                config.commit(address("b", "front", ", 'instance-ip-address': '10.1.1.9'"));
                config.refused(
                        Kind.DUPLICATE,
                        "instance-ip c: instance-ip-address 10.1.1.2 in virtual-network"
                                + " default-domain:default-project:front already belongs to instance-ip a",
                        address("c", "front", ", 'instance-ip-address': '10.1.1.2'"));
                assertEquals(3, config.datastore.snapshot().revision());
            }
        }
    }

    /** A commit that is too long for the store must not come back as a part of the next one. */
    @Test
    void takesBackWhatTheStoreCannotTake() throws Exception {
        try (var files = new SegmentTableStore(directory);
                var bus = new InProcessBus()) {
            var store = new FailingStore(files);
            try (var config = TestConfig.on(store, bus)) {
                config.commit(network("front", "10.1.1.0/24"));
                store.isBroken = true;
                config.refused(
                        Kind.UNAVAILABLE,
                        "The configuration store is not available: Too long for a row",
                        address("a", "front", ""));
                store.isBroken = false;
                config.commit(network("back", "10.1.2.0/24"));
                assertEquals("(none)", config.value("/instance-ip=a"));
            }
        }
    }
}
