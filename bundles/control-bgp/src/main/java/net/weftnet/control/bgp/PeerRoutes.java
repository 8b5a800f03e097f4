package net.weftnet.control.bgp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.api.RibRouter;
import net.weftnet.control.rib.api.RouterSession;
import net.weftnet.control.rib.api.RouterSink;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.UpdateFault;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.message.BgpMessage;
import net.weftnet.protocol.bgp.message.RouteRefresh;
import net.weftnet.protocol.bgp.message.Update;
import net.weftnet.protocol.bgp.session.Agreement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of a peer: hands those it brings in to the RIB, and what the RIB tells it to its session; and how they
 * outlive its sessions. Owner: the event loop.
 */
final class PeerRoutes {
    private static final Logger log = LoggerFactory.getLogger(PeerRoutes.class);

    /** Messages of a peer that wait for the RIB; more are left in the network, so that TCP slows the peer down. */
    private static final int MAX_WAITING = 1024;

    private static final int RESUME_AT = MAX_WAITING / 2;
    private static final Set<AddressFamily> ALL = Set.copyOf(EnumSet.allOf(AddressFamily.class));

    /** Families whose routes of an earlier session are kept until the peer says that it has renewed them. */
    private final EnumSet<AddressFamily> endOfRibMissing = EnumSet.noneOf(AddressFamily.class);

    private final PeerConfig config;
    private final EventLoop loop;
    private final RibRouter router;
    private @Nullable Waiting waiting;
    private @Nullable ScheduledFuture<?> sweep;
    private int restartSeconds;
    private long faults;

    PeerRoutes(PeerConfig config, EventLoop loop, RibRouter router) {
        this.config = config;
        this.loop = loop;
        this.router = router;
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
        restartSeconds = restart.map(GracefulRestart::seconds).orElse(0);
        waiting = new Waiting(channel);
        router.connect(session(agreement), new SessionSink(channel, loop, tooMany));
        endOfRibMissing.clear();
        restart.ifPresent(capability -> capability.forwarding().forEach((family, survived) -> {
            if (survived && agreement.options().families().contains(family)) {
                endOfRibMissing.add(family);
            }
        }));
        // RFC 4724 section 4.2: what a peer says nothing of, or has lost, is not kept any longer.
        router.sweepStale(EnumSet.complementOf(endOfRibMissing));
        // A peer that never says that it is done has had its time.
        int hold = config.settings().holdSeconds();
        sweepAfter(hold == 0 ? restartSeconds : Math.max(restartSeconds, hold));
    }

    private RouterSession session(Agreement agreement) {
        var settings = config.settings();
        return new RouterSession(
                agreement.options(),
                settings.localAs(),
                settings.identifier(),
                agreement.theirs().identifier(),
                IpAddress.ofBytes(config.address().getAddress().getAddress()),
                config.cluster(),
                config.client(),
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
        sweepAfter(keepRoutes ? restartSeconds : 0);
    }

    private void sweepAfter(int seconds) {
        if (sweep != null) {
            sweep.cancel(false);
            sweep = null;
        }
        if (seconds == 0) {
            router.sweepStale(ALL);
        } else {
            sweep = loop.schedule(() -> router.sweepStale(ALL), seconds, TimeUnit.SECONDS);
        }
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

    private void fault(UpdateFault fault) {
        faults++;
        if (Long.bitCount(faults) == 1) { // the 1st, 2nd, 4th, 8th …: a peer must not fill the log
            log.warn("{}: malformed UPDATE {}: {}, {}", config.name(), faults, fault.detail(), fault.action());
        }
    }

    private void endOfRib(AddressFamily family) {
        if (endOfRibMissing.remove(family)) {
            router.sweepStale(Set.of(family));
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
        if (sweep != null) {
            sweep.cancel(false);
        }
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
    private record SessionSink(Channel channel, EventLoop loop, Consumer<AddressFamily> tooMany) implements RouterSink {
        @Override
        public boolean send(ByteBuf messages) {
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
