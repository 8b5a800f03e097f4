package net.weftnet.protocol.bgp.message;

import io.netty.buffer.ByteBuf;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.AttributeCache;
import net.weftnet.protocol.bgp.message.BgpMessage.Keepalive;

/**
 * Messages and their header (RFC 4271 section 4.1): 16 octets of ones, length, type.
 *
 * <p>A session takes whole messages out of what it received: {@link #length} says how long the first one is, and
 * {@link #decode} reads one.
 */
public final class MessageCodec {
    /** Octets of the header. */
    public static final int HEADER = 19;

    private static final int LENGTH_AT = 16;
    private static final int TYPE_AT = 18;

    private MessageCodec() {}

    /**
     * {@return the octets of the message that begins at the reader index, or 0 if its header is not there yet}
     *
     * @throws BgpException if this is no header, or its length is impossible
     */
    public static int length(ByteBuf in, SessionOptions options) throws BgpException {
        if (in.readableBytes() < HEADER) {
            return 0;
        }
        int at = in.readerIndex();
        if (in.getLong(at) != -1 || in.getLong(at + 8) != -1) {
            throw new BgpException(BgpError.CONNECTION_NOT_SYNCHRONIZED, "The marker is not all ones");
        }
        int length = in.getUnsignedShort(at + LENGTH_AT);
        int type = in.getUnsignedByte(at + TYPE_AT);
        boolean fits =
                switch (type) {
                    case 1 -> length >= HEADER + 10 && length <= SessionOptions.MAX_MESSAGE;
                    case 2 -> length >= HEADER + 4 && length <= options.maxMessage();
                    case 3 -> length >= HEADER + 2 && length <= options.maxMessage();
                    case 4 -> length == HEADER;
                    case 5 -> length >= HEADER + 4 && length <= options.maxMessage();
                    default ->
                        throw new BgpException(
                                BgpError.BAD_MESSAGE_TYPE, "Message of type " + type, Octets.of((byte) type));
                };
        if (!fits) {
            throw new BgpException(
                    BgpError.BAD_MESSAGE_LENGTH,
                    "Message of type " + type + " with " + length + " octets",
                    Octets.of((byte) (length >>> 8), (byte) length));
        }
        return length;
    }

    /**
     * Decodes one message.
     *
     * @param message all of it, as {@link #length} found it; nothing is kept of the buffer
     * @param cache the session's own
     * @throws BgpException if the session has to end
     */
    public static BgpMessage decode(ByteBuf message, SessionOptions options, AttributeCache cache) throws BgpException {
        var body = message.slice(message.readerIndex() + HEADER, message.readableBytes() - HEADER);
        int type = message.getUnsignedByte(message.readerIndex() + TYPE_AT);
        return switch (type) {
            case 1 -> OpenCodec.decode(body);
            case 2 -> UpdateDecoder.decode(body, options, cache);
            case 3 ->
                new Notification(
                        body.readUnsignedByte(), body.readUnsignedByte(), Octets.read(body, body.readableBytes()));
            case 4 -> new Keepalive();
            case 5 -> routeRefresh(body, message);
            default -> throw new IllegalArgumentException("Message of type " + type);
        };
    }

    private static RouteRefresh routeRefresh(ByteBuf body, ByteBuf message) throws BgpException {
        var refresh = new RouteRefresh(body.readUnsignedShort(), body.readUnsignedByte(), body.readUnsignedByte());
        // RFC 7313 section 5. A request may have filters behind it (RFC 5291), which are never asked for.
        if (body.isReadable() && (refresh.subtype() == RouteRefresh.BEGIN || refresh.subtype() == RouteRefresh.END)) {
            throw new BgpException(
                    BgpError.INVALID_ROUTE_REFRESH_LENGTH,
                    "ROUTE-REFRESH with " + body.readableBytes() + " octets too many",
                    Octets.read(message.slice(), message.readableBytes()));
        }
        return refresh;
    }

    /** Appends a message; an {@link Update} becomes as many messages as it needs, withdrawals first. */
    public static void encode(BgpMessage message, SessionOptions options, ByteBuf out) {
        if (message instanceof Update update) {
            encode(update, options, out);
            return;
        }
        int start = begin(out, message.type());
        switch (message) {
            case Open open -> OpenCodec.encode(open, out);
            case Notification notification -> {
                out.writeByte(notification.code()).writeByte(notification.subcode());
                notification.data().write(out);
            }
            case Keepalive _ -> {}
            case RouteRefresh refresh ->
                out.writeShort(refresh.afi()).writeByte(refresh.subtype()).writeByte(refresh.safi());
            case Update _ -> throw new IllegalStateException("An UPDATE has been dealt with before");
        }
        end(start, out);
    }

    private static void encode(Update update, SessionOptions options, ByteBuf out) {
        for (var unreach : update.unreach()) {
            if (unreach.routes().isEmpty()) {
                UpdateEncoder.endOfRib(unreach.family(), out);
            } else {
                UpdateEncoder.unreach(unreach.family(), unreach.routes(), options, out);
            }
        }
        for (var reach : update.reach()) {
            UpdateEncoder.reach(reach.family(), reach.nextHop(), update.attributes(), reach.routes(), options, out);
        }
    }

    /** {@return where the message begins, for {@link #end}} */
    static int begin(ByteBuf out, int type) {
        int start = out.writerIndex();
        out.writeLong(-1).writeLong(-1).writeShort(0).writeByte(type);
        return start;
    }

    static void end(int start, ByteBuf out) {
        out.setShort(start + LENGTH_AT, out.writerIndex() - start);
    }
}
