package net.weftnet.control.bgp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart.StaleTime;
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

    /** Families of the session of which the peer has yet to tell all. */
    private final EnumSet<AddressFamily> awaited = EnumSet.noneOf(AddressFamily.class);

    private final MessageCounters counters = new MessageCounters();
    private final Runnable allHeard;
    private final PeerConfig config;
    private final EventLoop loop;
    private final RibRouter router;
    private @Nullable Waiting waiting;
    private @Nullable ScheduledFuture<?> sweep;
    private int restartSeconds;

    /** How long routes of a lost peer stay after the restart time (RFC 9494); only of families of which any do. */
    private Map<AddressFamily, Integer> longSeconds = Map.of();

    private boolean staleForLong;

    /** When routes of families began to be kept for long, in the loop's nanoseconds, until all are renewed or swept. */
    private final Map<AddressFamily, Long> keptSince = new EnumMap<>(AddressFamily.class);

    /** Whether the peer has said, since this process started, that it has told all it has. */
    private boolean heard;

    private long faults;

    /** @param allHeard told when the peer has told all it has, for the first time */
    PeerRoutes(PeerConfig config, EventLoop loop, RibRouter router, Runnable allHeard) {
        this.allHeard = allHeard;
        this.config = config;
        this.loop = loop;
        this.router = router;
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
        restartSeconds = restart.map(GracefulRestart::seconds).orElse(0);
        longSeconds = restart.isPresent() ? longSeconds(longLived) : Map.of();
        waiting = new Waiting(channel);
        router.connect(
                session(agreement, longLived.isPresent()),
                new SessionSink(channel, loop, tooMany, counters.updateOctets()));
        endOfRibMissing.clear();
        for (var family : agreement.options().families()) {
            boolean survived = staleForLong
                    ? longLived
                            .map(capability -> capability.families().get(family))
                            .filter(StaleTime::forwarding)
                            .isPresent()
                    : restart.map(capability -> capability.forwarding().get(family))
                            .filter(forwarding -> forwarding)
                            .isPresent();
            if (survived) {
                endOfRibMissing.add(family);
            }
        }
        staleForLong = false;
        awaited.clear();
        awaited.addAll(agreement.options().families());
        // Who does not speak of restarts sends no end-of-RIB, and who has restarted itself may wait for ours.
        if (restart.map(GracefulRestart::restarted).orElse(true)) {
            hear();
        }
        // RFC 4724 section 4.2: what a peer says nothing of, or has lost, is not kept any longer.
        sweep(EnumSet.complementOf(endOfRibMissing));
        // A peer that never says that it is done has had its time.
        int hold = config.settings().holdSeconds();
        sweepAfter(hold == 0 ? restartSeconds : Math.max(restartSeconds, hold));
    }

    private static Map<AddressFamily, Integer> longSeconds(Optional<LongLivedGracefulRestart> longLived) {
        var seconds = new EnumMap<AddressFamily, Integer>(AddressFamily.class);
        longLived.ifPresent(capability -> capability.families().forEach((family, time) -> {
            if (time.seconds() > 0) {
                seconds.put(family, time.seconds());
            }
        }));
        return seconds;
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
        if (keepRoutes && !longSeconds.isEmpty()) {
            after(restartSeconds, this::keepForLong);
        } else {
            sweepAfter(keepRoutes ? restartSeconds : 0);
        }
    }

    /** RFC 9494 section 4.2: the restart time is over, the long-lived stale time of some families is not. */
    private void keepForLong() {
        staleForLong = true;
        var kept = longSeconds.keySet();
        router.keepForLong(kept);
        var others = EnumSet.allOf(AddressFamily.class);
        others.removeAll(kept);
        sweep(others);
        sweepInTurn(byTimeLeft(), 0);
    }

    /** The time of a family goes on when the peer was back, and is lost again before it has told all of the family. */
    private NavigableMap<Long, Set<AddressFamily>> byTimeLeft() {
        long now = loop.ticker().nanoTime();
        var families = new TreeMap<Long, Set<AddressFamily>>();
        longSeconds.forEach((family, seconds) -> {
            long since = keptSince.computeIfAbsent(family, _ -> now);
            long left = Math.max(0, seconds - TimeUnit.NANOSECONDS.toSeconds(now - since));
            families.computeIfAbsent(left, _ -> new HashSet<>()).add(family);
        });
        return families;
    }

    private void sweepInTurn(NavigableMap<Long, Set<AddressFamily>> left, long passed) {
        var next = left.pollFirstEntry();
        if (next != null) {
            after(next.getKey() - passed, () -> {
                sweep(next.getValue());
                sweepInTurn(left, next.getKey());
            });
        }
    }

    private void sweep(Set<AddressFamily> families) {
        router.sweepStale(families);
        families.forEach(keptSince::remove);
    }

    private void sweepAfter(int seconds) {
        after(seconds, () -> sweep(ALL));
    }

    /** Does something instead of what was to be done before. */
    private void after(long seconds, Runnable what) {
        if (sweep != null) {
            sweep.cancel(false);
            sweep = null;
        }
        if (seconds == 0) {
            what.run();
        } else {
            sweep = loop.schedule(what, seconds, TimeUnit.SECONDS);
        }
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
        if (endOfRibMissing.remove(family)) {
            sweep(Set.of(family));
        }
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
