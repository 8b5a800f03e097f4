package net.weftnet.protocol.xmpp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import net.weftnet.common.xml.XmlException;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.session.CloseReason.Kind;
import net.weftnet.protocol.xmpp.stream.StreamEvent;
import net.weftnet.protocol.xmpp.stream.StreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection of a session: octets in, events out, and the other way round. Owner: the channel's event loop;
 * what handles of sessions use (write, read, end) is safe from any thread.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final byte[] KEEP_ALIVE =
            String.valueOf(StreamReader.KEEP_ALIVE).getBytes(StandardCharsets.UTF_8);
    private static final String END = "</stream:stream>";
    private static final long MAX_CLOSE_SECONDS = 1;

    private final Channel channel;
    private final SessionDriver driver;
    private final SessionOptions options;
    private final TlsEnd tls;
    private StreamReader reader;
    private @Nullable SslHandler secured;
    private boolean closed;

    /**
     * @param channel a channel that is connected, or about to be; this handler goes into its pipeline
     * @param tls makes the TLS handler if it comes to that
     */
    Connection(Channel channel, SessionDriver driver, SessionOptions options, TlsEnd tls) {
        this.channel = channel;
        this.driver = driver;
        this.options = options;
        this.tls = tls;
        reader = new StreamReader(options.openingLimits());
    }

    SocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    boolean isReading() {
        return channel.config().isAutoRead();
    }

    void read(boolean enabled) {
        channel.config().setAutoRead(enabled);
    }

    void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void writeKeepAlive() {
        write(KEEP_ALIVE);
    }

    private void write(byte[] octets) {
        if (channel.isActive()) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(octets), channel.voidPromise());
            long unsent = channel.bytesBeforeWritable();
            // A channel that has just been closed says that it will never be writable.
            if (unsent > SessionDriver.MAX_UNSENT && unsent != Long.MAX_VALUE) {
                end(Kind.SLOW_PEER, "The peer has left " + SessionDriver.MAX_UNSENT + " octets unread");
            }
        }
    }

    /** Tells the state machine that this connection is of no more use. */
    void end(Kind kind, String detail) {
        var event = new SessionEvent.Ended(new CloseReason(kind, detail));
        channel.eventLoop().execute(() -> driver.handle(this, event));
    }

    /** Begins TLS: what was written before goes out in clear, what comes from now on is a new stream. */
    void secure() {
        reader = new StreamReader(options.limits());
        var handler = tls.newHandler(channel);
        secured = handler;
        channel.pipeline().addFirst(handler);
        handler.handshakeFuture().addListener(handshake -> {
            if (handshake.isSuccess()) {
                driver.handle(this, new SessionEvent.Secured());
            } else {
                end(
                        Kind.TLS_FAILED,
                        "The TLS handshake failed: " + handshake.cause().getMessage());
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        driver.attach(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            var octets = ByteBufUtil.getBytes((ByteBuf) message);
            var current = reader;
            current.feed(octets, 0, octets.length);
            drain(current);
        } catch (XmlException e) {
            end(Kind.PROTOCOL_ERROR, String.valueOf(e.getMessage()));
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void drain(StreamReader current) throws XmlException {
        while (!closed && reader == current) {
            var event = current.next();
            if (event.isEmpty()) {
                return;
            }
            driver.handle(this, translate(event.get()));
        }
        if (reader != current) {
            // Octets behind starttls would count as part of the TLS session, though anybody could have put them there.
            if (!current.isDrained()) {
                throw new XmlException("The peer sent more in clear after it asked for TLS");
            }
            current.close();
        }
    }

    private SessionEvent translate(StreamEvent event) {
        return switch (event) {
            case StreamEvent.Opened(var header) ->
                new SessionEvent.Opened(
                        header, isTrusted(Jid.parse(header.from()).bare()));
            case StreamEvent.Received(var element) -> new SessionEvent.Received(element);
            case StreamEvent.KeepAlive _ -> new SessionEvent.KeepAliveReceived();
            case StreamEvent.Ended _ ->
                new SessionEvent.Ended(new CloseReason(Kind.CLOSED_BY_PEER, "The peer closed the stream"));
        };
    }

    private boolean isTrusted(String name) {
        return secured == null
                || !options.verifyPeer()
                || tls.vouches(secured.engine().getSession(), name);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            driver.writable(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        driver.handle(this, new SessionEvent.Ended(new CloseReason(Kind.CONNECTION_LOST, "The connection broke")));
        reader.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean byTls = cause instanceof SSLException || cause.getCause() instanceof SSLException;
        end(byTls ? Kind.TLS_FAILED : Kind.CONNECTION_LOST, String.valueOf(cause.getMessage()));
    }

    /** Closes our stream and then the connection, whether the peer still reads or not. */
    void close() {
        closed = true;
        if (channel.isActive()) {
            channel.writeAndFlush(Unpooled.copiedBuffer(END, StandardCharsets.UTF_8))
                    .addListener(ChannelFutureListener.CLOSE);
            channel.eventLoop().schedule(() -> channel.close(), MAX_CLOSE_SECONDS, TimeUnit.SECONDS);
        } else {
            channel.close();
        }
    }
}
