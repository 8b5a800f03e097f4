import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What the disk below the store does without it: appends to one file, each made durable. */
final class Disk {
    private Disk() {}

    /** Appends of so many bytes, one after the other, with an fsync each. */
    static Load appends(Path directory, int bytes, Duration length) throws Exception {
        var file = Files.createTempFile(directory, "bench", ".bin");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return Load.run(1, length, (_, _) -> append(channel, bytes));
        } finally {
            Files.delete(file);
        }
    }

    /** {@return how many seconds one append of so many bytes takes} */
    static double secondsOf(Path directory, int bytes) throws Exception {
        var file = Files.createTempFile(directory, "bench", ".bin");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return Load.seconds(() -> {
                append(channel, bytes);
                return bytes;
            });
        } finally {
            Files.delete(file);
        }
    }

    private static void append(FileChannel channel, int bytes) throws IOException {
        var data = ByteBuffer.allocate(bytes);
        while (data.hasRemaining()) {
            channel.write(data);
        }
        channel.force(true);
    }
}
