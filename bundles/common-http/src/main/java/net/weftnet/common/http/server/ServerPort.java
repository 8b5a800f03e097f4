package net.weftnet.common.http.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket with its event loop. Opening never blocks: where the port is taken or the address not there yet, it
 * tries again until it works or is closed. Its state belongs to the event loop.
 */
final class ServerPort implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServerPort.class);
    private static final Duration QUIET = Duration.ZERO;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    /** A call may wait as long as it likes, but not for a machine that is gone: that is found out within a minute. */
    private static final int KEEPALIVE_IDLE_SECONDS = 30;

    private static final int KEEPALIVE_INTERVAL_SECONDS = 10;
    private static final int KEEPALIVE_PROBES = 3;

    private final String address;
    private final int port;
    private final ChannelHandler connections;
    private final Supplier<Health.Subject> openHealth;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
    private final BackOff backOff =
            new BackOff(Duration.ofMillis(200), Duration.ofSeconds(10), ThreadLocalRandom.current()::nextLong);

    private @Nullable MultiThreadIoEventLoopGroup eventLoop;
    private Health.@Nullable Subject health;
    private boolean closed;

    ServerPort(String address, int port, ChannelHandler connections, Supplier<Health.Subject> openHealth) {
        this.address = address;
        this.port = port;
        this.connections = connections;
        this.openHealth = openHealth;
    }

    /** Opens the port, unless it was closed before: its listener's first route may come while the listener goes. */
    synchronized void open() {
        if (closed) {
            return;
        }
        var threads = new DefaultThreadFactory("http-" + address + ":" + port, true);
        eventLoop = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
        health = openHealth.get();
        bind(eventLoop, health);
    }

    private void bind(MultiThreadIoEventLoopGroup loop, Health.Subject subject) {
        new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEPALIVE_IDLE_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEPALIVE_INTERVAL_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEPALIVE_PROBES)
                .handler(new Tracked())
                .childHandler(new Tracked(connections))
                .bind(new InetSocketAddress(address, port))
                .addListener((ChannelFuture result) -> bound(loop, subject, result));
    }

    /** Notes each channel, so that close finds it. */
    private final class Tracked extends ChannelInitializer<Channel> {
        private final ChannelHandler[] next;

        Tracked(ChannelHandler... next) {
            this.next = next;
        }

        @Override
        protected void initChannel(Channel channel) {
            channels.add(channel);
            channel.pipeline().addLast(next);
        }
    }

    private void bound(MultiThreadIoEventLoopGroup loop, Health.Subject subject, ChannelFuture result) {
        if (result.isSuccess()) {
            var local = (InetSocketAddress) result.channel().localAddress();
            log.info("{}:{}: listening", address, local.getPort());
            subject.ok("listening");
            bound.complete(local);
            return;
        }
        if (!loop.isShuttingDown()) {
            subject.degraded("Cannot listen: " + result.cause().getMessage());
            loop.schedule(() -> bind(loop, subject), backOff.next().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** {@return completes with the address once the port is open} */
    CompletableFuture<InetSocketAddress> bound() {
        return bound;
    }

    /** Closes the port and its connections; calls under way see them closed. */
    @Override
    public synchronized void close() {
        closed = true;
        if (eventLoop != null) {
            channels.close().awaitUninterruptibly(CLOSE_PATIENCE.toMillis());
            eventLoop
                    .shutdownGracefully(QUIET.toMillis(), CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly(CLOSE_PATIENCE.toMillis());
        }
        if (health != null) {
            health.close();
        }
    }
}
