package net.weftnet.compute.agent.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPoolTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("labels.json");
    }

    private NumberPool open() throws IOException {
        return NumberPool.open(file, 4098, 4101);
    }

    @Test
    void keepsNumbersAcrossRestarts() throws IOException {
        var pool = open();
        assertEquals(4098, pool.number("a"));
        assertEquals(4099, pool.number("b"));
        assertEquals(4098, pool.number("a"));
        var next = open();
        assertEquals(4099, next.number("b"));
        assertEquals(4100, next.number("c"));
    }

    @Test
    void givesAReleasedNumberAsLateAsPossible() throws IOException {
        var pool = open();
        pool.number("a");
        pool.number("b");
        pool.retain(List.of("b"));
        assertEquals(OptionalInt.empty(), pool.find("a"));
        assertEquals(4100, pool.number("c"));
        assertEquals(4101, pool.number("d"));
        assertEquals(4098, pool.number("a"));
        var full = assertThrows(IllegalStateException.class, () -> pool.number("e"));
        assertTrue(full.getMessage().contains("4098 to 4101"), full.getMessage());
    }

    @Test
    void givesAReleasedNumberAsLateAsPossibleEvenAfterARestart() throws IOException {
        var pool = open();
        pool.number("a");
        pool.number("b");
        pool.retain(List.of("a"));
        assertEquals(4100, open().number("c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"next\": 4098, \"numbers\": 1}",
                "{\"next\": \"x\", \"numbers\": {}}",
                "{\"next\": 4098, \"numbers\": {\"a\": \"x\"}}",
                "{\"next\": 4098, \"numbers\": {\"a\": 1}}",
                "{\"next\": 4098, \"numbers\": {\"a\": 4098, \"b\": 4098}}",
                "{\"next\": 4098, \"numbers\": {\"a\": {}}}"
            })
    void setsAFileAsideThatItDoesNotUnderstand(String content) throws IOException {
        Files.writeString(file, content);
        assertEquals(4098, open().number("a"));
        assertEquals(content, Files.readString(directory.resolve("labels.json.bad")));
        assertEquals(4098, open().number("a"));
    }
}
