package net.weftnet.common.sandesh;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.weftnet.common.sandesh.api.LogMessage;
import net.weftnet.common.sandesh.api.Uve;

/**
 * What waits to be sent. UVEs are state: only the newest counts, so they wait in the cache and cannot pile up. Log
 * messages are events: they queue, and the newest is dropped when the queue is full. Thread-safe; every thread of the
 * process fills it, one empties it.
 */
final class Outbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final UveCache uves;
    private final Queue<Outgoing.Log> logs = new ArrayDeque<>();
    private final int maxLogs;
    private long droppedLogs;
    private long droppedUves;

    /** Something to be sent. */
    sealed interface Outgoing {
        record State(UveCache.Numbered uve) implements Outgoing {}

        /** An event, where in the code it was told, and when (microseconds since 1970). */
        record Log(LogMessage message, StackTraceElement caller, long micros) implements Outgoing {}
    }

    /** Counts for the operator. */
    record Counts(int uves, int waiting, long droppedLogs, long droppedUves) {}

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
        locked(() -> {
            if (logs.size() >= maxLogs) {
                droppedLogs++;
            } else {
                logs.add(log);
            }
        });
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
            while (uves.unsent() == 0 && logs.isEmpty() && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            var uve = uves.poll();
            return uve.isPresent() ? uve.map(Outgoing.State::new) : Optional.ofNullable(logs.poll());
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return uves.unsent() == 0 && logs.isEmpty();
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
            return new Counts(uves.size(), uves.unsent() + logs.size(), droppedLogs, droppedUves);
        } finally {
            lock.unlock();
        }
    }
}
