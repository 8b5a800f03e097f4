package net.weftnet.compute.services.packet;

import java.nio.ByteBuffer;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;

/** Frames with an IPv4 packet that is no fragment (RFC 791), of a protocol whose checksum covers the addresses. */
final class Ipv4Frame {
    static final int ETHERNET = 14;
    static final int HEADER = 20;
    private static final int IPV4 = 0x0800;
    private static final int IP_FRAGMENT = 0x3fff;
    private static final int DONT_FRAGMENT = 0x4000;
    private static final int TTL = 64;

    private Ipv4Frame() {}

    /**
     * What a frame carries.
     *
     * @param payload what follows the IP header, without what may fill up the frame
     */
    record Content(
            MacAddress sourceMac,
            MacAddress destinationMac,
            IpAddress source,
            IpAddress destination,
            ByteBuffer payload) {}

    static Content read(ByteBuffer frame, int protocol) throws PacketException {
        var in = frame.slice();
        if (in.remaining() < ETHERNET + HEADER || Short.toUnsignedInt(in.getShort(12)) != IPV4) {
            throw new PacketException("No IPv4 packet");
        }
        int headerLength = (in.get(ETHERNET) & 0xf) * 4;
        int length = Short.toUnsignedInt(in.getShort(ETHERNET + 2));
        if (in.get(ETHERNET) >>> 4 != 4
                || headerLength < HEADER
                || length < headerLength
                || ETHERNET + length > in.remaining()) {
            throw new PacketException("An IPv4 header of " + headerLength + " octets in a packet of " + length);
        }
        if ((in.getShort(ETHERNET + 6) & IP_FRAGMENT) != 0) {
            throw new PacketException("A fragment");
        }
        if ((in.get(ETHERNET + 9) & 0xff) != protocol) {
            throw new PacketException("Protocol " + (in.get(ETHERNET + 9) & 0xff));
        }
        return new Content(
                mac(in, 6),
                mac(in, 0),
                IpAddress.ofIpv4(in.getInt(ETHERNET + 12)),
                IpAddress.ofIpv4(in.getInt(ETHERNET + 16)),
                in.slice(ETHERNET + headerLength, length - headerLength));
    }

    private static MacAddress mac(ByteBuffer in, int offset) {
        var octets = new byte[6];
        in.get(offset, octets);
        return MacAddress.ofBytes(octets);
    }

    /**
     * Writes Ethernet and IP header.
     *
     * @param length of what follows them
     * @return the frame, with what follows to be written
     */
    static ByteBuffer write(Endpoints ends, int protocol, int length) {
        var out = ByteBuffer.allocate(ETHERNET + HEADER + length);
        out.put(ends.destinationMac().toBytes()).put(ends.sourceMac().toBytes()).putShort((short) IPV4);
        out.put((byte) 0x45).put((byte) 0).putShort((short) (HEADER + length));
        out.putShort((short) 0).putShort((short) DONT_FRAGMENT);
        out.put((byte) TTL).put((byte) protocol).putShort((short) 0);
        out.put(ends.source().toBytes()).put(ends.destination().toBytes());
        out.putShort(ETHERNET + 10, checksum(sum(out, ETHERNET, HEADER)));
        return out;
    }

    /** {@return the checksum of what follows the headers, with the pseudo header of UDP and TCP} */
    static short transportChecksum(ByteBuffer frame, int protocol) {
        int at = ETHERNET + HEADER;
        int length = frame.limit() - at;
        return checksum(sum(frame, ETHERNET + 12, 8) + protocol + length + sum(frame, at, length));
    }

    /** The sum of 16 bit words (RFC 1071). */
    private static int sum(ByteBuffer in, int offset, int length) {
        int sum = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            sum += Short.toUnsignedInt(in.getShort(offset + i));
        }
        return length % 2 == 0 ? sum : sum + ((in.get(offset + length - 1) & 0xff) << 8);
    }

    private static short checksum(int sum) {
        int folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (short) ~folded;
    }
}
