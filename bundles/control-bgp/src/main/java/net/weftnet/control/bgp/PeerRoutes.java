package net.weftnet.control.bgp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.api.RibRouter;
import net.weftnet.control.rib.api.RouterSession;
import net.weftnet.control.rib.api.RouterSink;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.UpdateFault;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.RouteRefresh;
import net.weftnet.protocol.bgp.message.Update;
import net.weftnet.protocol.bgp.session.Agreement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of a peer: hands those it brings in to the RIB, and what the RIB tells it to its session. Owner: the event loop.
 */
final class PeerRoutes {
    private static final Logger log = LoggerFactory.getLogger(PeerRoutes.class);

    /** Messages of a peer that wait for the RIB; more are left in the network, so that TCP slows the peer down. */
    private static final int MAX_WAITING = 1024;

    private static final int RESUME_AT = MAX_WAITING / 2;

    /** Families of the session of which the peer has yet to tell all. */
    private final EnumSet<AddressFamily> awaited = EnumSet.noneOf(AddressFamily.class);

    private final MessageCounters counters = new MessageCounters();
    private final Runnable allHeard;
    private final PeerConfig config;
    private final EventLoop loop;
    private final RibRouter router;
    private final StaleRoutes stale;
    private @Nullable Waiting waiting;

    /** Whether the peer has said, since this process started, that it has told all it has. */
    private boolean heard;

    private long faults;

    /** @param allHeard told when the peer has told all it has, for the first time */
    PeerRoutes(PeerConfig config, EventLoop loop, RibRouter router, Runnable allHeard) {
        this.allHeard = allHeard;
        this.config = config;
        this.loop = loop;
        this.router = router;
        stale = new StaleRoutes(loop, router);
    }

    MessageCounters counters() {
        return counters;
    }

    long faults() {
        return faults;
    }

    /**
     * A session is up.
     *
     * @param tooMany told of a family that has more routes than it may
     */
    void up(Agreement agreement, Channel channel, Consumer<AddressFamily> tooMany) {
        var restart = agreement.theirs().capability(GracefulRestart.class);
        var longLived = agreement.theirs().capability(LongLivedGracefulRestart.class);
        waiting = new Waiting(channel);
        router.connect(
                session(agreement, longLived.isPresent()),
                new SessionSink(channel, loop, tooMany, counters.updateOctets()));
        awaited.clear();
        awaited.addAll(agreement.options().families());
        // Who does not speak of restarts sends no end-of-RIB, and who has restarted itself may wait for ours.
        if (restart.map(GracefulRestart::restarted).orElse(true)) {
            hear();
        }
        stale.up(agreement, config.settings().holdSeconds());
    }

    private RouterSession session(Agreement agreement, boolean longLived) {
        var settings = config.settings();
        return new RouterSession(
                agreement.options(),
                settings.localAs(),
                settings.identifier(),
                agreement.theirs().identifier(),
                IpAddress.ofBytes(config.address().getAddress().getAddress()),
                config.cluster(),
                config.client(),
                longLived,
                maximumRoutes(),
                config.defaultEncapsulations());
    }

    private Map<AddressFamily, Integer> maximumRoutes() {
        return config.prefixLimits().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, limit -> limit.getValue().maximum()));
    }

    void down(boolean keepRoutes) {
        waiting = null;
        router.disconnect();
        stale.down(keepRoutes);
    }

    /** {@return whether the peer has told all it has, since this process started} */
    boolean isHeard() {
        return heard;
    }

    void received(BgpMessage message) {
        switch (message) {
            case Update update -> received(update);
            case RouteRefresh refresh -> received(refresh);
            default -> throw new IllegalArgumentException("Not about routes: " + message);
        }
    }

    private void received(Update update) {
        update.faults().forEach(this::fault);
        if (waiting != null) {
            router.update(update, waiting.oneMore());
        }
        update.endOfRib().ifPresent(this::endOfRib);
    }

    private void hear() {
        if (!heard) {
            heard = true;
            allHeard.run();
        }
    }

    private void fault(UpdateFault fault) {
        faults++;
        if (Long.bitCount(faults) == 1) { // the 1st, 2nd, 4th, 8th …: a peer must not fill the log
            log.warn("{}: malformed UPDATE {}: {}, {}", config.name(), faults, fault.detail(), fault.action());
        }
    }

    private void endOfRib(AddressFamily family) {
        stale.endOfRib(family);
        if (awaited.remove(family) && awaited.isEmpty()) {
            hear();
        }
    }

    private void received(RouteRefresh refresh) {
        if (refresh.subtype() == RouteRefresh.REQUEST) {
            refresh.family().ifPresent(router::refresh);
        }
    }

    /** The connection can take more. */
    void writable() {
        router.resume();
    }

    /** Takes all that the peer brought in out of the RIB. */
    void close() {
        stale.close();
        router.remove();
    }

    /** How many messages of a session wait for the RIB. */
    private static final class Waiting {
        private final Channel channel;
        private final AtomicInteger count = new AtomicInteger();

        Waiting(Channel channel) {
            this.channel = channel;
        }

        /** {@return what is to be run when the message has been taken} */
        Runnable oneMore() {
            if (count.incrementAndGet() == MAX_WAITING) {
                channel.config().setAutoRead(false);
            }
            return () -> {
                if (count.decrementAndGet() == RESUME_AT) {
                    channel.config().setAutoRead(true);
                }
            };
        }
    }

    /** Writes what the RIB says to a session. */
    private record SessionSink(Channel channel, EventLoop loop, Consumer<AddressFamily> tooMany, LongAdder octets)
            implements RouterSink {
        @Override
        public boolean send(ByteBuf messages) {
            octets.add(messages.readableBytes());
            channel.writeAndFlush(messages, channel.voidPromise());
            return channel.isWritable();
        }

        @Override
        public void tooManyRoutes(AddressFamily family) {
            try {
                loop.execute(() -> tooMany.accept(family));
            } catch (RejectedExecutionException e) {
                log.debug("The speaker is closed", e);
            }
        }
    }
}
