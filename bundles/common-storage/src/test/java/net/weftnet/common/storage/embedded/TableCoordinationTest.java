package net.weftnet.common.storage.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCoordinationTest {
    @TempDir
    Path directory;

    @Test
    void setsARegisterOnlyFromTheExpectedValue() throws StorageException {
        try (var store = new SegmentTableStore(directory)) {
            var register = new TableCoordination(store).register("head");
            assertEquals(Optional.empty(), register.get());
            assertTrue(register.compareAndSet(Optional.empty(), "1"));
            assertFalse(register.compareAndSet(Optional.empty(), "2"));
            assertTrue(register.compareAndSet(Optional.of("1"), "2"));
        }
        try (var store = new SegmentTableStore(directory)) {
            assertEquals(
                    Optional.of("2"),
                    new TableCoordination(store).register("head").get());
        }
    }

    @Test
    void setsARegisterTogetherWithItsRows() throws StorageException {
        var row = new Row("a", new byte[] {1});
        try (var store = new SegmentTableStore(directory)) {
            var coordination = new TableCoordination(store);
            // What an earlier version has left elsewhere.
            coordination.register("head").compareAndSet(Optional.empty(), "1");
            var table = store.table("log");
            var register = coordination.register("head", table);
            assertEquals(Optional.of("1"), register.get());
            assertFalse(register.putAndSet(List.of(row), Optional.empty(), "2"));
            assertEquals(Optional.empty(), table.get("a"));
            assertTrue(register.putAndSet(List.of(row), Optional.of("1"), "2"));
        }
        try (var store = new SegmentTableStore(directory)) {
            var table = store.table("log");
            assertEquals(
                    Optional.of("2"),
                    new TableCoordination(store).register("head", table).get());
            assertArrayEquals(row.value(), table.get("a").orElseThrow());
        }
    }

    @Test
    void givesANumberOnceOverRestarts() throws Exception {
        var seen = new HashSet<Long>();
        for (int restart = 0; restart < 3; restart++) {
            try (var store = new SegmentTableStore(directory);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var coordination = new TableCoordination(store);
                Callable<Long> next = () -> coordination.numbers("n", 8_000_000).next();
                for (var number : threads.invokeAll(
                        IntStream.range(0, 100).mapToObj(_ -> next).toList())) {
                    assertTrue(seen.add(number.get()), "given twice: " + number.get());
                }
            }
        }
        assertTrue(seen.contains(8_000_000L));
        assertEquals(300, seen.size());
    }
}
