package net.weftnet.protocol.bgp.attribute;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeDiscovery;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeForwarding;

/**
 * The attributes of multicast distribution trees, as Contrail sends them. Addresses have four octets, labels too:
 *
 * <pre>
 *   discovery    4 | address | 8 n | first label | last label | …        of several ranges the first one counts
 *   forwarding   4 | inbound address | its label | outbound address | its label
 * </pre>
 */
final class EdgeCodec {
    private static final int ADDRESS_OCTETS = 4;
    private static final int RANGE_OCTETS = 8;
    private static final int LINK_OCTETS = 16;

    /** RFC 3032 section 2.1: labels have 20 bits. */
    private static final int MAX_LABEL = 0xfffff;

    private EdgeCodec() {}

    static EdgeDiscovery discovery(ByteBuf value) throws AttributeFault {
        var edges = new ArrayList<EdgeDiscovery.Edge>();
        while (value.isReadable()) {
            checkAddress(value, ADDRESS_OCTETS + 1);
            var address = IpAddress.ofIpv4(value.readInt());
            int octets = value.readUnsignedByte();
            if (octets == 0 || octets % RANGE_OCTETS != 0 || octets > value.readableBytes()) {
                throw fault("Labels of an edge in " + octets + " octets");
            }
            int first = readLabel(value);
            int last = readLabel(value);
            value.skipBytes(octets - RANGE_OCTETS);
            if (first > last) {
                throw fault("Labels of an edge from " + first + " to " + last);
            }
            edges.add(new EdgeDiscovery.Edge(address, first, last));
        }
        return new EdgeDiscovery(edges);
    }

    static EdgeForwarding forwarding(ByteBuf value) throws AttributeFault {
        var edges = new ArrayList<EdgeForwarding.Edge>();
        while (value.isReadable()) {
            checkAddress(value, LINK_OCTETS);
            edges.add(new EdgeForwarding.Edge(
                    IpAddress.ofIpv4(value.readInt()),
                    readLabel(value),
                    IpAddress.ofIpv4(value.readInt()),
                    readLabel(value)));
        }
        return new EdgeForwarding(edges);
    }

    private static void checkAddress(ByteBuf value, int following) throws AttributeFault {
        int octets = value.readUnsignedByte();
        if (octets != ADDRESS_OCTETS || value.readableBytes() < following) {
            throw fault("An edge with an address of " + octets + " octets, and " + value.readableBytes() + " in all");
        }
    }

    private static int readLabel(ByteBuf value) throws AttributeFault {
        long label = value.readUnsignedInt();
        if (label > MAX_LABEL) {
            throw fault("A label of an edge that has more than 20 bits: " + label);
        }
        return (int) label;
    }

    private static AttributeFault fault(String detail) {
        return new AttributeFault(BgpError.OPTIONAL_ATTRIBUTE_ERROR, detail);
    }

    static void write(EdgeDiscovery.Edge edge, ByteBuf out) {
        out.writeByte(ADDRESS_OCTETS).writeInt(edge.address().ipv4Bits());
        out.writeByte(RANGE_OCTETS).writeInt(edge.firstLabel()).writeInt(edge.lastLabel());
    }

    static void write(EdgeForwarding.Edge edge, ByteBuf out) {
        out.writeByte(ADDRESS_OCTETS).writeInt(edge.inbound().ipv4Bits()).writeInt(edge.inboundLabel());
        out.writeInt(edge.outbound().ipv4Bits()).writeInt(edge.outboundLabel());
    }
}
