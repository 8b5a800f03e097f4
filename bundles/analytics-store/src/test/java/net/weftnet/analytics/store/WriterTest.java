package net.weftnet.analytics.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health;
import org.junit.jupiter.api.Test;

/** Batches that fail, and a writer that goes on. */
class WriterTest extends StoreInAFolder {
    @Test
    void aBatchIsWrittenWholeOrNotAtAll() throws Exception {
        try (var database = database()) {
            Row bad = new Row.Stat(0, null, "s", "o", "{}");
            assertThrows(
                    NullPointerException.class, () -> database.write(List.of(samples.message(Instant.now()), bad)));
            assertEquals(0, database.tables().getFirst().rows());
            database.write(List.of(samples.message(Instant.now())));
            assertEquals(1, database.tables().getFirst().rows());
        }
    }

    @Test
    void aBatchThatFailsTwiceIsLostAndOthersGoOn() throws Exception {
        var queue = new RowQueue(100, 1 << 20, Duration.ZERO, _ -> {});
        try (var writer = writer(queue, Clock.systemUTC())) {
            queue.offer(new RowQueue.Entry("INFO", List.of(new Row.Stat(0, null, "s", "o", "{}"))));
            await(() -> queue.lost().equals(Map.of("INFO", 1L)));
            queue.offer(new RowQueue.Entry("INFO", List.of(samples.message(Instant.now()))));
            await(() -> writer.figures().stored() == 1);
        }
    }

    @Test
    void goesOnAfterAnError() throws Exception {
        var broken = new AtomicBoolean(true);
        var clock = new ClockOf(() -> {
            if (broken.get()) {
                throw new StackOverflowError("as of a deep value");
            }
            return Instant.now();
        });
        var queue = new RowQueue(100, 1 << 20, Duration.ZERO, _ -> {});
        queue.offer(new RowQueue.Entry("INFO", List.of(samples.message(Instant.now()))));
        try (var writer = writer(queue, clock)) {
            await(() -> board.conditions().getFirst().level() == Health.Level.FAILED);
            broken.set(false);
            await(() -> writer.figures().stored() == 1);
        }
    }

    private static final class ClockOf extends Clock {
        private final Supplier<Instant> now;

        ClockOf(Supplier<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    private Writer writer(RowQueue queue, Clock clock) {
        var writer = new Writer(
                new Database.Settings(folder, 64L << 20, 2, 1L << 20),
                new AtomicReference<>(),
                () -> {},
                queue,
                new Retention(Map.of(), Long.MAX_VALUE),
                clock,
                new BackOff(Duration.ofMillis(10), Duration.ofMillis(50), new Random(1)),
                board.open("analytics", "store"));
        writer.start();
        return writer;
    }
}
