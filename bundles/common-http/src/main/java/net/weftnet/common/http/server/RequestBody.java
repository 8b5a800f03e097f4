package net.weftnet.common.http.server;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request between the event loop, which puts in what arrives, and the call's thread, which reads it. The
 * event loop never waits: when {@value #HIGH_WATER} octets are not read yet, it stops reading the connection.
 */
final class RequestBody extends InputStream {
    /** A body up to this size arrives whole even if nobody reads it, and a close after it is noticed. */
    static final int HIGH_WATER = 64 * 1024;

    private final long limit;
    private final Consumer<Boolean> reading;
    private final Queue<byte[]> chunks = new ArrayDeque<>();

    private byte[] current = new byte[0];
    private int position;
    private long received;
    private int unread;
    private boolean complete;
    private boolean abandoned;
    private @Nullable IOException failure;

    /**
     * @param limit how many octets the body may have
     * @param reading told whether the connection may be read on
     */
    RequestBody(long limit, Consumer<Boolean> reading) {
        this.limit = limit;
        this.reading = reading;
    }

    /** Takes a part of the body; called by the event loop. */
    synchronized void put(ByteBuf part) {
        received += part.readableBytes();
        if (abandoned || failure != null || !part.isReadable()) {
            return;
        }
        if (received > limit) {
            fail(new RequestFault(413, "The body is over " + limit + " octets"));
            return;
        }
        var chunk = new byte[part.readableBytes()];
        part.readBytes(chunk);
        chunks.add(chunk);
        unread += chunk.length;
        if (unread >= HIGH_WATER) {
            reading.accept(false);
        }
        notifyAll();
    }

    /** The body is whole. */
    synchronized void complete() {
        complete = true;
        notifyAll();
    }

    /** The rest of the body does not come; what is unread is lost. */
    synchronized void fail(IOException cause) {
        if (!complete && failure == null) {
            failure = cause;
            notifyAll();
        }
    }

    /** The call is over: what still comes is thrown away. */
    synchronized void abandon() {
        abandoned = true;
        chunks.clear();
        unread = 0;
        reading.accept(true);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position == current.length && !nextChunk()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        boolean wasHigh = unread >= HIGH_WATER;
        unread -= count;
        if (wasHigh && unread < HIGH_WATER) {
            reading.accept(true);
        }
        return count;
    }

    @Override
    public synchronized int available() {
        return unread;
    }

    private boolean nextChunk() throws IOException {
        while (chunks.isEmpty()) {
            if (failure != null) {
                // A new exception each time: its stack shows this reader.
                throw new IOException(failure.getMessage(), failure);
            }
            if (complete) {
                return false;
            }
            try {
                wait();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while reading the body");
            }
        }
        current = chunks.remove();
        position = 0;
        return true;
    }
}
