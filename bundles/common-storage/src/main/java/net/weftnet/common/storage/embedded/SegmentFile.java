package net.weftnet.common.storage.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import net.weftnet.common.storage.api.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only file of checked records. What was synchronised survives a crash; what was under way is cut off at the
 * next open.
 *
 * <pre>
 *   record:  length (4) | CRC-32C of length and payload (4) | payload (length)
 * </pre>
 *
 * Safe for many threads. Writers that wait for the disk at the same time share one synchronisation.
 *
 * <p>A channel closes when the thread that uses it is interrupted, as Ctrl-C does to that of a shell command; so data goes
 * through the random access file, which does not care.
 */
final class SegmentFile implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SegmentFile.class);
    private static final int HEADER_BYTES = 8;

    private final Path file;
    /** Guarded by itself, since its position is its own; but for the synchronisation, which must hold up no reader. */
    private final RandomAccessFile data;

    private final ReentrantLock syncLock = new ReentrantLock();

    /** Guarded by this; the end of what was written. */
    private long size;

    /** Written under {@link #syncLock}; the end of what is known to be on disk. */
    private volatile long synced;

    /** Set for good once the state of the file is not known any more; only an open finds out. */
    private volatile boolean broken;

    /** Gets each record of a file, oldest first. */
    @FunctionalInterface
    interface RecordListener {
        void record(long position, ByteBuffer payload) throws StorageException;
    }

    private SegmentFile(Path file, RandomAccessFile data) {
        this.file = file;
        this.data = data;
    }

    /** Opens a file, made if it does not exist, and reads it through. No other process may have it open. */
    static SegmentFile open(Path file, RecordListener listener) throws StorageException {
        try {
            boolean isNew = !Files.exists(file);
            var data = new RandomAccessFile(file.toFile(), "rw");
            var segment = new SegmentFile(file, data);
            try {
                segment.lock();
                segment.size = segment.replay(listener);
                segment.cutTornTail();
                segment.synced = segment.size;
                if (isNew) {
                    syncNameOf(file);
                }
                return segment;
            } catch (IOException | RuntimeException e) {
                data.close();
                throw e;
            }
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException("Cannot open " + file + ": " + e, e);
        }
    }

    private void lock() throws IOException {
        try {
            if (data.getChannel().tryLock() == null) {
                throw new StorageException(file + " is in use by another process");
            }
        } catch (OverlappingFileLockException e) {
            throw new StorageException(file + " is in use in this process", e);
        }
    }

    /** {@return the end of the last whole record} */
    private long replay(RecordListener listener) throws IOException {
        long end = data.length();
        long position = 0;
        var header = ByteBuffer.allocate(HEADER_BYTES);
        while (true) {
            var payload = payloadAt(position, end, header);
            if (payload.isEmpty()) {
                return position;
            }
            listener.record(position + HEADER_BYTES, payload.get());
            position += HEADER_BYTES + payload.get().limit();
        }
    }

    /** {@return the payload of the whole record that begins here, if one does} */
    private Optional<ByteBuffer> payloadAt(long position, long end, ByteBuffer header) throws IOException {
        if (position + HEADER_BYTES > end) {
            return Optional.empty();
        }
        readFully(header.clear(), position);
        int length = header.getInt(0);
        if (length < 0 || length > end - position - HEADER_BYTES) {
            return Optional.empty();
        }
        var payload = ByteBuffer.allocate(length);
        readFully(payload, position + HEADER_BYTES);
        return header.getInt(4) == checksum(length, payload.flip()) ? Optional.of(payload) : Optional.empty();
    }

    /**
     * Cuts off what follows the last whole record: a write that was under way, never answered for, and kept aside all the
     * same. Whole records after the break mean that the file was damaged in its middle, and those may have been answered
     * for: then only the operator can decide.
     */
    private void cutTornTail() throws IOException {
        long end = data.length();
        if (end == size) {
            return;
        }
        refuseIfWholeRecordsFollow(end);
        var aside = file.resolveSibling(file.getFileName() + ".torn-at-" + size);
        try (var out = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long from = size;
            while (from < end) {
                from += data.getChannel().transferTo(from, end - from, out);
            }
        }
        data.setLength(size);
        data.getFD().sync();
        log.warn("{}: cut {} bytes of an unfinished write, kept in {}", file, end - size, aside.getFileName());
    }

    private void refuseIfWholeRecordsFollow(long end) throws IOException {
        var header = ByteBuffer.allocate(HEADER_BYTES);
        for (long position = size + 1; position + HEADER_BYTES < end; position++) {
            if (payloadAt(position, end, header).isPresent()) {
                throw new StorageException(
                        file + " is damaged at byte " + size + ", but whole records follow from byte "
                                + position
                                + ". Restore the file from a copy; to give up what follows, cut it: truncate -s " + size
                                + " " + file);
            }
        }
    }

    /** Writes a record. {@return where its payload starts}; it is durable only after {@link #sync}. */
    synchronized long append(ByteBuffer payload) throws StorageException {
        checkUsable();
        int length = payload.remaining();
        // In one piece, since most records are short and each write is a system call.
        var whole = ByteBuffer.allocate(HEADER_BYTES + length)
                .putInt(length)
                .putInt(checksum(length, payload.duplicate()))
                .put(payload)
                .flip();
        long start = size;
        try {
            writeFully(whole, start);
        } catch (IOException e) {
            cutBackTo(start);
            throw new StorageException("Cannot write to " + file + ": " + e.getMessage(), e);
        }
        size = start + HEADER_BYTES + length;
        return start + HEADER_BYTES;
    }

    private void cutBackTo(long end) {
        try {
            data.setLength(end);
        } catch (IOException e) {
            broken = true;
            log.error("{}: cannot take back an unfinished write; unusable until it is opened again", file, e);
        }
    }

    /** Waits until everything before this position is on disk. */
    void sync(long position) throws StorageException {
        if (synced >= position) {
            return;
        }
        syncLock.lock();
        try {
            if (synced >= position) {
                return;
            }
            checkUsable();
            long target = size();
            data.getFD().sync();
            synced = target;
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            // After a failed fsync the kernel may have dropped the pages: trying again would report a false success.
            broken = true;
            throw new StorageException("Cannot synchronise " + file + ": " + e.getMessage(), e);
        } finally {
            syncLock.unlock();
        }
    }

    /** {@return bytes of a payload} */
    byte[] read(long position, int length) throws StorageException {
        var buffer = ByteBuffer.allocate(length);
        try {
            readFully(buffer, position);
        } catch (IOException e) {
            throw new StorageException("Cannot read " + file + ": " + e.getMessage(), e);
        }
        return buffer.array();
    }

    /** {@return the end of what was written} */
    synchronized long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        data.close();
    }

    private void checkUsable() throws StorageException {
        if (broken) {
            throw new StorageException(file + " failed before and is unusable until it is opened again");
        }
    }

    private void readFully(ByteBuffer buffer, long position) throws IOException {
        synchronized (data) {
            if (position + buffer.remaining() > data.length()) {
                throw new StorageException(file + " ends at " + data.length() + ", before the data at " + position);
            }
            data.seek(position);
            data.readFully(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        }
        buffer.position(buffer.limit());
    }

    private void writeFully(ByteBuffer buffer, long position) throws IOException {
        synchronized (data) {
            data.seek(position);
            data.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        }
    }

    private static int checksum(int length, ByteBuffer payload) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
        crc.update(payload.duplicate());
        return (int) crc.getValue();
    }

    /** Makes the name of a new or renamed file durable. */
    static void syncNameOf(Path file) throws IOException {
        var directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
