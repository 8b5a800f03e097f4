package net.weftnet.config.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigDatastore.Registration;
import net.weftnet.config.db.api.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells subscribers about every commit, in order and once. A subscriber has no queue: its thread reads the commit log from where
 * it is, when a commit wakes it. One that is slow costs a thread that waits and nothing else, until it is too far behind or takes
 * nothing for too long; then it is cut, and can come again with what it saw last.
 *
 * <p>Thread-safe. The lock guards {@link #newest} and {@link #closed}; a subscriber holds it only while it waits.
 */
final class ChangeStream implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChangeStream.class);

    private static final String STOPPED = "The stop-time has come";

    /**
     * What a subscriber may cost.
     *
     * @param subscribers how many there may be at a time
     * @param behind how many commits a subscriber may be behind, and how far a replay may reach back
     * @param keepAlive how long nothing happens before a comment is sent
     * @param patience how long a client may take to read
     */
    record Limits(int subscribers, int behind, Duration keepAlive, Duration patience) {}

    private final ConfigDatastore datastore;
    private final Limits limits;
    private final Clock clock;
    private final Registration registration;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final OwnerThread watch = OwnerThread.named("restconf-streams");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long newest;
    private boolean closed;

    ChangeStream(ConfigDatastore datastore, Limits limits, Clock clock) {
        this.datastore = datastore;
        this.limits = limits;
        this.clock = clock;
        registration = datastore.onCommit((commit, _, _) -> wake(commit.revision()));
        watch.schedule(limits.patience(), this::cutStalled);
    }

    int behind() {
        return limits.behind();
    }

    boolean isFull() {
        return subscribers.size() >= limits.subscribers();
    }

    /**
     * Writes the commits that were made, as the subscriber may see them, and then each that is made, until the end or until
     * client or server goes away.
     */
    void follow(HttpCall call, Subscription wanted, VisibleChanges changes, OutputStream out) throws IOException {
        var subscriber = new Subscriber(call, wanted, changes, out);
        subscribers.add(subscriber);
        try {
            subscriber.run();
        } catch (ConfigException e) {
            subscriber.end(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            // Of a filter, some faults show with the content of an event only.
            subscriber.end("filter: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            subscribers.remove(subscriber);
        }
    }

    private void wake(long revision) {
        lock.lock();
        try {
            newest = Math.max(newest, revision);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A write to a client that does not read ends only when its thread is interrupted. */
    private void cutStalled() {
        subscribers.forEach(Subscriber::cutIfStalled);
        watch.schedule(limits.patience(), this::cutStalled);
    }

    @Override
    public void close() {
        registration.close();
        watch.close();
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Subscriber {
        private final HttpCall call;
        private final Subscription wanted;
        private final VisibleChanges changes;
        private final OutputStream out;
        private final Thread thread = Thread.currentThread();
        private long position;
        private volatile long writingSince;

        Subscriber(HttpCall call, Subscription wanted, VisibleChanges changes, OutputStream out) {
            this.call = call;
            this.wanted = wanted;
            this.changes = changes;
            position = wanted.after();
            this.out = out;
            call.onClose(() -> wake(0));
        }

        void run() throws IOException, ConfigException, InterruptedException {
            write(": commits after revision " + position + "\n\n");
            while (true) {
                var commits = datastore.commitsSince(position, limits.behind() + 1);
                if (commits.size() > limits.behind()) {
                    end("More than " + limits.behind() + " commits behind");
                    return;
                }
                if (!commits.isEmpty() && commits.getFirst().revision() > position + 1) {
                    end("The commits up to " + (commits.getFirst().revision() - 1) + " are not kept any more");
                    return;
                }
                for (var commit : commits) {
                    if (wanted.isOver(commit.time())) {
                        write(ChangeEvent.end(STOPPED));
                        return;
                    }
                    var seen = changes.of(commit);
                    write(ChangeEvent.of(seen.commit(), wanted.of(seen.commit(), seen.edits())));
                    position = commit.revision();
                }
                if (wanted.isOver(clock.instant())) {
                    write(ChangeEvent.end(STOPPED));
                    return;
                }
                if (!await()) {
                    return;
                }
            }
        }

        /** {@return whether to go on: there is a commit, or the time for a sign of life has come} */
        private boolean await() throws IOException, InterruptedException {
            boolean timely = true;
            lock.lock();
            try {
                for (long left = untilSign(); newest <= position && !closed && call.isOpen() && timely; ) {
                    left = changed.awaitNanos(left);
                    timely = left > 0;
                }
                if (closed || !call.isOpen()) {
                    return false;
                }
            } finally {
                lock.unlock();
            }
            if (!timely && !wanted.isOver(clock.instant())) {
                write(": alive\n\n");
            }
            return true;
        }

        /** {@return how long to wait at most, in nanoseconds} */
        private long untilSign() {
            var keepAlive = limits.keepAlive();
            return wanted.stop()
                    .map(stop -> Duration.between(clock.instant(), stop).plusMillis(1))
                    .filter(left -> left.compareTo(keepAlive) < 0)
                    .orElse(keepAlive)
                    .toNanos();
        }

        void end(String reason) throws IOException {
            log.warn("changes to {}: cut after revision {}: {}", call.peer(), position, reason);
            write(ChangeEvent.end(reason));
        }

        private void write(String event) throws IOException {
            writingSince = System.nanoTime() | 1;
            out.write(event.getBytes(StandardCharsets.UTF_8));
            out.flush();
            writingSince = 0;
        }

        private void cutIfStalled() {
            long since = writingSince;
            if (since != 0 && System.nanoTime() - since > limits.patience().toNanos()) {
                log.warn("changes to {}: cut after revision {}: it reads nothing", call.peer(), position);
                thread.interrupt();
            }
        }
    }
}
