package net.weftnet.protocol.bgp.attribute;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Aggregator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AtomicAggregate;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ClusterList;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LargeCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.MultiExitDiscriminator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginVnPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.attribute.PathAttribute.PmsiTunnel;

/** The value of one attribute. A value is a whole slice: its length is what the attribute's header said. */
final class AttributeDecoder {
    private AttributeDecoder() {}

    static Origin origin(ByteBuf value) throws AttributeFault {
        checkLength(value, 1, "ORIGIN");
        int origin = value.readUnsignedByte();
        if (origin >= Origin.values().length) {
            throw new AttributeFault(BgpError.INVALID_ORIGIN, "ORIGIN is " + origin);
        }
        return Origin.values()[origin];
    }

    /** RFC 7606 section 7.2: no unknown segments, no empty ones, and each as long as it says. */
    static AsPath asPath(ByteBuf value, boolean fourOctets) throws AttributeFault {
        if (!value.isReadable()) {
            return AsPath.EMPTY;
        }
        var segments = new ArrayList<AsSegment>(1);
        while (value.isReadable()) {
            if (value.readableBytes() < 2) {
                throw new AttributeFault(BgpError.MALFORMED_AS_PATH, "An AS path segment is cut off");
            }
            int kind = value.readUnsignedByte();
            int count = value.readUnsignedByte();
            if (kind < 1 || kind > AsSegment.Kind.values().length) {
                throw new AttributeFault(BgpError.MALFORMED_AS_PATH, "AS path segment of kind " + kind);
            }
            if (count == 0 || value.readableBytes() < count * (fourOctets ? 4 : 2)) {
                throw new AttributeFault(BgpError.MALFORMED_AS_PATH, "AS path segment of " + count + " numbers");
            }
            var numbers = new ArrayList<Long>(count);
            for (int i = 0; i < count; i++) {
                numbers.add(fourOctets ? value.readUnsignedInt() : value.readUnsignedShort());
            }
            segments.add(new AsSegment(AsSegment.Kind.values()[kind - 1], numbers));
        }
        return new AsPath(segments);
    }

    static IpAddress nextHop(ByteBuf value) throws AttributeFault {
        checkLength(value, 4, "NEXT_HOP");
        return IpAddress.ofIpv4(value.readInt());
    }

    static MultiExitDiscriminator multiExitDiscriminator(ByteBuf value) throws AttributeFault {
        checkLength(value, 4, "MULTI_EXIT_DISC");
        return new MultiExitDiscriminator(value.readUnsignedInt());
    }

    static LocalPreference localPreference(ByteBuf value) throws AttributeFault {
        checkLength(value, 4, "LOCAL_PREF");
        return new LocalPreference(value.readUnsignedInt());
    }

    static AtomicAggregate atomicAggregate(ByteBuf value) throws AttributeFault {
        checkLength(value, 0, "ATOMIC_AGGREGATE");
        return new AtomicAggregate();
    }

    static Aggregator aggregator(ByteBuf value, boolean fourOctets) throws AttributeFault {
        checkLength(value, fourOctets ? 8 : 6, "AGGREGATOR");
        long as = fourOctets ? value.readUnsignedInt() : value.readUnsignedShort();
        return new Aggregator(as, IpAddress.ofIpv4(value.readInt()));
    }

    static Communities communities(ByteBuf value) throws AttributeFault {
        checkMultiple(value, 4, "COMMUNITIES");
        var communities = new ArrayList<Community>(value.readableBytes() / 4);
        while (value.isReadable()) {
            communities.add(new Community(value.readInt()));
        }
        return new Communities(communities);
    }

    static OriginatorId originatorId(ByteBuf value) throws AttributeFault {
        checkLength(value, 4, "ORIGINATOR_ID");
        return new OriginatorId(IpAddress.ofIpv4(value.readInt()));
    }

    static ClusterList clusterList(ByteBuf value) throws AttributeFault {
        checkMultiple(value, 4, "CLUSTER_LIST");
        var clusters = new ArrayList<IpAddress>(value.readableBytes() / 4);
        while (value.isReadable()) {
            clusters.add(IpAddress.ofIpv4(value.readInt()));
        }
        return new ClusterList(clusters);
    }

    static ExtendedCommunities extendedCommunities(ByteBuf value) throws AttributeFault {
        return new ExtendedCommunities(extended(value, "EXTENDED COMMUNITIES"));
    }

    static OriginVnPath originVnPath(ByteBuf value) throws AttributeFault {
        return new OriginVnPath(extended(value, "Origin VN path"));
    }

    private static List<ExtendedCommunity> extended(ByteBuf value, String name) throws AttributeFault {
        checkMultiple(value, 8, name);
        var communities = new ArrayList<ExtendedCommunity>(value.readableBytes() / 8);
        while (value.isReadable()) {
            communities.add(new ExtendedCommunity(value.readLong()));
        }
        return communities;
    }

    static PmsiTunnel pmsiTunnel(ByteBuf value) throws AttributeFault {
        int length = value.readableBytes();
        if (length < 5) {
            throw new AttributeFault(BgpError.ATTRIBUTE_LENGTH_ERROR, "PMSI_TUNNEL of " + length + " octets");
        }
        int flags = value.readUnsignedByte();
        int type = value.readUnsignedByte();
        int label = value.readUnsignedMedium();
        int rest = value.readableBytes();
        if (type == PmsiTunnel.INGRESS_REPLICATION && rest != 4 && rest != 16) {
            throw new AttributeFault(
                    BgpError.OPTIONAL_ATTRIBUTE_ERROR, "Ingress replication to an address of " + rest + " octets");
        }
        return new PmsiTunnel(flags, type, label, Octets.read(value, rest));
    }

    static LargeCommunities largeCommunities(ByteBuf value) throws AttributeFault {
        checkMultiple(value, 12, "LARGE_COMMUNITY");
        var communities = new ArrayList<LargeCommunity>(value.readableBytes() / 12);
        while (value.isReadable()) {
            communities.add(
                    new LargeCommunity(value.readUnsignedInt(), value.readUnsignedInt(), value.readUnsignedInt()));
        }
        return new LargeCommunities(communities);
    }

    private static void checkLength(ByteBuf value, int length, String name) throws AttributeFault {
        if (value.readableBytes() != length) {
            throw new AttributeFault(
                    BgpError.ATTRIBUTE_LENGTH_ERROR, name + " of " + value.readableBytes() + " octets");
        }
    }

    private static void checkMultiple(ByteBuf value, int unit, String name) throws AttributeFault {
        if (!value.isReadable() || value.readableBytes() % unit != 0) {
            throw new AttributeFault(
                    BgpError.OPTIONAL_ATTRIBUTE_ERROR, name + " of " + value.readableBytes() + " octets");
        }
    }
}
