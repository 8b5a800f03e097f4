package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.address;
import static net.weftnet.config.db.TestConfig.delete;
import static net.weftnet.config.db.TestConfig.network;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import net.weftnet.common.storage.embedded.InProcessBus;
import net.weftnet.common.storage.embedded.SegmentTableStore;
import net.weftnet.common.storage.embedded.TableCoordination;
import net.weftnet.config.db.HookedStore.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left by a node that dies between any two writes of the commit protocol, or in the middle of any: every commit is
 * there whole or not at all, every one that was answered for is there, and the next one can be made. The protocol's writes
 * are the rows of a group, the register, the reservation of numbers, and what snapshots and retention write meanwhile.
 */
class CrashTest {
    /** With a snapshot every three commits of which four are kept, the writes of all of them mix. */
    private static final Limits LIMITS = new Limits(3, 4, 1 << 20);

    private static final int WRITERS = 3;
    private static final int COMMITS_OF_EACH = 3;

    @TempDir
    Path directory;

    /** What happened, in its order: writes, and the revisions that were answered for. */
    private sealed interface Event {
        record Written(Write write) implements Event {}

        record Answered(long revision) implements Event {}
    }

    private final List<Event> history = Collections.synchronizedList(new ArrayList<>());
    private final Map<Long, String> trees = new ConcurrentHashMap<>();

    @Test
    void leavesEachCommitWholeOrAbsent() throws Exception {
        commitFromManyThreads();
        var written = directory.resolve("prefix");
        long answered = 0;
        // Each prefix of the writes goes to files that grow; what is opened and damaged is a copy of these.
        try (var store = new SegmentTableStore(written)) {
            int copies = 0;
            for (var event : List.copyOf(history)) {
                switch (event) {
                    case Event.Answered(var revision) -> answered = Math.max(answered, revision);
                    case Event.Written(var write) -> {
                        var file = write.table() + ".segment";
                        long before = size(written.resolve(file));
                        write.to(store);
                        long after = size(written.resolve(file));
                        recover(copy(written, copies++), answered);
                        var torn = copy(written, copies++);
                        cut(torn.resolve(file), (before + after) / 2);
                        recover(torn, answered);
                    }
                }
            }
        }
    }

    private void commitFromManyThreads() throws Exception {
        try (var files = new SegmentTableStore(directory.resolve("original"));
                var bus = new InProcessBus()) {
            var store = new HookedStore(files, write -> history.add(new Event.Written(write)));
            try (var config = TestConfig.on(store, new TableCoordination(store), bus, LIMITS);
                    var threads = Executors.newFixedThreadPool(WRITERS)) {
                config.datastore.onCommit(
                        (commit, _, after) -> trees.put(commit.revision(), config.datastore.exported(after)));
                trees.put(1L, config.exported());
                config.commit(network("front", "10.1.0.0/16"));
                var writers = new ArrayList<Callable<Void>>();
                for (int i = 0; i < WRITERS; i++) {
                    int writer = i;
                    writers.add(() -> commitOneAfterTheOther(config, writer));
                }
                for (var writer : threads.invokeAll(writers)) {
                    writer.get();
                }
                // Who follows the log is told of a commit after its writer.
                long newest = config.datastore.snapshot().revision();
                ClusterTest.await(() -> trees.containsKey(newest));
            }
        }
    }

    private Void commitOneAfterTheOther(TestConfig config, int writer) throws Exception {
        for (int i = 0; i < COMMITS_OF_EACH; i++) {
            var name = "a" + writer;
            var commit = i % 2 == 0
                    ? config.commit(address(name, "front", ""), network("n" + writer + "-" + i, "10.2.0.0/24"))
                    : config.commit(delete("/instance-ip=" + name));
            history.add(new Event.Answered(commit.revision()));
        }
        return null;
    }

    private void recover(Path copy, long answered) throws Exception {
        try (var config = TestConfig.open(copy, LIMITS)) {
            long revision = config.datastore.snapshot().revision();
            assertTrue(
                    revision >= answered, () -> "revision " + answered + " was answered for, and " + revision + " is");
            // A log without any commit gets the first one, as that of a new system does; its uuids are others.
            if (answered > 0) {
                assertEquals(trees.get(revision), config.exported());
            }
            assertEquals(
                    revision + 1, config.commit(network("after", "10.3.0.0/24")).revision());
        }
        deleteAll(copy);
    }

    private Path copy(Path from, int number) throws IOException {
        var to = Files.createDirectory(directory.resolve("copy-" + number));
        var files = new HashMap<Path, Path>();
        try (var found = Files.list(from)) {
            found.forEach(file -> files.put(file, to.resolve(file.getFileName())));
        }
        for (var file : files.entrySet()) {
            Files.copy(file.getKey(), file.getValue());
        }
        return to;
    }

    private static void deleteAll(Path copy) throws IOException {
        try (var found = Files.list(copy)) {
            for (var file : found.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(copy);
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static void cut(Path file, long length) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }
}
