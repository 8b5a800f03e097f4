package net.weftnet.compute.services.packet;

import java.nio.ByteBuffer;

/**
 * A TCP segment over IPv4 (RFC 9293 section 3.1).
 *
 * @param flags a set of the bits below
 * @param payload read-only
 */
public record TcpSegment(Endpoints ends, int sequence, int acknowledgement, int flags, ByteBuffer payload) {
    public static final int FIN = 1;
    public static final int SYN = 2;
    public static final int RST = 4;
    public static final int PSH = 8;
    public static final int ACK = 16;

    private static final int TCP = 6;
    private static final int HEADER = 20;
    private static final int WINDOW = 0xffff;

    /** Reads a frame, from its Ethernet header on. */
    public static TcpSegment read(ByteBuffer frame) throws PacketException {
        var ip = Ipv4Frame.read(frame, TCP);
        var in = ip.payload();
        if (in.remaining() < HEADER) {
            throw new PacketException("No TCP header");
        }
        int offset = (in.get(12) >>> 4 & 0xf) * 4;
        if (offset < HEADER || offset > in.remaining()) {
            throw new PacketException("A TCP header of " + offset + " octets");
        }
        var ends = new Endpoints(
                ip.sourceMac(),
                ip.destinationMac(),
                ip.source(),
                ip.destination(),
                Short.toUnsignedInt(in.getShort(0)),
                Short.toUnsignedInt(in.getShort(2)));
        return new TcpSegment(
                ends,
                in.getInt(4),
                in.getInt(8),
                in.get(13) & 0xff,
                in.slice(offset, in.remaining() - offset).asReadOnlyBuffer());
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** {@return the sequence number that follows this segment} */
    public int end() {
        return sequence + payload.remaining() + (has(SYN) ? 1 : 0) + (has(FIN) ? 1 : 0);
    }

    /** {@return the frame} */
    public byte[] write() {
        var out = Ipv4Frame.write(ends, TCP, HEADER + payload.remaining());
        int at = out.position();
        out.putShort((short) ends.sourcePort()).putShort((short) ends.destinationPort());
        out.putInt(sequence).putInt(acknowledgement);
        out.put((byte) (HEADER / 4 << 4))
                .put((byte) flags)
                .putShort((short) WINDOW)
                .putInt(0);
        out.put(payload.slice());
        out.putShort(at + 16, Ipv4Frame.transportChecksum(out, TCP));
        return out.array();
    }
}
