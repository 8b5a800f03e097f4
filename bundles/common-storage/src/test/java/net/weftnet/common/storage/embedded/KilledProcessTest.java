package net.weftnet.common.storage.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.weftnet.common.storage.api.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes loses nothing that it has answered for. */
class KilledProcessTest {
    @TempDir
    Path directory;

    @Test
    void losesNoAnsweredWriteWhenKilled() throws Exception {
        int answered = 0;
        for (int round = 0; round < 3; round++) {
            answered = killWhileWriting(answered, answered + 200);
            try (var store = new SegmentTableStore(directory)) {
                var rows = store.table("t").scan("", Integer.MAX_VALUE);
                assertTrue(rows.size() >= answered, rows.size() + " rows of " + answered);
                for (int i = 0; i < answered; i++) {
                    assertEquals("value " + i, new String(rows.get(i).value(), UTF_8));
                }
                answered = rows.size();
            }
        }
    }

    private int killWhileWriting(int from, int until) throws Exception {
        var child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString(),
                        Integer.toString(from)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            int answered = from;
            while (answered < until) {
                answered = Integer.parseInt(lines.readLine()) + 1;
            }
            return answered;
        } finally {
            child.destroyForcibly();
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        }
    }

    /** Writes rows until it is killed, and says which one is durable. */
    static final class Writer {
        public static void main(String[] arguments) throws StorageException, IOException {
            try (var store = new SegmentTableStore(Path.of(arguments[0]))) {
                var table = store.table("t");
                for (int i = Integer.parseInt(arguments[1]); ; i++) {
                    table.put("%08d".formatted(i), ("value " + i).getBytes(UTF_8));
                    System.out.println(i);
                }
            }
        }
    }
}
