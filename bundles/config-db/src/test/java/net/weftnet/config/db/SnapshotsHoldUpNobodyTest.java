package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.network;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.common.storage.embedded.TableCoordination;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot, or the deletion of old commits, may be stuck anywhere: writers go on. */
class SnapshotsHoldUpNobodyTest {
    private static final int EVERY = 3;
    private static final int KEEP = 5;

    @TempDir
    Path directory;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<Thread> writer = new AtomicReference<>();

    /** The writes of a snapshot and of what follows it, in their order; the last is the deletion of commits. */
    @ParameterizedTest
    @ValueSource(strings = {"snapshot-part/", "snapshot/", "horizon", "commit/"})
    void whereverTheyAreStuck(String step) throws Exception {
        try (var files = new SegmentTableStore(directory);
                var bus = new InProcessBus()) {
            var store = new HookedStore(files, write -> hold(write, step));
            writer.set(Thread.currentThread());
            long revision;
            try (var config =
                    TestConfig.on(store, new TableCoordination(store), bus, new Limits(EVERY, KEEP, 1 << 20))) {
                revision = commitWhileStuck(config);
            }
            try (var config = TestConfig.on(files, bus)) {
                assertEquals(revision, config.datastore.snapshot().revision());
            }
        }
    }

    private long commitWhileStuck(TestConfig config) throws Exception {
        try {
            int made = 0;
            while (reached.getCount() > 0) {
                config.commit(network("n" + made++, "10.1.0.0/24"));
            }
            // Many times what makes the next snapshots due, and every one is answered while the step is stuck.
            for (int i = 0; i < 10 * EVERY; i++) {
                config.commit(network("n" + made++, "10.1.0.0/24"));
            }
            assertEquals(1 + made, config.datastore.snapshot().revision());
            return 1 + made;
        } finally {
            // Also after a failure, or the end of the datastore would wait for ever.
            released.countDown();
        }
    }

    private void hold(HookedStore.Write write, String step) throws StorageException {
        boolean isStep =
                step.equals("commit/") ? write.deleted().isPresent() && write.touches(step) : write.touches(step);
        if (isStep && Thread.currentThread() != writer.get()) {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new StorageException("Interrupted", e);
            }
        }
    }
}
