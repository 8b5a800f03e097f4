package net.weftnet.analytics.store;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import net.weftnet.analytics.store.RowQueue.Entry;
import net.weftnet.analytics.store.api.StoreState.TableState;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what waits in the queue, on a thread of its own, which owns the database: opens it, again and again while it cannot
 * be, and opens it anew after a failure. A batch that fails twice is lost, and counted.
 */
final class Writer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    private static final int BATCH_ROWS = 20_000;
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration BETWEEN_UPKEEP = Duration.ofSeconds(30);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private final Database.Settings settings;
    private final AtomicReference<@Nullable Database> open;
    private final Runnable beforeClose;
    private final RowQueue queue;
    private final Retention retention;
    private final Clock clock;
    private final BackOff backOff;
    private final Health.Subject health;
    private final BlockingQueue<FutureTask<?>> tasks = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("analytics-store").daemon().unstarted(this::run);

    private volatile boolean closed;
    private volatile Figures figures = new Figures(Optional.of("starting"), 0, 0, List.of());
    private List<Entry> batch = List.of();
    private int failures;
    private long lostBefore;

    /** What is known about the database. */
    record Figures(Optional<String> problem, long stored, long usedBytes, List<TableState> tables) {}

    /** Work on the database. */
    interface Work<T> {
        T apply(Database database) throws SQLException;
    }

    /**
     * Makes a writer that {@link #start} starts.
     *
     * @param open where the database is put while it is open
     * @param beforeClose ends who uses it
     */
    Writer(
            Database.Settings settings,
            AtomicReference<@Nullable Database> open,
            Runnable beforeClose,
            RowQueue queue,
            Retention retention,
            Clock clock,
            BackOff backOff,
            Health.Subject health) {
        this.settings = settings;
        this.open = open;
        this.beforeClose = beforeClose;
        this.queue = queue;
        this.retention = retention;
        this.clock = clock;
        this.backOff = backOff;
        this.health = health;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (var database = Database.open(settings)) {
                log.info("{}: open", settings.file());
                serveUntilClosed(database);
            } catch (SQLException | IOException e) {
                problem(e);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException | Error e) { // nobody else would begin anew
                log.error("{}: failed", settings.file(), e);
                problem(e);
            }
            if (!closed && !pause()) {
                return;
            }
        }
    }

    private void serveUntilClosed(Database database) throws SQLException, InterruptedException {
        open.set(database);
        try {
            serve(database);
        } finally {
            open.set(null);
            beforeClose.run();
            tasks.forEach(task -> task.cancel(false));
            tasks.clear();
        }
    }

    private void problem(Throwable e) {
        var reason = settings.file() + ": "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        figures = new Figures(Optional.of(reason), figures.stored(), figures.usedBytes(), figures.tables());
        health.failed("nothing is kept: " + reason);
        log.warn("{}", reason);
        log.debug("The store failed", e);
    }

    private boolean pause() {
        try {
            Thread.sleep(backOff.next());
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void serve(Database database) throws SQLException, InterruptedException {
        upkeep(database);
        var next = clock.instant().plus(BETWEEN_UPKEEP);
        while (!closed) {
            if (batch.isEmpty()) {
                batch = queue.take(BATCH_ROWS, IDLE);
            }
            write(database);
            for (var task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            var now = clock.instant();
            if (!now.isBefore(next) || now.plus(BETWEEN_UPKEEP).isBefore(next)) {
                upkeep(database);
                next = now.plus(BETWEEN_UPKEEP);
            }
        }
        batch = queue.take(Integer.MAX_VALUE, Duration.ZERO);
        write(database);
    }

    private void write(Database database) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        var rows = batch.stream().flatMap(entry -> entry.rows().stream()).toList();
        try {
            database.write(rows);
        } catch (SQLException | RuntimeException | Error e) {
            if (++failures > 1) {
                queue.lose(batch);
                batch = List.of();
                failures = 0;
            }
            throw e;
        }
        batch = List.of();
        failures = 0;
        backOff.reset();
        figures = new Figures(Optional.empty(), figures.stored() + rows.size(), figures.usedBytes(), figures.tables());
    }

    private void upkeep(Database database) throws SQLException {
        retention.apply(database, clock.instant());
        look(database);
    }

    private void look(Database database) throws SQLException {
        figures = new Figures(Optional.empty(), figures.stored(), database.usedBytes(), database.tables());
        long lost = queue.lost().values().stream().mapToLong(Long::longValue).sum();
        long rows = figures.tables().stream().mapToLong(TableState::rows).sum();
        var text = rows + " rows, " + (figures.usedBytes() >> 20) + " MiB";
        if (lost > lostBefore) {
            health.degraded(text + ", " + (lost - lostBefore) + " rows lost since the last look");
        } else {
            health.ok(text);
        }
        lostBefore = lost;
    }

    Figures figures() {
        return figures;
    }

    /** Has work done by the owner, between two batches; cancelled when the database is closed before. */
    <T> FutureTask<T> submit(Work<T> work) {
        var task = new FutureTask<>(() -> {
            var database = open.get();
            if (database == null) {
                throw new SQLException("The store is not open");
            }
            return work.apply(database);
        });
        tasks.add(task);
        if (open.get() == null && tasks.remove(task)) {
            task.cancel(false);
        }
        return task;
    }

    /** {@return how many rows were deleted} */
    FutureTask<Long> purge(Instant before) {
        return submit(database -> {
            long deleted = Retention.delete(database, before);
            look(database);
            return deleted;
        });
    }

    /** Writes what waits, unless the database is not there, and closes it. */
    @Override
    public void close() {
        closed = true;
        try {
            if (open.get() == null) {
                thread.interrupt(); // it waits for the next attempt
            }
            if (!thread.join(CLOSE_PATIENCE)) {
                thread.interrupt();
                log.warn("{}: still writing {} s after close", settings.file(), CLOSE_PATIENCE.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        health.close();
    }
}
