package net.weftnet.config.db.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.weftnet.common.storage.api.StorageException;

/** What is long is stored as a gzip stream (RFC 1952), which begins as no JSON does. */
final class Compression {
    private static final int BUFFER_BYTES = 64 << 10;

    private Compression() {}

    static byte[] compress(byte[] plain) {
        var bytes = new ByteArrayOutputStream(plain.length / 8);
        try (var stream = compressing(bytes)) {
            stream.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot compress in memory", e);
        }
        return bytes.toByteArray();
    }

    /** {@return a stream that compresses what it writes to another} */
    static OutputStream compressing(OutputStream out) throws IOException {
        return new FastGzip(out);
    }

    /** {@return a stream of what was compressed} */
    static InputStream expanding(InputStream in) throws IOException {
        return new GZIPInputStream(in, BUFFER_BYTES);
    }

    /** {@return what was given to {@link #compress}, or what was never compressed as it is} */
    static byte[] expand(byte[] stored) throws StorageException {
        if (!isCompressed(stored)) {
            return stored;
        }
        try (var stream = expanding(new ByteArrayInputStream(stored))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new StorageException("A compressed row is damaged", e);
        }
    }

    private static boolean isCompressed(byte[] stored) {
        return stored.length > 2 && (stored[0] & 0xff) == 0x1f && (stored[1] & 0xff) == 0x8b;
    }

    /** A writer waits for it, so speed comes before the last bytes. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
