package net.weftnet.protocol.bgp.message;

import io.netty.buffer.ByteBuf;
import java.util.List;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.AttributeEncoder;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.NlriCodec;

/**
 * Packs routes into UPDATEs: as many of those that share attributes and next hop as fit into a message, attributes
 * encoded once. What it appends is whole messages, headers included; equal for all peers of equal options, so that a
 * group of peers needs it once.
 *
 * <p>Routes of inet with an IPv4 next hop are in the message's own fields, all others in MP_REACH_NLRI, which comes
 * first among the attributes (RFC 7606 section 5.1).
 */
public final class UpdateEncoder {
    private static final int UPDATE = 2;
    private static final int REACH_FLAGS_AND_CODE = 0x900e;
    private static final int UNREACH_FLAGS_AND_CODE = 0x900f;

    private UpdateEncoder() {}

    /**
     * Appends UPDATEs that announce routes.
     *
     * @param routes all of one family; none of them gives no message
     * @return how many messages
     * @throws IllegalArgumentException if the attributes leave no room for a route
     */
    public static int reach(
            AddressFamily family,
            BgpNextHop nextHop,
            PathAttributes attributes,
            List<? extends Nlri> routes,
            SessionOptions options,
            ByteBuf out) {
        boolean classic = isClassic(family, nextHop);
        var encoded = out.alloc().buffer();
        try {
            AttributeEncoder.encode(attributes, classic ? nextHop.address() : null, encoded, options.fourOctetAs());
            int messages = 0;
            for (int next = 0; next < routes.size(); messages++) {
                next = classic
                        ? classicReach(encoded, routes, next, options, out)
                        : multiprotocolReach(family, nextHop, encoded, routes, next, options, out);
            }
            return messages;
        } finally {
            encoded.release();
        }
    }

    private static boolean isClassic(AddressFamily family, BgpNextHop nextHop) {
        return family == AddressFamily.INET && nextHop.address().isIpv4();
    }

    private static int classicReach(
            ByteBuf attributes, List<? extends Nlri> routes, int from, SessionOptions options, ByteBuf out) {
        int start = begin(out);
        out.writeShort(0).writeShort(attributes.readableBytes());
        out.writeBytes(attributes, attributes.readerIndex(), attributes.readableBytes());
        int next = fill(routes, from, start + options.maxMessage(), options, false, out);
        MessageCodec.end(start, out);
        return next;
    }

    private static int multiprotocolReach(
            AddressFamily family,
            BgpNextHop nextHop,
            ByteBuf attributes,
            List<? extends Nlri> routes,
            int from,
            SessionOptions options,
            ByteBuf out) {
        int start = begin(out);
        out.writeShort(0).writeShort(0);
        int attributesAt = out.writerIndex();
        out.writeShort(REACH_FLAGS_AND_CODE).writeShort(0);
        int valueAt = out.writerIndex();
        out.writeShort(family.afi()).writeByte(family.safi());
        NextHopCodec.encode(family, nextHop, out);
        out.writeByte(0);
        int limit = start + options.maxMessage() - attributes.readableBytes();
        int next = fill(routes, from, limit, options, false, out);
        out.setShort(valueAt - 2, out.writerIndex() - valueAt);
        out.writeBytes(attributes, attributes.readerIndex(), attributes.readableBytes());
        out.setShort(attributesAt - 2, out.writerIndex() - attributesAt);
        MessageCodec.end(start, out);
        return next;
    }

    /**
     * Appends UPDATEs that withdraw routes.
     *
     * @param routes all of one family; none of them gives no message
     * @return how many messages
     */
    public static int unreach(AddressFamily family, List<? extends Nlri> routes, SessionOptions options, ByteBuf out) {
        int messages = 0;
        for (int next = 0; next < routes.size(); messages++) {
            next = unreachMessage(family, routes, next, options, out);
        }
        return messages;
    }

    private static int unreachMessage(
            AddressFamily family, List<? extends Nlri> routes, int from, SessionOptions options, ByteBuf out) {
        int start = begin(out);
        int next;
        if (family == AddressFamily.INET) {
            out.writeShort(0);
            int withdrawnAt = out.writerIndex();
            next = fill(routes, from, start + options.maxMessage() - 2, options, true, out);
            out.setShort(withdrawnAt - 2, out.writerIndex() - withdrawnAt);
            out.writeShort(0);
        } else {
            out.writeShort(0).writeShort(0);
            int attributesAt = out.writerIndex();
            out.writeShort(UNREACH_FLAGS_AND_CODE).writeShort(0);
            int valueAt = out.writerIndex();
            out.writeShort(family.afi()).writeByte(family.safi());
            next = fill(routes, from, start + options.maxMessage(), options, true, out);
            out.setShort(valueAt - 2, out.writerIndex() - valueAt);
            out.setShort(attributesAt - 2, out.writerIndex() - attributesAt);
        }
        MessageCodec.end(start, out);
        return next;
    }

    /** Appends the end-of-RIB marker of a family (RFC 4724 section 2). */
    public static void endOfRib(AddressFamily family, ByteBuf out) {
        int start = begin(out);
        out.writeShort(0);
        if (family == AddressFamily.INET) {
            out.writeShort(0);
        } else {
            out.writeShort(6).writeMedium(0x800f03).writeShort(family.afi()).writeByte(family.safi());
        }
        MessageCodec.end(start, out);
    }

    /** {@return the index of the first route that did not fit} */
    private static int fill(
            List<? extends Nlri> routes, int from, int limit, SessionOptions options, boolean withdrawn, ByteBuf out) {
        int next = from;
        while (next < routes.size()) {
            int before = out.writerIndex();
            var route = routes.get(next);
            NlriCodec.encode(route, out, options.addPathSent().contains(route.family()), withdrawn);
            if (out.writerIndex() > limit) {
                out.writerIndex(before);
                break;
            }
            next++;
        }
        if (next == from) {
            throw new IllegalArgumentException("The attributes of " + routes.get(from) + " leave no room for it in "
                    + options.maxMessage() + " octets");
        }
        return next;
    }

    private static int begin(ByteBuf out) {
        return MessageCodec.begin(out, UPDATE);
    }
}
