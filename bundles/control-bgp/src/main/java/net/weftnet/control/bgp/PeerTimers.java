package net.weftnet.control.bgp;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import net.weftnet.protocol.bgp.session.Jitter;
import net.weftnet.protocol.bgp.session.PeerTimer;
import net.weftnet.protocol.bgp.session.Side;

/**
 * The timers of a peer. One that is started again while it runs costs nothing, since that happens with every message: it
 * looks at the time when it fires. Owner: the event loop.
 */
final class PeerTimers {
    private record Key(PeerTimer timer, Side side) {}

    private static final class Running {
        private final ScheduledFuture<?> future;
        private final long firesAt;
        private long dueAt;

        Running(ScheduledFuture<?> future, long at) {
            this.future = future;
            firesAt = at;
            dueAt = at;
        }
    }

    private final EventLoop loop;
    private final BiConsumer<PeerTimer, Side> expired;
    private final Map<Key, Running> timers = new HashMap<>();

    PeerTimers(EventLoop loop, BiConsumer<PeerTimer, Side> expired) {
        this.loop = loop;
        this.expired = expired;
    }

    /** @param jittered whether it is shortened at random ({@link Jitter}) */
    void start(PeerTimer timer, Side side, int seconds, boolean jittered) {
        var time = jittered
                ? Jitter.shorten(seconds, RandomGenerator.getDefault()).toNanos()
                : TimeUnit.SECONDS.toNanos(seconds);
        var key = new Key(timer, side);
        long dueAt = System.nanoTime() + time;
        var running = timers.get(key);
        if (running != null && dueAt - running.firesAt >= 0) {
            running.dueAt = dueAt;
        } else {
            stop(key);
            schedule(key, dueAt);
        }
    }

    private void schedule(Key key, long at) {
        var future = loop.schedule(() -> fire(key), at - System.nanoTime(), TimeUnit.NANOSECONDS);
        timers.put(key, new Running(future, at));
    }

    private void fire(Key key) {
        var running = timers.remove(key);
        if (running == null) {
            return;
        }
        if (running.dueAt - running.firesAt > 0) {
            schedule(key, running.dueAt);
        } else {
            expired.accept(key.timer(), key.side());
        }
    }

    void stop(PeerTimer timer, Side side) {
        stop(new Key(timer, side));
    }

    private void stop(Key key) {
        var running = timers.remove(key);
        if (running != null) {
            running.future.cancel(false);
        }
    }

    /** Stops those of a connection, but not those until the next one. */
    void stopOf(Side side) {
        List.copyOf(timers.keySet()).stream()
                .filter(key -> key.side() == side
                        && key.timer() != PeerTimer.CONNECT_RETRY
                        && key.timer() != PeerTimer.IDLE_HOLD)
                .forEach(this::stop);
    }
}
