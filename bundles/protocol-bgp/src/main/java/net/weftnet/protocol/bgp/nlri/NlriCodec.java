package net.weftnet.protocol.bgp.nlri;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;

/** Lists of NLRI, of every family. */
public final class NlriCodec {
    private static final int MIN_TARGET_BITS = 32;
    private static final int MAX_TARGET_BITS = 96;
    private static final int ERM_VPN_OCTETS = 22;

    private NlriCodec() {}

    /**
     * Decodes all that is in a buffer. Routes of types we do not know are left out (RFC 7606 section 5.4).
     *
     * @param pathIds whether each begins with a path identifier
     * @param withdrawn whether labels have no meaning
     * @throws BgpException if one runs over the end or has an impossible length: none of them can be trusted then
     */
    public static List<Nlri> decode(AddressFamily family, ByteBuf in, boolean pathIds, boolean withdrawn)
            throws BgpException {
        var routes = new ArrayList<Nlri>(in.readableBytes() / (family.isVpn() ? 15 : 5) + 1);
        while (in.isReadable()) {
            int pathId = 0;
            if (pathIds) {
                require(in, 4, family);
                pathId = in.readInt();
            }
            switch (family) {
                case INET, INET6, INET_LABELED, INET_VPN, INET6_VPN ->
                    routes.add(PrefixCodec.decode(family, in, pathId, withdrawn));
                case EVPN -> EvpnCodec.decode(in, pathId, routes);
                case ROUTE_TARGET -> routes.add(routeTarget(in, pathId));
                case ERM_VPN -> ermVpn(in, pathId, routes);
            }
        }
        return routes;
    }

    static void require(ByteBuf in, int octets, AddressFamily family) throws BgpException {
        if (in.readableBytes() < octets) {
            throw malformed(family + " route runs over the end");
        }
    }

    static BgpException malformed(String detail) {
        return new BgpException(BgpError.INVALID_NETWORK_FIELD, detail);
    }

    private static RouteTargetNlri routeTarget(ByteBuf in, int pathId) throws BgpException {
        require(in, 1, AddressFamily.ROUTE_TARGET);
        int length = in.readUnsignedByte();
        if (length != 0 && length < MIN_TARGET_BITS || length > MAX_TARGET_BITS) {
            throw malformed("Route target membership of " + length + " bits");
        }
        require(in, (length + 7) / 8, AddressFamily.ROUTE_TARGET);
        if (length == 0) {
            return new RouteTargetNlri(pathId, 0, 0, 0);
        }
        long originAs = in.readUnsignedInt();
        long target = 0;
        for (int bits = 0; bits < length - MIN_TARGET_BITS; bits += 8) {
            target |= (long) in.readUnsignedByte() << 56 - bits;
        }
        long mask = length == MIN_TARGET_BITS ? 0 : -1L << MAX_TARGET_BITS - length;
        return new RouteTargetNlri(pathId, originAs, target & mask, length);
    }

    private static void ermVpn(ByteBuf in, int pathId, List<Nlri> routes) throws BgpException {
        require(in, 2, AddressFamily.ERM_VPN);
        int type = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        require(in, length, AddressFamily.ERM_VPN);
        var body = in.readSlice(length);
        if (type >= ErmVpnNlri.Type.values().length) {
            return;
        }
        if (length != ERM_VPN_OCTETS || body.getUnsignedByte(12) != 32 || body.getUnsignedByte(17) != 32) {
            throw malformed("ERM-VPN route of type " + type + " with " + length + " octets");
        }
        routes.add(new ErmVpnNlri(
                pathId,
                ErmVpnNlri.Type.values()[type],
                body.readLong(),
                IpAddress.ofIpv4(body.readInt()),
                IpAddress.ofIpv4(body.skipBytes(1).readInt()),
                IpAddress.ofIpv4(body.skipBytes(1).readInt())));
    }

    /** Appends one route. */
    public static void encode(Nlri route, ByteBuf out, boolean pathIds, boolean withdrawn) {
        if (pathIds) {
            out.writeInt(route.pathId());
        }
        switch (route) {
            case PrefixNlri prefix -> PrefixCodec.encode(prefix, out, withdrawn);
            case EvpnNlri evpn -> EvpnCodec.encode(evpn, out);
            case RouteTargetNlri target -> encode(target, out);
            case ErmVpnNlri tree -> encode(tree, out);
        }
    }

    private static void encode(RouteTargetNlri route, ByteBuf out) {
        out.writeByte(route.length());
        if (route.length() > 0) {
            out.writeInt((int) route.originAs());
            for (int bits = 0; bits < route.length() - MIN_TARGET_BITS; bits += 8) {
                out.writeByte((int) (route.target() >>> 56 - bits));
            }
        }
    }

    private static void encode(ErmVpnNlri route, ByteBuf out) {
        out.writeByte(route.type().ordinal()).writeByte(ERM_VPN_OCTETS);
        out.writeLong(route.distinguisher()).writeInt(route.router().ipv4Bits());
        out.writeByte(32).writeInt(route.source().ipv4Bits());
        out.writeByte(32).writeInt(route.group().ipv4Bits());
    }
}
