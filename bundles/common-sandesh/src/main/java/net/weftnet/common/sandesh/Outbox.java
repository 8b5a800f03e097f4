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
 * messages and flow samples are events: they queue. DEBUG has half of the queue, INFO and flows three quarters, the rest all
 * of it; what finds no room is dropped. Thread-safe; every thread of the process fills it, one empties it.
 */
final class Outbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final UveCache uves;
    private final Queue<Outgoing> events = new ArrayDeque<>();
    private final int maxLogs;
    private final Map<Level, Long> dropped = new EnumMap<>(Level.class);
    private long droppedUves;

    /** Something to be sent. */
    sealed interface Outgoing {
        record State(UveCache.Numbered uve) implements Outgoing {}

        /** An event, where in the code it was told, and when (microseconds since 1970). */
        record Log(LogMessage message, StackTraceElement caller, long micros) implements Outgoing {}

        /** Flows, as they were at this time. */
        record Flows(List<FlowSample> samples, long micros) implements Outgoing {}

        /** The answer to a request of the collector, which it knows by the context. */
        record Response(RequestHandler.Answer answer, String context) implements Outgoing {}
    }

    /** Counts for the operator. */
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
        put(log, log.message().level(), 1);
    }

    void put(Outgoing.Flows flows) {
        put(flows, Level.INFO, flows.samples().size());
    }

    void put(Outgoing.Response response) {
        put(response, Level.NOTICE, 1);
    }

    private void put(Outgoing event, Level level, long weight) {
        locked(() -> {
            if (events.size() >= room(level)) {
                dropped.merge(level, weight, Long::sum);
            } else {
                events.add(event);
            }
        });
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
            return uve.isPresent() ? uve.map(Outgoing.State::new) : Optional.ofNullable(events.poll());
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
            return new Counts(uves.size(), uves.unsent() + events.size(), Map.copyOf(dropped), droppedUves);
        } finally {
            lock.unlock();
        }
    }
}
