package net.weftnet.protocol.xmpp.session;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.session.CloseReason.Kind;

/**
 * Keeps a session with one server: connects, and connects again after whatever ended it, with growing pauses until the
 * server has answered with a keep-alive. All its sessions are owned by one event loop.
 */
public final class XmppClient implements AutoCloseable {
    private final InetSocketAddress server;
    private final SessionOptions options;
    private final EventLoop owner;
    private final SessionDriver driver;
    private final TlsEnd tls;

    /**
     * Prepares a client, which does nothing before {@link #start}.
     *
     * @param server where the server is; a name is resolved at each attempt if the address is unresolved
     * @param loops the event loops; they stay the caller's to close, after the client
     * @param retry the pauses between attempts
     */
    public XmppClient(
            InetSocketAddress server,
            SessionOptions options,
            EventLoopGroup loops,
            BackOff retry,
            XmppListener listener) {
        this.server = server;
        this.options = options;
        owner = loops.next();
        tls = options.tls()
                .<TlsEnd>map(context -> new TlsEnd.Client(context, server, options.verifyPeer()))
                .orElseGet(TlsEnd.None::new);
        var fsm = new ClientFsm(options.name(), Jid.CONTROL_NODE, options.tls().isPresent());
        var remote = server.getHostString() + ":" + server.getPort();
        driver = new SessionDriver(owner, fsm, options, listener, remote, retry, this::connect);
    }

    /** Begins to connect. */
    public void start() {
        owner.execute(() -> driver.handle(new SessionEvent.Start()));
    }

    private void connect() {
        new Bootstrap()
                .group(owner)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        options.openTime().toMillis())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, XmppServer.WATER_MARK)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Connection(channel, driver, options, tls));
                    }
                })
                .connect(server)
                .addListener((ChannelFuture attempt) -> {
                    if (!attempt.isSuccess()) {
                        failed(attempt.cause());
                    }
                });
    }

    private void failed(Throwable cause) {
        if (driver.state() == SessionState.CONNECTING) {
            var reason = new CloseReason(Kind.CONNECT_FAILED, String.valueOf(cause.getMessage()));
            driver.handle(new SessionEvent.Ended(reason));
        }
    }

    /** Ends the session, if there is one, and connects no more. */
    @Override
    public void close() {
        var reason = new CloseReason(Kind.STOPPED, "The client is stopped");
        owner.execute(() -> driver.handle(new SessionEvent.Ended(reason)));
    }
}
