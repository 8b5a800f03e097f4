package net.weftnet.protocol.bgp.attribute;

import io.netty.buffer.ByteBuf;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.attribute.AttributeType.Flags;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Aggregator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AtomicAggregate;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ClusterList;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeDiscovery;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeForwarding;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LargeCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.MultiExitDiscriminator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginVnPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.attribute.PathAttribute.PmsiTunnel;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Unknown;
import org.jspecify.annotations.Nullable;

/** Attributes as flags, code, length, value (RFC 4271 section 4.3). */
public final class AttributeEncoder {
    /** What stands for an AS number of four octets where there is room for two (RFC 6793 section 9). */
    public static final int AS_TRANS = 23456;

    private AttributeEncoder() {}

    /**
     * Appends attributes. AS numbers that do not fit into two octets go into AS4_PATH and AS4_AGGREGATOR.
     *
     * @param nextHop for NEXT_HOP; null if the next hop goes with the routes, in MP_REACH_NLRI
     * @param fourOctets whether the peer understands AS numbers of four octets
     */
    public static void encode(PathAttributes attributes, @Nullable IpAddress nextHop, ByteBuf out, boolean fourOctets) {
        var left = nextHop;
        for (var attribute : attributes.all()) {
            if (left != null && attribute.code() > AttributeType.NEXT_HOP.code()) {
                nextHop(left, out);
                left = null;
            }
            encode(attribute, out, fourOctets);
        }
        if (left != null) {
            nextHop(left, out);
        }
        if (!fourOctets) {
            attributes.find(AsPath.class).filter(AttributeEncoder::isWide).ifPresent(path -> as4Path(path, out));
            attributes
                    .find(Aggregator.class)
                    .filter(aggregator -> aggregator.as() > 0xffff)
                    .ifPresent(aggregator -> as4Aggregator(aggregator, out));
        }
    }

    private static void encode(PathAttribute attribute, ByteBuf out, boolean fourOctets) {
        int at = begin(attribute, out);
        switch (attribute) {
            case Origin origin -> out.writeByte(origin.ordinal());
            case AsPath path -> write(path, out, fourOctets);
            case MultiExitDiscriminator(var value) -> out.writeInt((int) value);
            case LocalPreference(var value) -> out.writeInt((int) value);
            case AtomicAggregate _ -> {}
            case Aggregator(var as, var router) -> {
                writeAs(as, out, fourOctets);
                out.writeInt(router.ipv4Bits());
            }
            case Communities(var values) -> values.forEach(value -> out.writeInt(value.octets()));
            case OriginatorId(var router) -> out.writeInt(router.ipv4Bits());
            case ClusterList(List<IpAddress> clusters) -> clusters.forEach(cluster -> out.writeInt(cluster.ipv4Bits()));
            case ExtendedCommunities(var values) -> values.forEach(value -> out.writeLong(value.octets()));
            case PmsiTunnel(var flags, var type, var label, var tunnel) -> {
                out.writeByte(flags).writeByte(type).writeMedium(label);
                tunnel.write(out);
            }
            case LargeCommunities(List<LargeCommunity> values) ->
                values.forEach(value -> out.writeInt((int) value.administrator())
                        .writeInt((int) value.data1())
                        .writeInt((int) value.data2()));
            case EdgeDiscovery(var edges) -> edges.forEach(edge -> EdgeCodec.write(edge, out));
            case EdgeForwarding(var edges) -> edges.forEach(edge -> EdgeCodec.write(edge, out));
            case OriginVnPath(var networks) -> networks.forEach(network -> out.writeLong(network.octets()));
            case Unknown(var _, var value) -> value.write(out);
        }
        end(at, out);
    }

    private static void nextHop(IpAddress address, ByteBuf out) {
        int at = begin(Flags.WELL_KNOWN, AttributeType.NEXT_HOP.code(), out);
        out.writeInt(address.ipv4Bits());
        end(at, out);
    }

    private static int begin(PathAttribute attribute, ByteBuf out) {
        var type = AttributeType.of(attribute.code());
        return type == null
                ? begin(Flags.OPTIONAL_TRANSITIVE | Flags.PARTIAL, attribute.code(), out)
                : begin(type.flags(), attribute.code(), out);
    }

    /**
     * Begins an attribute whose length is not known yet.
     *
     * @return what {@link #end} needs to know
     */
    static int begin(int flags, int code, ByteBuf out) {
        int at = out.writerIndex();
        out.writeByte(flags).writeByte(code).writeByte(0);
        return at;
    }

    /** Ends an attribute: with one octet for the length if that is enough. */
    static void end(int at, ByteBuf out) {
        int length = out.writerIndex() - at - 3;
        if (length <= 255) {
            out.setByte(at + 2, length);
            return;
        }
        if (length > 0xffff) {
            throw new IllegalArgumentException("An attribute of " + length + " octets");
        }
        out.writeByte(0);
        for (int i = at + 3 + length; i > at + 3; i--) {
            out.setByte(i, out.getByte(i - 1));
        }
        out.setByte(at, out.getByte(at) | Flags.EXTENDED_LENGTH);
        out.setShort(at + 2, length);
    }

    private static void write(AsPath path, ByteBuf out, boolean fourOctets) {
        for (var segment : path.segments()) {
            out.writeByte(segment.kind().ordinal() + 1)
                    .writeByte(segment.numbers().size());
            segment.numbers().forEach(as -> writeAs(as, out, fourOctets));
        }
    }

    private static void writeAs(long as, ByteBuf out, boolean fourOctets) {
        if (fourOctets) {
            out.writeInt((int) as);
        } else {
            out.writeShort(as > 0xffff ? AS_TRANS : (int) as);
        }
    }

    private static boolean isWide(AsPath path) {
        return path.segments().stream()
                .anyMatch(segment -> segment.numbers().stream().anyMatch(as -> as > 0xffff));
    }

    /** RFC 6793 section 4.2.2: without confederation segments. */
    private static void as4Path(AsPath path, ByteBuf out) {
        int at = begin(Flags.OPTIONAL_TRANSITIVE, AttributeType.AS4_PATH.code(), out);
        write(As4.withoutConfederations(path), out, true);
        end(at, out);
    }

    private static void as4Aggregator(Aggregator aggregator, ByteBuf out) {
        int at = begin(Flags.OPTIONAL_TRANSITIVE, AttributeType.AS4_AGGREGATOR.code(), out);
        out.writeInt((int) aggregator.as()).writeInt(aggregator.router().ipv4Bits());
        end(at, out);
    }
}
