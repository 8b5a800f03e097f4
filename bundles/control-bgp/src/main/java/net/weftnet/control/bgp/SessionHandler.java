package net.weftnet.control.bgp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.AttributeCache;
import net.weftnet.protocol.bgp.message.MessageCodec;

/**
 * Reads messages from one connection, and hands each to its peer before it reads the next: what the peer agrees on counts
 * from the next message on. Owner: the event loop.
 */
final class SessionHandler extends ByteToMessageDecoder {
    private static final int CACHED_ATTRIBUTES = 4096;

    private final Peer peer;
    private AttributeCache cache = new AttributeCache(1);
    private SessionOptions options;

    SessionHandler(Peer peer, SessionOptions options) {
        this.peer = peer;
        this.options = options;
    }

    /** What counts for the messages that follow. */
    void agree(SessionOptions agreed) {
        if (!agreed.equals(options)) {
            options = agreed;
            cache = new AttributeCache(CACHED_ATTRIBUTES);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        try {
            int length = MessageCodec.length(in, options);
            if (length == 0 || length > in.readableBytes()) {
                return;
            }
            peer.received(context.channel(), MessageCodec.decode(in.readSlice(length), options, cache));
        } catch (BgpException e) {
            in.skipBytes(in.readableBytes());
            peer.malformed(context.channel(), e);
        }
        if (!context.channel().isOpen()) {
            in.skipBytes(in.readableBytes());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        peer.lost(context.channel());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        peer.writable(context.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        peer.failed(context.channel(), cause);
    }
}
