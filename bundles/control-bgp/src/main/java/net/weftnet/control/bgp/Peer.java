package net.weftnet.control.bgp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.control.bgp.api.NeighborView;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.MessageCodec;
import net.weftnet.protocol.bgp.message.Notification;
import net.weftnet.protocol.bgp.message.Open;
import net.weftnet.protocol.bgp.session.Agreement;
import net.weftnet.protocol.bgp.session.Connection;
import net.weftnet.protocol.bgp.session.PeerAction;
import net.weftnet.protocol.bgp.session.PeerEvent;
import net.weftnet.protocol.bgp.session.PeerFsm;
import net.weftnet.protocol.bgp.session.PeerState;
import net.weftnet.protocol.bgp.session.PeerState.Phase;
import net.weftnet.protocol.bgp.session.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A peer: runs its state machine with real connections and timers, and hands its routes over. Owner: the event loop, on
 * which all methods run.
 */
final class Peer {
    private static final Logger log = LoggerFactory.getLogger(Peer.class);
    private final EventLoop loop;
    private final Clock clock;
    private final Health.Subject health;
    private final PeerRoutes routes;
    private final UnaryOperator<Open> opening;
    private final PeerFsm fsm;
    private final Map<Side, Channel> channels = new EnumMap<>(Side.class);
    private final PeerTimers timers;
    private final MessageCounters counters;
    private PeerConfig config;
    private PeerState state = PeerState.initial();
    private Instant since;
    private String lastDown = "";

    /** @param opening what becomes of the OPENs that are sent */
    Peer(
            PeerConfig config,
            EventLoop loop,
            Clock clock,
            Health.Subject health,
            PeerRoutes routes,
            UnaryOperator<Open> opening) {
        this.opening = opening;
        this.config = config;
        this.loop = loop;
        this.clock = clock;
        this.health = health;
        this.routes = routes;
        counters = routes.counters();
        fsm = new PeerFsm(config.settings());
        timers = new PeerTimers(loop, (timer, side) -> happen(new PeerEvent.Expired(timer, side)));
        since = clock.instant();
    }

    PeerConfig config() {
        return config;
    }

    PeerRoutes routes() {
        return routes;
    }

    void start() {
        tellHealth();
        if (config.enabled()) {
            happen(new PeerEvent.Start());
        }
    }

    /** Takes a configuration that differs in nothing that the session depends on. */
    void configure(PeerConfig changed) {
        config = changed;
    }

    /** @param communication for the operator of the other end, may be empty */
    void reset(String communication) {
        happen(new PeerEvent.Reset(Notification.administrative(BgpError.ADMINISTRATIVE_RESET, communication)));
    }

    /** Ends all there is, routes included. */
    void close(Notification reason) {
        happen(new PeerEvent.Stop(reason));
        routes.close();
        health.close();
    }

    /** Takes a connection that the peer has made. */
    void accept(SocketChannel channel) {
        close(Side.INCOMING);
        channel.pipeline().addLast(handler());
        channels.put(Side.INCOMING, channel);
        happen(new PeerEvent.Connected(Side.INCOMING));
    }

    private SessionHandler handler() {
        return new SessionHandler(this, SessionOptions.initial(config.settings().isInternal()));
    }

    void received(Channel channel, BgpMessage message) {
        counters.received(message);
        side(channel, at -> new PeerEvent.Received(at, message));
    }

    void malformed(Channel channel, BgpException cause) {
        side(channel, at -> new PeerEvent.Malformed(at, cause));
    }

    void lost(Channel channel) {
        side(channel, PeerEvent.Lost::new);
    }

    void failed(Channel channel, Throwable cause) {
        log.debug("{}: connection {} failed", config.name(), channel, cause);
        channel.close();
    }

    void writable(Channel channel) {
        if (channel == channels.get(Side.SESSION) && channel.isWritable()) {
            routes.writable();
        }
    }

    /** Makes an event of something that happened on a connection, unless the connection is of no more use. */
    private void side(Channel channel, Function<Side, PeerEvent> event) {
        for (var entry : channels.entrySet()) {
            if (entry.getValue() == channel) {
                happen(event.apply(entry.getKey()));
                return;
            }
        }
    }

    private void happen(PeerEvent event) {
        var before = state.phase();
        var step = fsm.step(state, event);
        state = step.next();
        for (var action : step.actions()) {
            act(action);
        }
        agree(Side.OUTGOING, state.outgoing());
        agree(Side.INCOMING, state.incoming());
        if (state.phase() != before) {
            since = clock.instant();
            log.debug("{}: {} -> {}", config.name(), before, state.phase());
            tellHealth();
        }
    }

    /** The RIB has found more routes than there may be, in the session of a channel. */
    private void tooMany(Channel channel, AddressFamily family) {
        var limit = config.prefixLimits().get(family);
        if (limit != null) {
            side(channel, _ -> new PeerEvent.PrefixLimitExceeded(family, limit.maximum(), limit.idleSeconds()));
        }
    }

    private void agree(Side side, Connection connection) {
        var channel = channels.get(side);
        if (channel != null && connection instanceof Connection.OpenConfirm(var agreement)) {
            channel.pipeline().get(SessionHandler.class).agree(agreement.options());
        }
    }

    private void act(PeerAction action) {
        switch (action) {
            case PeerAction.Connect _ -> connect();
            case PeerAction.Send(var side, var message) -> send(side, message);
            case PeerAction.Close(var side) -> close(side);
            case PeerAction.StartTimer(var timer, var side, var seconds, var jittered) ->
                timers.start(timer, side, seconds, jittered);
            case PeerAction.StopTimer(var timer, var side) -> timers.stop(timer, side);
            case PeerAction.Up(var side, var agreement) -> up(side, agreement);
            case PeerAction.Down(var keepRoutes, var reason) -> {
                lastDown = reason;
                counters.lost();
                log.info("{}: session ended: {}", config.name(), reason);
                routes.down(keepRoutes);
            }
            case PeerAction.Deliver(var message) -> routes.received(message);
        }
    }

    private void connect() {
        var future = Transport.client(loop, config)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(handler());
                    }
                })
                .connect();
        channels.put(Side.OUTGOING, future.channel());
        // Not before the step that asked for this has been done.
        future.addListener((ChannelFuture done) -> loop.execute(
                () -> side(done.channel(), done.isSuccess() ? PeerEvent.Connected::new : PeerEvent.Lost::new)));
    }

    private void send(Side side, BgpMessage message) {
        var channel = channels.get(side);
        if (channel == null) {
            return;
        }
        if (message instanceof Notification notification) {
            log.info("{}: {} is told: {}", config.name(), Addresses.text(config.address()), notification);
        }
        var out = channel.alloc().buffer();
        counters.sent(message);
        var sent = message instanceof Open open ? opening.apply(open) : message;
        MessageCodec.encode(sent, SessionOptions.initial(config.settings().isInternal()), out);
        channel.writeAndFlush(out, channel.voidPromise());
    }

    private void close(Side side) {
        var channel = channels.remove(side);
        if (channel != null) {
            channel.close();
        }
        timers.stopOf(side);
    }

    private void up(Side side, Agreement agreement) {
        var channel = channels.remove(side);
        if (channel == null) {
            throw new IllegalStateException(config.name() + " is up without a connection");
        }
        channels.put(Side.SESSION, channel);
        log.info(
                "{}: session with {} is up: {}",
                config.name(),
                Addresses.text(config.address()),
                agreement.options().families());
        routes.up(agreement, channel, family -> tooMany(channel, family));
    }

    private void tellHealth() {
        if (state.session() != null) {
            health.ok("session with " + Addresses.text(config.address()) + " is up");
        } else if (!config.enabled()) {
            health.ok("kept down by the configuration");
        } else {
            health.degraded("no session with " + Addresses.text(config.address())
                    + (lastDown.isEmpty() ? "" : ": " + lastDown));
        }
    }

    /** @param counts how many routes it brought in and was told */
    NeighborView view(PeerView counts) {
        var session = state.session();
        return new NeighborView(
                config.name(),
                Addresses.text(config.address()),
                config.settings().peerAs(),
                (config.enabled() ? state.phase() : Phase.IDLE).toString(),
                since,
                session == null
                        ? List.of()
                        : session.options().families().stream()
                                .map(Object::toString)
                                .sorted()
                                .toList(),
                counts.received(),
                counts.sent(),
                routes.faults(),
                lastDown,
                Optional.ofNullable(session)
                        .map(agreement -> new NeighborView.Session(
                                agreement.theirs().identifier().toString(),
                                agreement.holdSeconds(),
                                MessageCounters.texts(agreement.theirs().capabilities()))),
                counters.view());
    }
}
