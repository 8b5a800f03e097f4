package net.weftnet.compute.forwarding.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Sends frames out of devices (packet(7)) of the network namespace of the thread that opens it. It receives none.
 * Thread-safe.
 */
public final class PacketSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW_CLOSE_ON_EXEC = 3 | 0x80000;
    private static final int NO_PROTOCOL = 0;
    /** struct sockaddr_ll: family 2, protocol 2, interface index 4, and what only receivers fill. */
    private static final int ADDRESS_SIZE = 20;

    private final int descriptor;

    private PacketSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    public static PacketSocket open() throws LinuxException {
        return new PacketSocket(LibC.socket(AF_PACKET, SOCK_RAW_CLOSE_ON_EXEC, NO_PROTOCOL));
    }

    /** Sends a frame, from its Ethernet header on. */
    public void send(int ifIndex, byte[] frame) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var data = arena.allocate(Math.max(1, frame.length));
            MemorySegment.copy(frame, 0, data, JAVA_BYTE, 0, frame.length);
            var address = arena.allocate(ADDRESS_SIZE, 4);
            address.set(JAVA_SHORT, 0, (short) AF_PACKET);
            address.set(JAVA_INT, 4, ifIndex);
            LibC.sendTo(descriptor, data.asSlice(0, frame.length), address);
        }
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }
}
