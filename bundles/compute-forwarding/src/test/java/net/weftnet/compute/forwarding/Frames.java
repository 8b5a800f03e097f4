package net.weftnet.compute.forwarding;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.weftnet.common.net.IpAddress;

/** Frames for tests, written as hexadecimal text or put together from an IPv4 packet. */
final class Frames {
    static final String WORKLOAD_MAC = "020000000001";
    static final String GATEWAY_MAC = "00005e000100";
    /** The address of device lo, which test runs come in by. */
    static final String NODE_MAC = "000000000000";

    private Frames() {}

    static byte[] hex(String... text) {
        return HexFormat.of().parseHex(String.join("", text).replaceAll("\\s", ""));
    }

    static String text(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    /** {@return an IPv4 UDP packet with a right header checksum} */
    static byte[] udpPacket(String source, String destination, int ttl, int payload) {
        var packet = ByteBuffer.allocate(28 + payload);
        packet.put(hex("4500")).putShort((short) (28 + payload)).put(hex("00004000"));
        packet.put((byte) ttl).put((byte) 17).putShort((short) 0);
        packet.put(address(source)).put(address(destination));
        packet.put(hex("021f1f00")).putShort((short) (8 + payload)).putShort((short) 0);
        packet.putShort(10, checksum(packet.array()));
        return packet.array();
    }

    /** {@return an IPv4 packet with a right header checksum} */
    static byte[] packet(int protocol, IpAddress source, IpAddress destination, int fragment, byte[] payload) {
        var packet = ByteBuffer.allocate(20 + payload.length);
        packet.put(hex("4500")).putShort((short) (20 + payload.length)).put(hex("1234"));
        packet.putShort((short) fragment);
        packet.put((byte) 64).put((byte) protocol).putShort((short) 0);
        packet.put(source.toBytes()).put(destination.toBytes()).put(payload);
        packet.putShort(10, checksum(packet.array()));
        return packet.array();
    }

    /** {@return an IPv6 packet; extension headers, if any, are in the payload} */
    static byte[] packet6(int nextHeader, IpAddress source, IpAddress destination, int hopLimit, byte[] payload) {
        return hex(
                "60000000",
                "%04x%02x%02x".formatted(payload.length, nextHeader, hopLimit),
                text(source.toBytes()),
                text(destination.toBytes()),
                text(payload));
    }

    /** {@return a packet of the version of its addresses, not fragmented} */
    static byte[] packet(int protocol, IpAddress source, IpAddress destination, byte[] payload) {
        return source.isIpv4()
                ? packet(protocol, source, destination, 0x4000, payload)
                : packet6(protocol, source, destination, 64, payload);
    }

    /** {@return whether the checksum of an ICMPv6 packet without extension headers is right} */
    static boolean isIcmp6Right(byte[] packet) {
        long sum = 58 + packet.length - 40;
        for (int i = 8; i < packet.length; i++) {
            sum += (long) (packet[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
        }
        return sum % 0xffff == 0;
    }

    /** {@return a TCP segment without data} */
    static byte[] tcp(int source, int destination, int flags) {
        return hex(
                "%04x%04x".formatted(source, destination),
                "00000001 00000000 50",
                "%02x".formatted(flags),
                "ffff 0000 0000");
    }

    static byte[] udp(int source, int destination) {
        return hex("%04x%04x 0008 0000".formatted(source, destination));
    }

    /** {@return an ICMP message; of an error the rest is what it quotes} */
    static byte[] icmp(int type, int code, int id, byte[] rest) {
        return hex("%02x%02x 0000 %04x 0001".formatted(type, code, id), text(rest));
    }

    private static byte[] address(String text) {
        return IpAddress.parse(text).toBytes();
    }

    /** {@return the checksum of a 20 octet IPv4 header: 0 if it holds the right one already} */
    static short checksum(byte[] packet) {
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += (packet[i] & 0xff) << 8 | packet[i + 1] & 0xff;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    /** {@return a frame of the workload to the virtual gateway} */
    static byte[] fromWorkload(byte[] packet) {
        return hex(GATEWAY_MAC, WORKLOAD_MAC, ethertype(packet), text(packet));
    }

    private static String ethertype(byte[] packet) {
        return packet[0] >> 4 == 6 ? "86dd" : "0800";
    }

    /** {@return a frame of the underlay with an MPLS over UDP tunnel to this node} */
    static byte[] mplsOverUdp(int port, int label, int labelTtl, byte[] inner) {
        return fromUnderlay(
                17,
                hex(
                        "eb06",
                        "%04x".formatted(port),
                        "%04x".formatted(12 + inner.length),
                        "0000",
                        mpls(label, labelTtl),
                        text(inner)));
    }

    static byte[] mplsOverGre(int label, byte[] inner) {
        return fromUnderlay(47, hex("00008847", mpls(label, 63), text(inner)));
    }

    static String mpls(int label, int ttl) {
        return "%08x".formatted(label << 12 | 0x100 | ttl);
    }

    static byte[] fromUnderlay(int protocol, byte[] payload) {
        var outer = hex(
                "4500",
                "%04x".formatted(20 + payload.length),
                "0000400040",
                "%02x".formatted(protocol),
                "0000",
                "02020101",
                "01010202");
        ByteBuffer.wrap(outer).putShort(10, checksum(outer));
        return hex(NODE_MAC, "020000000099", "0800", text(outer), text(payload));
    }
}
