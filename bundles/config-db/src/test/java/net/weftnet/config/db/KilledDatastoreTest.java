package net.weftnet.config.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.weftnet.config.db.TestConfig.address;
import static net.weftnet.config.db.TestConfig.network;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it commits loses no commit that it has answered for. */
class KilledDatastoreTest {
    @TempDir
    Path directory;

    @Test
    void losesNoAnsweredCommitWhenKilled() throws Exception {
        killAfter(100, 10_000);
    }

    /** With a snapshot every few commits, the process nearly always dies while it stores one or deletes old commits. */
    @Test
    void losesNothingWhenKilledAmongSnapshots() throws Exception {
        killAfter(60, 3);
    }

    private void killAfter(int commits, int snapshotEvery) throws Exception {
        var child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString(),
                        Integer.toString(snapshotEvery)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int answered = -1;
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            while (answered < commits) {
                answered = Integer.parseInt(lines.readLine());
            }
        } finally {
            child.destroyForcibly();
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        }
        try (var config = TestConfig.open(directory)) {
            for (int i = 0; i <= answered; i++) {
                var value = config.value("/instance-ip=a" + i);
                assertTrue(value.contains("'instance-ip-address':'10.1."), value);
            }
            config.commit(address("after", "front", ""));
        }
    }

    /** Commits addresses until it is killed, and says which one is durable. */
    static final class Writer {
        public static void main(String[] arguments) throws Exception {
            try (var config =
                    TestConfig.open(Path.of(arguments[0]), new Limits(Integer.parseInt(arguments[1]), 4, 1 << 20))) {
                config.commit(network("front", "10.1.0.0/16"));
                for (int i = 0; ; i++) {
                    config.commit(address("a" + i, "front", ""));
                    System.out.println(i);
                }
            }
        }
    }
}
