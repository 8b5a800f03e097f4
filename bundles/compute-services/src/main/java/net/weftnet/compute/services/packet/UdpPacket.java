package net.weftnet.compute.services.packet;

import java.nio.ByteBuffer;

/**
 * A UDP datagram over IPv4 (RFC 768).
 *
 * @param payload read-only
 */
public record UdpPacket(Endpoints ends, ByteBuffer payload) {
    private static final int UDP = 17;
    private static final int HEADER = 8;

    /** Reads a frame, from its Ethernet header on. */
    public static UdpPacket read(ByteBuffer frame) throws PacketException {
        var ip = Ipv4Frame.read(frame, UDP);
        var in = ip.payload();
        if (in.remaining() < HEADER) {
            throw new PacketException("No UDP header");
        }
        int length = Short.toUnsignedInt(in.getShort(4));
        if (length < HEADER || length > in.remaining()) {
            throw new PacketException("UDP of " + length + " octets in " + in.remaining());
        }
        var ends = new Endpoints(
                ip.sourceMac(),
                ip.destinationMac(),
                ip.source(),
                ip.destination(),
                Short.toUnsignedInt(in.getShort(0)),
                Short.toUnsignedInt(in.getShort(2)));
        return new UdpPacket(ends, in.slice(HEADER, length - HEADER).asReadOnlyBuffer());
    }

    /** {@return a frame with these octets} */
    public static byte[] write(Endpoints ends, byte[] payload) {
        int length = HEADER + payload.length;
        var out = Ipv4Frame.write(ends, UDP, length);
        int at = out.position();
        out.putShort((short) ends.sourcePort()).putShort((short) ends.destinationPort());
        out.putShort((short) length).putShort((short) 0).put(payload);
        short checksum = Ipv4Frame.transportChecksum(out, UDP);
        // 0 would say that there is none.
        out.putShort(at + 6, checksum == 0 ? (short) 0xffff : checksum);
        return out.array();
    }
}
