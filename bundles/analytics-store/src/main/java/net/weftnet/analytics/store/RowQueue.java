package net.weftnet.analytics.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Rows that wait to be written, bounded in number and in octets. The less urgent a message is, the less of the queue it may fill: DEBUG half, INFO,
 * flows and statistics three quarters, what is above it nine tenths, errors all. Errors wait a moment for room, so that TCP
 * holds their sender back; everything else is refused at once. Thread-safe.
 */
final class RowQueue {
    /** Of a row without its texts. */
    private static final int ROW_OCTETS = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final Queue<Entry> entries = new ArrayDeque<>();
    private final Map<String, Long> lost = new HashMap<>();
    private final int maxRows;
    private final long maxOctets;
    private final Duration patience;
    private final Consumer<List<Row>> unwritten;
    private int rows;
    private long octets;

    /**
     * Rows that are written or lost together.
     *
     * @param urgency under what a loss is counted: a level's name, or a message type's
     */
    record Entry(String urgency, List<Row> rows) {
        Entry {
            rows = List.copyOf(rows);
        }

        /** About what it takes of the heap. */
        long octets() {
            return rows.stream().mapToLong(row -> ROW_OCTETS + row.length()).sum();
        }
    }

    /**
     * Makes an empty queue.
     *
     * @param maxRows how many rows may wait
     * @param maxOctets what they may take of the heap
     * @param patience how long an error waits for room
     * @param unwritten is told what is lost, from any thread; must not use the queue
     */
    RowQueue(int maxRows, long maxOctets, Duration patience, Consumer<List<Row>> unwritten) {
        this.maxRows = maxRows;
        this.maxOctets = maxOctets;
        this.patience = patience;
        this.unwritten = unwritten;
    }

    /** Takes an entry; false if it has no room for it, which is counted. */
    boolean offer(Entry entry) {
        if (entry.rows().isEmpty()) {
            return true;
        }
        lock.lock();
        try {
            long nanos = isError(entry.urgency()) ? patience.toNanos() : 0;
            while (!fits(entry) && nanos > 0) {
                nanos = emptied.awaitNanos(nanos);
            }
            if (!fits(entry)) {
                lose(entry);
                return false;
            }
            entries.add(entry);
            rows += entry.rows().size();
            octets += entry.octets();
            filled.signal();
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            lose(entry);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** An entry larger than the queue is taken when nothing else waits: it could never be otherwise. */
    private boolean fits(Entry entry) {
        return rows == 0
                || (rows + entry.rows().size() <= room(maxRows, entry.urgency())
                        && octets + entry.octets() <= room(maxOctets, entry.urgency()));
    }

    private static long room(long capacity, String urgency) {
        return switch (urgency) {
            case "DEBUG" -> capacity / 2;
            case "INFO", "FLOW", "UVE", "TRACE" -> capacity * 3 / 4;
            case "NOTICE", "WARNING" -> capacity * 9 / 10;
            default -> capacity;
        };
    }

    private static boolean isError(String urgency) {
        return switch (urgency) {
            case "ERROR", "CRITICAL", "ALERT", "EMERGENCY", "ALARM" -> true;
            default -> false;
        };
    }

    /** Waits for rows; gives some entries, at most about {@code most} rows, and empty after the patience. */
    List<Entry> take(int most, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (entries.isEmpty() && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            var batch = new ArrayList<Entry>();
            int size = 0;
            for (var next = entries.peek(); next != null && size < most; next = entries.peek()) {
                batch.add(entries.remove());
                size += next.rows().size();
                octets -= next.octets();
            }
            rows -= size;
            emptied.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Counts a batch that could not be written. */
    void lose(List<Entry> batch) {
        lock.lock();
        try {
            batch.forEach(this::lose);
        } finally {
            lock.unlock();
        }
    }

    private void lose(Entry entry) {
        lost.merge(entry.urgency(), (long) entry.rows().size(), Long::sum);
        unwritten.accept(entry.rows());
    }

    int waiting() {
        lock.lock();
        try {
            return rows;
        } finally {
            lock.unlock();
        }
    }

    Map<String, Long> lost() {
        lock.lock();
        try {
            return Map.copyOf(lost);
        } finally {
            lock.unlock();
        }
    }
}
