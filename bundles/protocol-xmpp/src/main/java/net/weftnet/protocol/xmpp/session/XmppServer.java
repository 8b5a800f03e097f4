package net.weftnet.protocol.xmpp.session;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.protocol.xmpp.session.CloseReason.Kind;

/**
 * Accepts sessions, on one or more addresses. Each session is owned by the event loop of its connection. Several
 * sessions may use the same peer name; what to do about that is up to the listener.
 */
public final class XmppServer implements AutoCloseable {
    /** Bytes waiting to be sent: at the higher number a session is not writable, until the lower one is reached. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(256 << 10, 1 << 20);

    private static final int MAX_CONNECTIONS = 10_000;

    private final SessionOptions options;
    private final XmppListener listener;
    private final TlsEnd tls;
    private final List<Channel> listening = new ArrayList<>();
    private final Set<SessionDriver> sessions = ConcurrentHashMap.newKeySet();

    private XmppServer(SessionOptions options, XmppListener listener) {
        this.options = options;
        this.listener = listener;
        tls = options.tls().<TlsEnd>map(TlsEnd.Server::new).orElseGet(TlsEnd.None::new);
    }

    /**
     * Opens a server.
     *
     * @param addresses where to listen; port 0 takes a free one
     * @param loops the event loops; they stay the caller's to close, after the server
     * @throws IOException if one of the addresses cannot be listened on; then none is
     */
    public static XmppServer open(
            List<InetSocketAddress> addresses, SessionOptions options, EventLoopGroup loops, XmppListener listener)
            throws IOException {
        var server = new XmppServer(options, listener);
        for (var address : addresses) {
            server.listen(address, loops);
        }
        return server;
    }

    private void listen(InetSocketAddress address, EventLoopGroup loops) throws IOException {
        var bind = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bind.isSuccess()) {
            close();
            throw new IOException(
                    "Cannot listen on " + address + ": " + bind.cause().getMessage(), bind.cause());
        }
        listening.add(bind.channel());
    }

    private void accept(Channel channel) {
        if (sessions.size() >= MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        var fsm = new ServerFsm(options.name(), options.tls().isPresent());
        var never = new BackOff(Duration.ofDays(1), Duration.ofDays(1), new Random());
        var remote = String.valueOf(channel.remoteAddress());
        var driver = new SessionDriver(channel.eventLoop(), fsm, options, listener, remote, never, () -> {});
        sessions.add(driver);
        channel.closeFuture().addListener(_ -> sessions.remove(driver));
        channel.pipeline().addLast(new Connection(channel, driver, options, tls));
    }

    /** {@return where this server listens, with the ports that were taken} */
    public List<InetSocketAddress> addresses() {
        return listening.stream().map(c -> (InetSocketAddress) c.localAddress()).toList();
    }

    /** Stops listening and ends all sessions; their listener is told. */
    @Override
    public void close() {
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        var reason = new CloseReason(Kind.STOPPED, "The server is stopped");
        sessions.forEach(session -> session.owner().execute(() -> session.handle(new SessionEvent.Ended(reason))));
    }
}
