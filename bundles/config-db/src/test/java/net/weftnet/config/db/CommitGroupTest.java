package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.address;
import static net.weftnet.config.db.TestConfig.delete;
import static net.weftnet.config.db.TestConfig.network;
import static net.weftnet.config.db.TestConfig.port;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.common.storage.embedded.TableCoordination;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that are made durable together stand and fall alone, but for the store's failures. */
class CommitGroupTest {
    private static final int CHANGE_BYTES = 8_000;

    @TempDir
    Path directory;

    private final AtomicBoolean isHeld = new AtomicBoolean();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicBoolean isFull = new AtomicBoolean();
    private HookedStore store;
    private SegmentTableStore files;

    @BeforeEach
    void openStore() throws StorageException {
        files = new SegmentTableStore(directory);
        store = new HookedStore(files, this::beforeWrite);
    }

    @AfterEach
    void closeStore() {
        files.close();
    }

    /** Holds up the first group, so that what follows gathers in the second. */
    private void beforeWrite(HookedStore.Write write) throws StorageException {
        if (write.touches("commit/") && isHeld.compareAndSet(true, false)) {
            held.countDown();
            await(released);
        }
        if (isFull.get()) {
            throw new StorageException("No space left on device");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestConfig open(InProcessBus bus) throws Exception {
        return TestConfig.on(store, new TableCoordination(store), bus, new Limits(10_000, 10_000, CHANGE_BYTES));
    }

    @Test
    void refusesOnlyWhatIsTooLarge() throws Exception {
        try (var bus = new InProcessBus();
                var config = open(bus);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            config.commit(network("front", "10.1.0.0/16"));
            isHeld.set(true);
            var first = threads.submit(() -> config.commit(address("first", "front", "")));
            held.await();
            var manyEdits = IntStream.range(0, 100)
                    .mapToObj(i -> address("large" + i, "front", ""))
                    .toArray(String[]::new);
            var large = threads.submit(() -> config.commit(manyEdits));
            var others = IntStream.range(0, 5)
                    .mapToObj(i -> threads.submit(() -> config.commit(address("a" + i, "front", ""))))
                    .toList();
            released.countDown();
            first.get();
            for (var other : others) {
                other.get();
            }
            var e = refusal(large);
            assertEquals(Kind.TOO_LARGE, e.kind());
            assertTrue(e.getMessage().endsWith("and may have 8000: make it in several commits"), e.getMessage());
            assertEquals("(none)", config.value("/instance-ip=large0"));
            assertEquals(8, config.datastore.snapshot().revision());
            // Its names are free: the change has left nothing behind.
            config.commit(address("large0", "front", ""));
        }
    }

    private static ConfigException refusal(Future<Commit> future) {
        return assertInstanceOf(
                ConfigException.class,
                assertThrows(ExecutionException.class, future::get).getCause());
    }

    /** Also with a tree that has changed in every way there is, what a full disk refuses is taken back exactly. */
    @Test
    void takesBackAGroupExactly() throws Exception {
        long seed = Long.getLong("weft.seed", new Random().nextLong());
        System.out.println("CommitGroupTest: -Dweft.seed=" + seed);
        var random = new Random(seed);
        try (var bus = new InProcessBus();
                var config = open(bus)) {
            config.commit(network("front", "10.1.0.0/16"), network("back", "10.2.0.0/16"));
            for (int i = 0; i < 24; i++) {
                var before = config.exported();
                var edits = randomEdits(random);
                isFull.set(i % 2 == 0);
                var refused = attempt(config, edits);
                isFull.set(false);
                if (refused.isPresent()) {
                    assertEquals(before, config.exported(), "seed " + seed);
                }
            }
            var text = config.exported();
            try (var other = open(bus)) {
                assertEquals(text, other.exported(), "seed " + seed);
            }
        }
    }

    private static String[] randomEdits(Random random) {
        var edits = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            var name = "x" + random.nextInt(4);
            var network = random.nextBoolean() ? "front" : "back";
            edits.add(
                    switch (random.nextInt(5)) {
                        case 0 -> address(name, network, "");
                        case 1 -> delete("/instance-ip=" + name);
                        case 2 -> port(name, network);
                        case 3 -> delete(TestConfig.PROJECT + "/virtual-machine-interface=" + name);
                        default -> network(name, "10." + (3 + random.nextInt(3)) + ".0.0/24", "10.9.0.0/24");
                    });
        }
        return edits.toArray(String[]::new);
    }

    private static Optional<ConfigException> attempt(TestConfig config, String... edits) {
        try {
            config.commit(edits);
            return Optional.empty();
        } catch (ConfigException e) {
            return Optional.of(e);
        }
    }

    /** A full disk refuses all of a group with a clear error, and once there is room all goes on. */
    @Test
    void refusesAllWhileTheDiskIsFull() throws Exception {
        try (var bus = new InProcessBus();
                var config = open(bus);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            config.commit(network("front", "10.1.0.0/16"));
            var before = config.exported();
            isFull.set(true);
            List<Future<Commit>> refused = IntStream.range(0, 5)
                    .mapToObj(i -> threads.submit(() -> config.commit(address("a" + i, "front", ""))))
                    .toList();
            for (var one : refused) {
                assertEquals(Kind.UNAVAILABLE, refusal(one).kind());
            }
            assertEquals(before, config.exported());
            isFull.set(false);
            for (int i = 0; i < 5; i++) {
                config.commit(address("a" + i, "front", ""));
            }
            assertEquals(7, config.datastore.snapshot().revision());
        }
    }
}
