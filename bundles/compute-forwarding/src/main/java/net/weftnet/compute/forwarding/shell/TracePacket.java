package net.weftnet.compute.forwarding.shell;

import java.nio.ByteBuffer;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;

/** Packets to trace. */
final class TracePacket {
    private static final MacAddress GATEWAY = MacAddress.parse("00:00:5e:00:01:00");
    private static final int ETHERNET = 14;
    private static final int IP = 20;
    private static final int PAYLOAD = 40;
    private static final int IP6 = 40;
    private static final short IPV4 = 0x0800;
    private static final short IPV6 = (short) 0x86dd;
    private static final int HTTP = 80;
    private static final byte TTL = 64;
    private static final byte UDP = 17;
    private static final byte SYN = 2;
    private static final short MPLS_OVER_UDP = 6635;

    private TracePacket() {}

    /** {@return the port, or the type of ICMP, that a packet is about if nobody says} */
    static int usualPort(int protocol) {
        return switch (protocol) {
            case PolicyNames.ICMP -> PolicyNames.ECHO;
            case PolicyNames.ICMP6 -> PolicyNames.ECHO6;
            default -> HTTP;
        };
    }

    /** {@return a packet: a SYN of TCP, a datagram of UDP, or a message of ICMP with {@code port} as its type} */
    static byte[] of(IpAddress source, IpAddress destination, int protocol, int sourcePort, int port) {
        var payload = ByteBuffer.allocate(PAYLOAD);
        switch (protocol) {
            case PolicyNames.ICMP, PolicyNames.ICMP6 -> payload.put((byte) port).putInt(4, sourcePort << 16);
            case PolicyNames.TCP ->
                payload.putShort((short) sourcePort)
                        .putShort((short) port)
                        .put(12, (byte) 0x50)
                        .put(13, SYN);
            default ->
                payload.putShort((short) sourcePort).putShort((short) port).putShort((short) PAYLOAD);
        }
        return source.isIpv4()
                ? ip(source, destination, (byte) protocol, payload.array())
                : ip6(source, destination, (byte) protocol, payload.array());
    }

    private static byte[] ip6(IpAddress source, IpAddress destination, byte protocol, byte[] payload) {
        return ByteBuffer.allocate(IP6 + payload.length)
                .putInt(6 << 28)
                .putShort((short) payload.length)
                .put(protocol)
                .put(TTL)
                .put(source.toBytes())
                .put(destination.toBytes())
                .put(payload)
                .array();
    }

    private static byte[] ip(IpAddress source, IpAddress destination, byte protocol, byte[] payload) {
        var packet = ByteBuffer.allocate(IP + payload.length);
        packet.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) packet.capacity())
                .putInt(0x4000);
        packet.put(TTL).put(protocol).putShort((short) 0);
        packet.put(source.toBytes()).put(destination.toBytes()).put(payload);
        int sum = 0;
        for (int i = 0; i < IP; i += 2) {
            sum += Short.toUnsignedInt(packet.getShort(i));
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        packet.putShort(10, (short) ~((sum & 0xffff) + (sum >>> 16)));
        return packet.array();
    }

    /** {@return the frame in which a workload sends a packet} */
    static byte[] fromWorkload(MacAddress workload, byte[] packet) {
        return ByteBuffer.allocate(ETHERNET + packet.length)
                .put(GATEWAY.toBytes())
                .put(workload.toBytes())
                .putShort(packet[0] >> 4 == 6 ? IPV6 : IPV4)
                .put(packet)
                .array();
    }

    /** {@return the frame in which another node sends a packet under a label} */
    static byte[] fromUnderlay(MacAddress underlay, int label, byte[] packet) {
        var payload = ByteBuffer.allocate(12 + packet.length)
                .putShort((short) 0xc000)
                .putShort(MPLS_OVER_UDP)
                .putShort((short) (12 + packet.length))
                .putShort((short) 0)
                .putInt(label << 12 | 1 << 8 | TTL)
                .put(packet)
                .array();
        var outer = ip(IpAddress.parse("0.0.0.0"), IpAddress.parse("0.0.0.0"), UDP, payload);
        return ByteBuffer.allocate(ETHERNET + outer.length)
                .put(underlay.toBytes())
                .put(underlay.toBytes())
                .putShort(IPV4)
                .put(outer)
                .array();
    }
}
