package net.weftnet.config.db.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.IntFunction;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.Table;

/** A stream in rows of 1 MiB, so that no more than that of a snapshot is in memory besides the tree itself. */
final class SnapshotParts {
    private static final int PART_BYTES = 1 << 20;

    private SnapshotParts() {}

    /** Writes each part as soon as it is full. */
    static final class Writer extends OutputStream {
        private final Table rows;
        private final IntFunction<String> keys;
        private final ByteArrayOutputStream part = new ByteArrayOutputStream(PART_BYTES);
        private int count;

        /** @param keys the key of each part */
        Writer(Table rows, IntFunction<String> keys) {
            this.rows = rows;
            this.keys = keys;
        }

        /** {@return how many parts there are, once the stream is closed} */
        int count() {
            return count;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws StorageException {
            Objects.checkFromIndexSize(offset, length, octets.length);
            int from = offset;
            int left = length;
            while (left > 0) {
                int fits = Math.min(left, PART_BYTES - part.size());
                part.write(octets, from, fits);
                from += fits;
                left -= fits;
                if (part.size() == PART_BYTES) {
                    writePart();
                }
            }
        }

        private void writePart() throws StorageException {
            rows.put(keys.apply(count), part.toByteArray());
            count++;
            part.reset();
        }

        @Override
        public void close() throws StorageException {
            if (part.size() > 0) {
                writePart();
            }
        }
    }

    /** Reads each part when it is needed. */
    static final class Reader extends InputStream {
        private final Table rows;
        private final IntFunction<String> keys;
        private final int count;
        private InputStream part = InputStream.nullInputStream();
        private int next;

        Reader(Table rows, IntFunction<String> keys, int count) {
            this.rows = rows;
            this.keys = keys;
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = part.read(target, offset, length);
            while (read < 0 && next < count) {
                var key = keys.apply(next++);
                part = new ByteArrayInputStream(
                        rows.get(key).orElseThrow(() -> new StorageException("A snapshot lacks " + key)));
                read = part.read(target, offset, length);
            }
            return read;
        }

        @Override
        public int available() throws IOException {
            // Another member of the gzip stream is looked for only when more may come, and there is none.
            return part.available() + (next < count ? 1 : 0);
        }
    }
}
