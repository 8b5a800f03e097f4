package net.weftnet.common.sandesh;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.weftnet.common.sandesh.api.FlowSample;
import net.weftnet.common.sandesh.api.Level;
import net.weftnet.common.sandesh.api.LogMessage;
import net.weftnet.common.sandesh.api.RequestHandler;
import net.weftnet.common.sandesh.api.Uve;

/**
 * What waits to be sent. UVEs are state: only the newest counts, so they wait in the cache and cannot pile up. Log
 * messages and flow samples are events: they queue, and each sample of a batch takes its own room. DEBUG has half of the
 * queue, INFO and flows three quarters, the rest all of it; what finds no room is dropped. Thread-safe; every thread of the
 * process fills it, one empties it.
 */
final class Outbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final UveCache uves;
    private final Queue<Outgoing> events = new ArrayDeque<>();
    private final int maxLogs;
    private final Map<Level, Long> dropped = new EnumMap<>(Level.class);

    /** The weight of all events. */
    private int waiting;

    private long droppedUves;

    /** Something to be sent. */
    sealed interface Outgoing {
        /** {@return how much of the queue it takes} */
        default int weight() {
            return 1;
        }

        record State(UveCache.Numbered uve) implements Outgoing {}

        /** An event, where in the code it was told, and when (microseconds since 1970). */
        record Log(LogMessage message, StackTraceElement caller, long micros) implements Outgoing {}

        /** Flows, as they were at this time. */
        record Flows(List<FlowSample> samples, long micros) implements Outgoing {
            @Override
            public int weight() {
                return Math.max(samples.size(), 1);
            }
        }

        /** The answer to a request of the collector, which it knows by the context. */
        record Response(RequestHandler.Answer answer, String context) implements Outgoing {}
    }

    /** Counts for the operator; {@code waiting} are UVEs, log messages and flow samples. */
    record Counts(int uves, int waiting, Map<Level, Long> droppedLogs, long droppedUves) {}

    Outbox(UveCache uves, int maxLogs) {
        this.uves = uves;
        this.maxLogs = maxLogs;
    }

    void put(Uve uve) {
        locked(() -> {
            if (!uves.put(uve)) {
                droppedUves++;
            }
        });
    }

    void delete(UveCache.Key key) {
        locked(() -> uves.delete(key));
    }

    void put(Outgoing.Log log) {
        put(log, log.message().level());
    }

    void put(Outgoing.Flows flows) {
        put(flows, Level.INFO);
    }

    void put(Outgoing.Response response) {
        put(response, Level.NOTICE);
    }

    private void put(Outgoing event, Level level) {
        locked(() -> {
            if (fits(event, level)) {
                events.add(event);
                waiting += event.weight();
            } else {
                dropped.merge(level, (long) event.weight(), Long::sum);
            }
        });
    }

    /** A batch larger than the queue is taken when nothing else waits: it could never be otherwise. */
    private boolean fits(Outgoing event, Level level) {
        return waiting == 0 || (long) waiting + event.weight() <= room(level);
    }

    private long room(Level level) {
        return switch (level) {
            case DEBUG -> Math.ceilDiv(maxLogs, 2);
            case INFO -> Math.ceilDiv(maxLogs * 3L, 4);
            case EMERGENCY, ALERT, CRITICAL, ERROR, WARNING, NOTICE -> maxLogs;
        };
    }

    void beginSession(Map<String, Integer> had) {
        locked(() -> uves.beginSession(had));
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to send: UVEs first, since there can be only so many of them. */
    Optional<Outgoing> take(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (uves.unsent() == 0 && events.isEmpty() && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            var uve = uves.poll();
            if (uve.isPresent()) {
                return uve.map(Outgoing.State::new);
            }
            var event = Optional.ofNullable(events.poll());
            event.ifPresent(taken -> waiting -= taken.weight());
            return event;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return uves.unsent() == 0 && events.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the collector must forget all at the next session} */
    boolean startsOver() {
        lock.lock();
        try {
            return uves.startsOver();
        } finally {
            lock.unlock();
        }
    }

    Collection<String> messages() {
        lock.lock();
        try {
            return uves.messages();
        } finally {
            lock.unlock();
        }
    }

    Counts counts() {
        lock.lock();
        try {
            return new Counts(uves.size(), uves.unsent() + waiting, Map.copyOf(dropped), droppedUves);
        } finally {
            lock.unlock();
        }
    }
}
