package net.weftnet.control.bgp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.control.bgp.api.BgpRouteView;
import net.weftnet.control.bgp.api.BgpSpeaker;
import net.weftnet.control.bgp.api.NeighborView;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.ConfigGraph;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.Rib;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks BGP with the peers of the configuration: wires sockets, speaker, configuration and RIB together. */
@Component(service = BgpSpeaker.class, immediate = true, configurationPid = "net.weftnet.control.bgp")
@Designate(ocd = NettyBgpSpeaker.Config.class)
public final class NettyBgpSpeaker implements BgpSpeaker {

    /** Configuration. */
    @ObjectClassDefinition(name = "Weftnet BGP speaker")
    public @interface Config {
        @AttributeDefinition(
                description = "Last part of the name of the bgp-router that this node is; empty: the node's name")
        String routerName() default "";
    }

    private static final Logger log = LoggerFactory.getLogger(NettyBgpSpeaker.class);

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("control-bgp", true), Transport.ioHandler());
    private final EventLoop loop = group.next();
    private final BackOff retry =
            new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(15), RandomGenerator.getDefault());
    private final Health.Subject health;
    private final String routerName;
    private final Speaker speaker;
    private final Rib rib;
    private final AutoCloseable subscription;

    /** Where it is to listen, null for nowhere; of the event loop. */
    private @Nullable InetSocketAddress wanted;

    /** Null while it does not listen; of the event loop. */
    private @Nullable Channel listener;

    @Activate
    public NettyBgpSpeaker(
            @Reference Rib rib,
            @Reference ConfigGraph graph,
            @Reference Health health,
            @Reference NodeContext node,
            Config config) {
        this(rib, graph, health, node.nodeName(), config.routerName());
    }

    /** @param configuredName empty for the node's own name */
    NettyBgpSpeaker(Rib rib, ConfigGraph graph, Health health, String nodeName, String configuredName) {
        this.health = health.open("control", "bgp");
        this.rib = rib;
        routerName = configuredName.isBlank() ? nodeName : configuredName;
        speaker = new Speaker(routerName, nodeName, loop, Clock.systemUTC(), rib, health);
        subscription = graph.onBgpRouters(routers -> execute(() -> configure(routers)));
    }

    /** Runs a task on the event loop; what others still tell after the end is dropped. */
    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("control-bgp: closed, task dropped", e);
        }
    }

    private void configure(List<BgpRouter> routers) {
        var self = speaker.configure(routers);
        var address = self.filter(router -> !router.peerings().isEmpty() && !router.adminDown())
                .map(router -> Addresses.socket(router.address(), router.port()))
                .orElse(null);
        if (address == null) {
            health.ok(self.isPresent() ? "no peers" : "there is no bgp-router " + routerName);
        }
        if (address == null || !address.equals(wanted)) {
            wanted = address;
            stopListening();
            listen();
        } else if (listener != null) {
            Transport.setKeys(listener, speaker.configs());
        }
    }

    private void stopListening() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    /** The address may come later than this process. */
    private void listen() {
        var address = wanted;
        if (address == null || listener != null) {
            return;
        }
        var future = Transport.server(group, address, speaker.configs())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Greeter(channel));
                    }
                })
                .bind(address);
        future.addListener((ChannelFuture done) -> bound(address, done));
    }

    /** Hands a connection over once it can be written to, and before anything is read from it. */
    private final class Greeter extends ChannelInboundHandlerAdapter {
        private final SocketChannel channel;

        Greeter(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            speaker.accept(channel);
            context.pipeline().remove(this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.warn("A connection from {} cannot be taken", channel.remoteAddress(), cause);
            context.close();
        }
    }

    private void bound(InetSocketAddress address, ChannelFuture done) {
        if (!address.equals(wanted)) {
            done.channel().close();
        } else if (done.isSuccess()) {
            listener = done.channel();
            Transport.setKeys(listener, speaker.configs());
            health.ok("listens on " + Addresses.text(address));
        } else {
            health.degraded("cannot listen on " + Addresses.text(address) + ": "
                    + done.cause().getMessage() + "; trying again");
            loop.schedule(this::listen, retry.next().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public List<NeighborView> neighbors() {
        var counts = rib.peers().stream().collect(Collectors.toMap(PeerView::name, Function.identity()));
        return call(() -> speaker.neighbors(counts));
    }

    @Override
    public List<BgpRouteView> routes() {
        return RouteViews.of(rib);
    }

    @Override
    public boolean reset(String neighbor, String communication) {
        return call(() -> speaker.reset(neighbor, communication));
    }

    private <T> T call(Callable<T> query) {
        var result = loop.submit(query).awaitUninterruptibly();
        if (result.isSuccess()) {
            return result.getNow();
        }
        throw result.cause() instanceof RuntimeException e ? e : new IllegalStateException(result.cause());
    }

    @Deactivate
    void close() throws Exception {
        subscription.close();
        call(() -> {
            wanted = null;
            stopListening();
            speaker.close();
            return true;
        });
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        health.close();
    }
}
