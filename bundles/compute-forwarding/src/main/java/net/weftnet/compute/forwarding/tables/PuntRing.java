package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import net.weftnet.compute.forwarding.api.PuntReason;
import net.weftnet.compute.forwarding.api.PuntedPacket;
import net.weftnet.compute.forwarding.bpf.RingBuffer;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** The punted packets as the kernel leaves them. Confined to one thread at a time. */
public final class PuntRing implements AutoCloseable {
    private static final long TIME = Abi.offset(PuntAbi.PUNT, "time");
    private static final long INTERFACE = Abi.offset(PuntAbi.PUNT, "interface");
    private static final long VRF = Abi.offset(PuntAbi.PUNT, "vrf");
    private static final long REASON = Abi.offset(PuntAbi.PUNT, "reason");
    private static final long LENGTH = Abi.offset(PuntAbi.PUNT, "length");
    private static final long FRAME = Abi.offset(PuntAbi.PUNT, "frame");

    /** Who asked has asked again by then. */
    private static final long OLDEST_NANOSECONDS = 5_000_000_000L;

    private final RingBuffer ring;

    private PuntRing(RingBuffer ring) {
        this.ring = ring;
    }

    /** {@return the ring that is pinned in this directory of maps, under handles of its own} */
    public static PuntRing open(Path maps) throws IOException {
        return new PuntRing(RingBuffer.open(maps.resolve("punts"), PuntAbi.RING_SIZE));
    }

    /** Waits until there is a packet, or for so long. */
    public void await(int milliseconds) throws LinuxException {
        ring.await(milliseconds);
    }

    /** Passes on what is there, but what is too old to be of use. */
    public void drain(Consumer<PuntedPacket> consumer) {
        ring.drain(entry -> {
            // Both clocks are the monotonic one.
            if (System.nanoTime() - entry.get(JAVA_LONG, TIME) <= OLDEST_NANOSECONDS) {
                consumer.accept(read(entry));
            }
        });
    }

    private static PuntedPacket read(MemorySegment entry) {
        int length = Math.min(entry.get(JAVA_INT, LENGTH), PuntAbi.LONGEST_FRAME);
        var frame = ByteBuffer.allocate(length);
        frame.put(entry.asSlice(FRAME, length).asByteBuffer()).flip();
        return new PuntedPacket(
                entry.get(JAVA_INT, INTERFACE),
                entry.get(JAVA_INT, VRF),
                reason(entry.get(JAVA_INT, REASON)),
                frame.asReadOnlyBuffer());
    }

    private static PuntReason reason(int code) {
        return PuntTable.reason(code);
    }

    @Override
    public void close() {
        ring.close();
    }
}
