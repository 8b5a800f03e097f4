package net.weftnet.control.bgp;

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
import java.util.concurrent.TimeUnit;
import net.weftnet.control.rib.api.RibRouter;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart.StaleTime;
import net.weftnet.protocol.bgp.session.Agreement;
import org.jspecify.annotations.Nullable;

/**
 * How the routes of a peer outlive its sessions: for the restart time (RFC 4724), then for the long-lived stale time of
 * their family (RFC 9494), or until the peer is back and has renewed them. Owner: the event loop.
 */
final class StaleRoutes {
    private static final Set<AddressFamily> ALL = Set.copyOf(EnumSet.allOf(AddressFamily.class));

    private final EventLoop loop;
    private final RibRouter router;

    /** Families whose routes of an earlier session are kept until the peer says that it has renewed them. */
    private final EnumSet<AddressFamily> endOfRibMissing = EnumSet.noneOf(AddressFamily.class);

    /** When routes of families began to be kept for long, in the loop's nanoseconds, until all are renewed or swept. */
    private final Map<AddressFamily, Long> keptSince = new EnumMap<>(AddressFamily.class);

    private @Nullable ScheduledFuture<?> sweep;
    private int restartSeconds;

    /** How long routes of a lost peer stay after the restart time; only of families of which any do. */
    private Map<AddressFamily, Integer> longSeconds = Map.of();

    private boolean staleForLong;

    StaleRoutes(EventLoop loop, RibRouter router) {
        this.loop = loop;
        this.router = router;
    }

    /**
     * The peer is back: what it has kept stays until it has renewed it.
     *
     * @param holdSeconds of the session, 0 for none
     */
    void up(Agreement agreement, int holdSeconds) {
        var restart = agreement.theirs().capability(GracefulRestart.class);
        var longLived = agreement.theirs().capability(LongLivedGracefulRestart.class);
        restartSeconds = restart.map(GracefulRestart::seconds).orElse(0);
        longSeconds = restart.isPresent() ? longSeconds(longLived) : Map.of();
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
        // RFC 4724 section 4.2: what a peer says nothing of, or has lost, is not kept any longer.
        sweep(EnumSet.complementOf(endOfRibMissing));
        // A peer that never says that it is done has had its time.
        sweepAfter(holdSeconds == 0 ? restartSeconds : Math.max(restartSeconds, holdSeconds));
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

    /** The peer has told all it has of a family. */
    void endOfRib(AddressFamily family) {
        if (endOfRibMissing.remove(family)) {
            sweep(Set.of(family));
        }
    }

    /**
     * The session is lost.
     *
     * @param keepRoutes whether for a restart; else they go
     */
    void down(boolean keepRoutes) {
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
        close();
        if (seconds == 0) {
            what.run();
        } else {
            sweep = loop.schedule(what, seconds, TimeUnit.SECONDS);
        }
    }

    /** Nothing is to be done any more. */
    void close() {
        if (sweep != null) {
            sweep.cancel(false);
            sweep = null;
        }
    }
}
