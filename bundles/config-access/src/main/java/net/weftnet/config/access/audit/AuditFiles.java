package net.weftnet.config.access.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Lines in a file that is only ever added to. When it is full it becomes {@code audit.1.log}, what that was
 * {@code audit.2.log}, and so on; the oldest goes. A line is with the operating system when it is added, so it survives the
 * end of the process, but perhaps not that of the machine. Thread-safe.
 */
public final class AuditFiles implements AutoCloseable {
    private final Path directory;
    private final long maxBytes;
    private final int files;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}. */
    private FileChannel newest;

    /** Guarded by {@link #lock}. */
    private long size;

    /**
     * Opens the files.
     *
     * @param maxBytes how long a file may get
     * @param files how many there may be
     */
    public AuditFiles(Path directory, long maxBytes, int files) throws IOException {
        if (maxBytes < 1 || files < 1) {
            throw new IllegalArgumentException("An audit log has at least one file of one octet");
        }
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.files = files;
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        newest = open();
        size = newest.size();
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file(0),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private Path file(int age) {
        return directory.resolve(age == 0 ? "audit.log" : "audit." + age + ".log");
    }

    /** Adds a line. */
    void add(String line) throws IOException {
        var octets = ByteBuffer.wrap((line + '\n').getBytes(UTF_8));
        lock.lock();
        try {
            if (size > 0 && size + octets.remaining() > maxBytes) {
                rotate();
            }
            size += octets.remaining();
            while (octets.hasRemaining()) {
                newest.write(octets);
            }
        } finally {
            lock.unlock();
        }
    }

    private void rotate() throws IOException {
        newest.close();
        for (int age = files - 1; age > 0; age--) {
            if (Files.exists(file(age - 1))) {
                Files.move(file(age - 1), file(age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (files == 1) {
            Files.deleteIfExists(file(0));
        }
        newest = open();
        size = newest.size();
    }

    /** {@return the newest lines that are wanted, newest first} */
    List<String> newest(int limit, Predicate<String> wanted) throws IOException {
        var found = new ArrayList<String>();
        for (int age = 0; age < files && found.size() < limit; age++) {
            List<String> lines;
            lock.lock();
            try {
                lines = Files.exists(file(age)) ? Files.readAllLines(file(age), UTF_8) : List.of();
            } finally {
                lock.unlock();
            }
            for (var line : lines.reversed()) {
                if (found.size() < limit && wanted.test(line)) {
                    found.add(line);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            newest.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The audit log cannot be closed", e);
        } finally {
            lock.unlock();
        }
    }
}
