package net.weftnet.protocol.bgp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.EnumSet;
import java.util.Set;
import net.weftnet.protocol.bgp.attribute.AttributeCache;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.MessageCodec;
import net.weftnet.protocol.bgp.message.Update;

/** Hexadecimal text and buffers, and sessions that have everything. */
public final class Hex {
    public static final SessionOptions INTERNAL = options(true, true);
    public static final SessionOptions EXTERNAL = options(false, true);
    public static final SessionOptions TWO_OCTETS = options(true, false);

    private Hex() {}

    private static SessionOptions options(boolean internal, boolean fourOctetAs) {
        return new SessionOptions(internal, fourOctetAs, false, EnumSet.allOf(AddressFamily.class), Set.of(), Set.of());
    }

    public static SessionOptions only(AddressFamily family) {
        return new SessionOptions(true, true, false, Set.of(family), Set.of(), Set.of());
    }

    public static ByteBuf buffer(String hex) {
        return Unpooled.wrappedBuffer(Octets.ofHex(hex).toBytes());
    }

    public static String hex(ByteBuf buffer) {
        return ByteBufUtil.hexDump(buffer);
    }

    /** {@return text without white space} */
    public static String plain(String hex) {
        return hex.replaceAll("\\s", "");
    }

    /** {@return an UPDATE of attributes and, behind them, prefixes of inet} */
    public static String update(String attributes, String nlri) {
        return update("", attributes, nlri);
    }

    public static String update(String withdrawn, String attributes, String nlri) {
        return message(2, sized(withdrawn) + sized(attributes) + nlri);
    }

    private static String sized(String hex) {
        return "%04x".formatted(plain(hex).length() / 2) + hex;
    }

    public static String message(int type, String body) {
        return "ff".repeat(16) + "%04x%02x".formatted(19 + plain(body).length() / 2, type) + plain(body);
    }

    public static BgpMessage decode(String hex, SessionOptions options) throws BgpException {
        var buffer = buffer(hex);
        int length = MessageCodec.length(buffer, options);
        if (length != buffer.readableBytes()) {
            throw new IllegalArgumentException("Message of " + length + " octets in " + buffer.readableBytes());
        }
        return MessageCodec.decode(buffer, options, new AttributeCache(1));
    }

    public static Update decodeUpdate(String hex, SessionOptions options) throws BgpException {
        return (Update) decode(hex, options);
    }

    public static String encode(BgpMessage message, SessionOptions options) {
        var out = Unpooled.buffer();
        MessageCodec.encode(message, options, out);
        return hex(out);
    }
}
