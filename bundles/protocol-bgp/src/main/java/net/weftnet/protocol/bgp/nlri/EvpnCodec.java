package net.weftnet.protocol.bgp.nlri;

import io.netty.buffer.ByteBuf;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.EthernetAutoDiscovery;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.EthernetSegmentRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.InclusiveMulticast;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.IpPrefixRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.MacIp;
import org.jspecify.annotations.Nullable;

/** Routes of Ethernet VPN: type, length, and what RFC 7432 section 7 and RFC 9136 section 3.1 say of the type. */
final class EvpnCodec {
    private static final int MAC_BITS = 48;
    /** Octets of distinguisher, segment, tag, MAC length, MAC and IP length. */
    private static final int MAC_IP_FIXED = 8 + 10 + 4 + 1 + 6 + 1;

    private EvpnCodec() {}

    static void decode(ByteBuf in, int pathId, List<Nlri> routes) throws BgpException {
        NlriCodec.require(in, 2, AddressFamily.EVPN);
        int type = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        NlriCodec.require(in, length, AddressFamily.EVPN);
        var body = in.readSlice(length);
        switch (type) {
            case 1 -> routes.add(autoDiscovery(body, pathId));
            case 2 -> routes.add(macIp(body, pathId));
            case 3 -> routes.add(inclusiveMulticast(body, pathId));
            case 4 -> routes.add(segment(body, pathId));
            case 5 -> routes.add(ipPrefix(body, pathId));
            default -> {
                // RFC 7606 section 5.4: ignored, and no error.
            }
        }
    }

    private static EvpnNlri autoDiscovery(ByteBuf body, int pathId) throws BgpException {
        check(body.readableBytes() == 25, 1, body);
        return new EthernetAutoDiscovery(
                pathId, body.readLong(), readSegment(body), body.readUnsignedInt(), body.readUnsignedMedium());
    }

    private static EvpnNlri macIp(ByteBuf body, int pathId) throws BgpException {
        check(body.readableBytes() >= MAC_IP_FIXED + 3, 2, body);
        int octets = body.readableBytes();
        long distinguisher = body.readLong();
        var segment = readSegment(body);
        long tag = body.readUnsignedInt();
        check(body.readUnsignedByte() == MAC_BITS, 2, body);
        var mac = new MacAddress((long) body.readUnsignedShort() << 32 | body.readUnsignedInt());
        int addressBits = body.readUnsignedByte();
        check(addressBits == 0 || addressBits == 32 || addressBits == 128, 2, body);
        int rest = octets - MAC_IP_FIXED - addressBits / 8;
        check(rest == 3 || rest == 6, 2, body);
        var address = addressBits == 0 ? null : readAddress(body, addressBits);
        int label = body.readUnsignedMedium();
        int routingLabel = rest == 6 ? body.readUnsignedMedium() : PrefixNlri.NO_LABEL;
        return new MacIp(pathId, distinguisher, segment, tag, mac, address, label, routingLabel);
    }

    private static EvpnNlri inclusiveMulticast(ByteBuf body, int pathId) throws BgpException {
        check(body.readableBytes() == 17 || body.readableBytes() == 29, 3, body);
        long distinguisher = body.readLong();
        long tag = body.readUnsignedInt();
        return new InclusiveMulticast(pathId, distinguisher, tag, readSizedAddress(body, 3));
    }

    private static EvpnNlri segment(ByteBuf body, int pathId) throws BgpException {
        check(body.readableBytes() == 23 || body.readableBytes() == 35, 4, body);
        long distinguisher = body.readLong();
        var segment = readSegment(body);
        return new EthernetSegmentRoute(pathId, distinguisher, segment, readSizedAddress(body, 4));
    }

    private static EvpnNlri ipPrefix(ByteBuf body, int pathId) throws BgpException {
        int octets = body.readableBytes();
        check(octets == 34 || octets == 58, 5, body);
        int addressBits = octets == 34 ? 32 : 128;
        long distinguisher = body.readLong();
        var segment = readSegment(body);
        long tag = body.readUnsignedInt();
        int length = body.readUnsignedByte();
        check(length <= addressBits, 5, body);
        var prefix = IpPrefix.containing(readAddress(body, addressBits), length);
        var gateway = readAddress(body, addressBits);
        return new IpPrefixRoute(pathId, distinguisher, segment, tag, prefix, gateway, body.readUnsignedMedium());
    }

    private static void check(boolean fits, int type, ByteBuf body) throws BgpException {
        if (!fits) {
            throw NlriCodec.malformed("EVPN route of type " + type + " with " + body.capacity() + " octets");
        }
    }

    private static EthernetSegment readSegment(ByteBuf body) {
        return new EthernetSegment(body.readUnsignedByte(), body.readLong(), body.readUnsignedByte());
    }

    private static IpAddress readSizedAddress(ByteBuf body, int type) throws BgpException {
        int bits = body.readUnsignedByte();
        check(bits == body.readableBytes() * 8, type, body);
        return readAddress(body, bits);
    }

    private static IpAddress readAddress(ByteBuf body, int bits) {
        return bits == 32
                ? IpAddress.ofIpv4(body.readInt())
                : new IpAddress(IpAddress.Family.IPV6, body.readLong(), body.readLong());
    }

    static void encode(EvpnNlri route, ByteBuf out) {
        out.writeByte(route.type());
        int lengthAt = out.writerIndex();
        out.writeByte(0).writeLong(route.distinguisher());
        switch (route) {
            case EthernetAutoDiscovery discovery -> {
                write(discovery.segment(), out);
                out.writeInt((int) discovery.tag()).writeMedium(discovery.label());
            }
            case MacIp mac -> encode(mac, out);
            case InclusiveMulticast multicast -> {
                out.writeInt((int) multicast.tag());
                writeSized(multicast.originator(), out);
            }
            case EthernetSegmentRoute attached -> {
                write(attached.segment(), out);
                writeSized(attached.originator(), out);
            }
            case IpPrefixRoute prefix -> {
                write(prefix.segment(), out);
                out.writeInt((int) prefix.tag()).writeByte(prefix.prefix().length());
                write(prefix.prefix().address(), out);
                write(prefix.gateway(), out);
                out.writeMedium(prefix.label());
            }
        }
        out.setByte(lengthAt, out.writerIndex() - lengthAt - 1);
    }

    private static void encode(MacIp route, ByteBuf out) {
        write(route.segment(), out);
        out.writeInt((int) route.tag())
                .writeByte(MAC_BITS)
                .writeBytes(route.mac().toBytes());
        writeSized(route.address(), out);
        out.writeMedium(route.label());
        if (route.routingLabel() != PrefixNlri.NO_LABEL) {
            out.writeMedium(route.routingLabel());
        }
    }

    private static void write(EthernetSegment segment, ByteBuf out) {
        out.writeByte(segment.type()).writeLong(segment.high()).writeByte(segment.low());
    }

    private static void writeSized(@Nullable IpAddress address, ByteBuf out) {
        if (address == null) {
            out.writeByte(0);
            return;
        }
        out.writeByte(address.family().bits());
        write(address, out);
    }

    private static void write(IpAddress address, ByteBuf out) {
        if (address.isIpv4()) {
            out.writeInt(address.ipv4Bits());
        } else {
            out.writeLong(address.high()).writeLong(address.low());
        }
    }
}
