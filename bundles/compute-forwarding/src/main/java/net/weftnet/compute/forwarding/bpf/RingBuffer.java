package net.weftnet.compute.forwarding.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.function.Consumer;
import net.weftnet.compute.forwarding.linux.LibC;
import net.weftnet.compute.forwarding.linux.LinuxException;

/**
 * The reading end of a map of type ring buffer (docs.kernel.org/bpf/ringbuf.html), shared with the programs as memory:
 *
 * <pre>
 *     page 0: where the reader is     page 1: where the programs are     then the ring, mapped twice in a row
 * </pre>
 *
 * Entries lie one after the other, each behind eight octets whose first four are its length and two bits. As the ring is
 * there twice, an entry that goes on at its start is read in one piece. There is one reader; where it is stays with the
 * map when it goes.
 */
public final class RingBuffer implements AutoCloseable {
    private static final int PAGE = LibC.pageSize();
    private static final int HEADER = 8;
    /** The program has reserved the entry and not finished it. */
    private static final int BUSY = 1 << 31;
    /** The program has thought better of it. */
    private static final int DISCARDED = 1 << 30;

    private static final VarHandle POSITION = JAVA_LONG.varHandle();
    private static final VarHandle LENGTH = JAVA_INT.varHandle();

    private final int descriptor;
    private final MemorySegment reader;
    private final MemorySegment writer;
    private final MemorySegment data;
    private final long mask;

    private RingBuffer(int descriptor, MemorySegment reader, MemorySegment writer, int size) {
        this.descriptor = descriptor;
        this.reader = reader;
        this.writer = writer;
        data = writer.asSlice(PAGE, 2L * size);
        mask = size - 1L;
    }

    /** {@return the ring that is pinned there, of this many octets} */
    public static RingBuffer open(Path pin, int size) throws IOException {
        int descriptor = Bpf.openPinned(pin);
        try {
            var reader = LibC.mapShared(descriptor, 0, PAGE, true);
            try {
                var writer = LibC.mapShared(descriptor, PAGE, PAGE + 2L * size, false);
                return new RingBuffer(descriptor, reader, writer, size);
            } catch (LinuxException e) {
                LibC.unmap(reader);
                throw e;
            }
        } catch (LinuxException e) {
            LibC.close(descriptor);
            throw e;
        }
    }

    /** Waits until there is an entry to read, or for so long. */
    public void await(int milliseconds) throws LinuxException {
        LibC.awaitReadable(descriptor, milliseconds);
    }

    /** Passes on the entries that are there; a segment is valid during the call of the consumer only. */
    public void drain(Consumer<MemorySegment> consumer) {
        long at = (long) POSITION.getAcquire(reader, 0L);
        while (at < (long) POSITION.getAcquire(writer, 0L)) {
            long offset = at & mask;
            int header = (int) LENGTH.getAcquire(data, offset);
            if ((header & BUSY) != 0) {
                return;
            }
            int length = header & ~(BUSY | DISCARDED);
            try {
                if ((header & DISCARDED) == 0) {
                    consumer.accept(data.asSlice(offset + HEADER, length));
                }
            } finally {
                at += HEADER + (length + 7 & ~7);
                POSITION.setRelease(reader, 0L, at);
            }
        }
    }

    @Override
    public void close() {
        LibC.unmap(writer);
        LibC.unmap(reader);
        LibC.close(descriptor);
    }
}
