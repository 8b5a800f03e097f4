package net.weftnet.common.storage.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executors;
import net.weftnet.common.storage.api.Row;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTableTest {
    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("t.segment");
    }

    private static void put(Table table, String key, String value) throws StorageException {
        table.put(key, value.getBytes(UTF_8));
    }

    private static String get(Table table, String key) throws StorageException {
        return table.get(key).map(v -> new String(v, UTF_8)).orElse("(none)");
    }

    @Test
    void keepsRowsOverReopening() throws IOException {
        try (var table = SegmentTable.open(file())) {
            put(table, "a", "1");
            put(table, "b", "2");
            put(table, "a", "3");
            table.delete("b");
        }
        try (var table = SegmentTable.open(file())) {
            assertEquals("3", get(table, "a"));
            assertEquals("(none)", get(table, "b"));
        }
    }

    @Test
    void deletesManyRowsAtOnce() throws IOException {
        try (var table = SegmentTable.open(file())) {
            table.put(List.of(row("a", "1"), row("b", "2"), row("c", "3")));
            table.delete(List.of("a", "c", "never there"));
            assertEquals(List.of(row("b", "2")), table.scan("", 10));
        }
        try (var table = SegmentTable.open(file())) {
            assertEquals(List.of(row("b", "2")), table.scan("", 10));
        }
    }

    @Test
    void scansInOrderOfKeys() throws IOException {
        try (var table = SegmentTable.open(file())) {
            table.put(List.of(row("c", "3"), row("a", "1"), row("b", "2")));
            assertEquals(List.of(row("b", "2"), row("c", "3")), table.scan("b", 10));
            assertEquals(List.of(row("a", "1")), table.scan("", 1));
        }
    }

    private static Row row(String key, String value) {
        return new Row(key, value.getBytes(UTF_8));
    }

    /** An operator's Ctrl-C interrupts the thread of a shell command, which may be in here. */
    @Test
    void outlivesAnInterruptedCaller() throws IOException {
        try (var table = SegmentTable.open(file())) {
            put(table, "a", "1");
            Thread.currentThread().interrupt();
            assertEquals("1", get(table, "a"));
            put(table, "b", "2");
            assertTrue(Thread.interrupted(), "the caller stays interrupted");
            assertEquals("1", get(table, "a"));
            put(table, "a", "3");
            assertEquals("3", get(table, "a"));
        } finally {
            Thread.interrupted();
        }
    }

    /** Whatever prefix of the last write reached the disk: the rows before it are there, and it is not there in part. */
    @Test
    void cutsAnyTornTail() throws IOException {
        try (var table = SegmentTable.open(file())) {
            put(table, "a", "1");
        }
        long good = Files.size(file());
        try (var table = SegmentTable.open(file())) {
            table.put(List.of(row("b", "22222222"), row("a", "9")));
        }
        var whole = Files.readAllBytes(file());
        for (int length = (int) good; length < whole.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(whole, length));
            try (var table = SegmentTable.open(file())) {
                assertEquals("1", get(table, "a"));
                assertEquals("(none)", get(table, "b"));
                put(table, "c", "written after the cut");
            }
            try (var table = SegmentTable.open(file())) {
                assertEquals("written after the cut", get(table, "c"));
            }
        }
    }

    @Test
    void keepsWhatItCutsAside() throws IOException {
        try (var table = SegmentTable.open(file())) {
            put(table, "a", "1");
        }
        long good = Files.size(file());
        Files.write(file(), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        SegmentTable.open(file()).close();
        assertEquals(good, Files.size(file()));
        assertEquals(3, Files.size(directory.resolve("t.segment.torn-at-" + good)));
    }

    @Test
    void refusesARecordWithAFlippedBit() throws IOException {
        try (var table = SegmentTable.open(file())) {
            put(table, "a", "1");
            put(table, "b", "2");
        }
        var bytes = Files.readAllBytes(file());
        bytes[bytes.length - 1] ^= 4;
        Files.write(file(), bytes);
        try (var table = SegmentTable.open(file())) {
            assertEquals("1", get(table, "a"));
            assertEquals("(none)", get(table, "b"));
        }
    }

    @Test
    void refusesAFileThatIsDamagedInItsMiddle() throws IOException {
        try (var table = SegmentTable.open(file())) {
            put(table, "a", "1");
        }
        int good = (int) Files.size(file());
        try (var table = SegmentTable.open(file())) {
            put(table, "b", "2");
            put(table, "c", "3");
        }
        var bytes = Files.readAllBytes(file());
        bytes[good + 9] ^= 4;
        Files.write(file(), bytes);
        var e = assertThrows(StorageException.class, () -> SegmentTable.open(file()));
        assertTrue(e.getMessage().contains("truncate -s " + good), e.getMessage());
        assertArrayEquals(bytes, Files.readAllBytes(file()), "nothing is changed");
    }

    @Test
    void rewritesAFileThatIsMostlySuperseded() throws IOException {
        try (var table = SegmentTable.open(file())) {
            put(table, "kept", "1");
            for (int i = 0; i < 40; i++) {
                table.put("big", new byte[100_000]);
            }
        }
        assertTrue(Files.size(file()) > 3_000_000);
        try (var table = SegmentTable.open(file())) {
            assertEquals("1", get(table, "kept"));
            assertEquals(100_000, table.get("big").orElseThrow().length);
        }
        assertTrue(Files.size(file()) < 200_000);
    }

    @Test
    void isOpenOnce() throws IOException {
        try (var table = SegmentTable.open(file())) {
            put(table, "a", "1");
            var e = assertThrows(StorageException.class, () -> SegmentTable.open(file()));
            assertTrue(e.getMessage().contains("in use"), e.getMessage());
        }
    }

    @Test
    void refusesARowThatIsTooLong() throws IOException {
        try (var table = SegmentTable.open(file())) {
            assertThrows(IllegalArgumentException.class, () -> put(table, "k".repeat(2000), "1"));
        }
    }

    @Test
    void takesManyWritersAtOnce() throws Exception {
        try (var table = SegmentTable.open(file())) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 200; i++) {
                    var key = "k" + i;
                    threads.submit(() -> {
                        put(table, key, key);
                        return get(table, key);
                    });
                }
            }
        }
        try (var table = SegmentTable.open(file())) {
            assertEquals(200, table.scan("", 1000).size());
        }
    }
}
