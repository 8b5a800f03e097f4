package net.weftnet.common.runtime.api;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns a piece of mutable state. Others hand it tasks, which run one at a time in the order they
 * were handed over; the state needs no lock, and its methods assert their thread with {@link #check()}.
 *
 * <p>The queue is unbounded: who feeds it from a network bounds what is under way there. A task that throws is logged
 * and the next one runs. After {@link #close()} tasks are dropped.
 */
public final class OwnerThread implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OwnerThread.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final ScheduledThreadPoolExecutor executor;
    /** Queries someone waits for; those that are still queued at close are called off. */
    private final Set<FutureTask<?>> waited = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Thread thread;

    private OwnerThread(String name) {
        this.name = name;
        executor = new ScheduledThreadPoolExecutor(
                1, this::newThread, (_, _) -> log.debug("{}: closed, task dropped", name));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** {@return a new owner thread; it starts with its first task and keeps no process alive} */
    public static OwnerThread named(String name) {
        return new OwnerThread(name);
    }

    private Thread newThread(Runnable loop) {
        var created = Thread.ofPlatform().name(name).daemon().unstarted(loop);
        thread = created;
        return created;
    }

    /** Runs the task on this thread, after those handed over before. */
    @Override
    public void execute(Runnable task) {
        executor.execute(() -> run(task));
    }

    /** Runs the task on this thread after the delay, unless it is called off before. */
    public Cancellable schedule(Duration delay, Runnable task) {
        var pending = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    /**
     * Runs the query on this thread and waits for its result; on the thread itself it runs at once. An unchecked
     * exception of the query is thrown as it is.
     *
     * @throws CompletionException around a checked exception of the query
     * @throws RejectedExecutionException if this thread is closed, or closes before the query has run
     * @throws CancellationException if the calling thread is interrupted; it stays marked so
     */
    public <T extends @Nullable Object> T call(Callable<T> query) {
        var task = new FutureTask<>(query);
        if (isCurrent()) {
            task.run();
            return await(task);
        }
        waited.add(task);
        try {
            executor.execute(task);
            if (executor.isShutdown()) {
                task.cancel(false);
            }
            return await(task);
        } finally {
            waited.remove(task);
        }
    }

    private <T extends @Nullable Object> T await(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for " + name);
        } catch (CancellationException e) {
            throw new RejectedExecutionException(name + " is closed", e);
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            case null, default -> new CompletionException(cause);
        };
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("{}: a task failed", name, e);
        }
    }

    /** {@return whether the caller runs on this thread} */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /**
     * Asserts that the caller runs on this thread.
     *
     * @throws IllegalStateException if it does not
     */
    public void check() {
        if (!isCurrent()) {
            throw new IllegalStateException("Only " + name + " may do this, not "
                    + Thread.currentThread().getName());
        }
    }

    /** Drops what is queued, and waits for the running task unless called from it. Whoever waits in a call is told. */
    @Override
    public void close() {
        executor.shutdown();
        executor.getQueue().clear();
        waited.forEach(query -> query.cancel(false));
        if (isCurrent()) {
            return;
        }
        try {
            if (!executor.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("{}: still busy {} s after close", name, CLOSE_PATIENCE.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
