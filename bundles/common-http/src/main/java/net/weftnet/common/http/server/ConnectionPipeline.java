package net.weftnet.common.http.server;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Sets up each connection of a listener, and counts them. */
final class ConnectionPipeline extends ChannelInitializer<SocketChannel> {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Dispatcher dispatcher;
    private final HttpListener.Config config;
    private final @Nullable SslContext tls;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionPipeline(Dispatcher dispatcher, HttpListener.Config config, @Nullable SSLContext context) {
        this.dispatcher = dispatcher;
        this.config = config;
        tls = context == null
                ? null
                : new JdkSslContext(
                        context,
                        false,
                        null,
                        IdentityCipherSuiteFilter.INSTANCE,
                        null,
                        clientAuth(config.clientCertificate()),
                        PROTOCOLS,
                        false);
    }

    private static ClientAuth clientAuth(String setting) {
        return switch (setting) {
            case "none" -> ClientAuth.NONE;
            case "optional" -> ClientAuth.OPTIONAL;
            case "required" -> ClientAuth.REQUIRE;
            default ->
                throw new IllegalArgumentException("clientCertificate is none, optional or required, not " + setting);
        };
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.closeFuture().addListener(_ -> open.decrementAndGet());
        if (open.incrementAndGet() > config.maxConnections()) {
            channel.close();
            return;
        }
        var pipeline = channel.pipeline();
        if (tls != null) {
            pipeline.addLast(tls.newHandler(channel.alloc()));
        }
        pipeline.addLast(
                new IdleStateHandler(config.idleSeconds(), 0, 0),
                // Ends the wait of a call whose client reads no more.
                new WriteTimeoutHandler(config.idleSeconds()),
                new HttpServerCodec(new HttpDecoderConfig()),
                new HttpServerKeepAliveHandler(),
                new ConnectionHandler(
                        Duration.ofSeconds(config.idleSeconds()),
                        head -> new Exchange(channel, head, dispatcher, config.maxBodyBytes())));
    }
}
