package net.weftnet.config.ifmap.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.weftnet.common.runtime.api.OwnerThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration GAP = Duration.ofMinutes(10);

    private final OwnerThread owner = OwnerThread.named("pace-test");
    private final AtomicInteger runs = new AtomicInteger();
    private final SetClock clock = new SetClock();

    @AfterEach
    void close() {
        owner.close();
    }

    @Test
    void runsAtOnceWhenNothingRanLately() {
        var pace = new Pace(owner, clock, GAP, runs::incrementAndGet);
        pace.ask();
        assertEquals(1, runs.get());
        pace.ask();
        assertEquals(1, runs.get());
    }

    @Test
    void runsAtOnceAgainAfterTheGap() {
        var pace = new Pace(owner, clock, GAP, runs::incrementAndGet);
        pace.ask();
        clock.now = clock.now.plus(GAP);
        pace.ask();
        assertEquals(2, runs.get());
    }

    @Test
    void runsOnceForABurst() throws InterruptedException {
        var twice = new CountDownLatch(2);
        var pace = new Pace(owner, Clock.systemUTC(), Duration.ofMillis(1), () -> {
            runs.incrementAndGet();
            twice.countDown();
        });
        // Within one task of the owner thread, so that the run that is due later cannot come in between.
        owner.call(() -> {
            for (int i = 0; i < 1000; i++) {
                pace.ask();
            }
            return runs.get();
        });
        assertTrue(runs.get() < 1000);
        assertTrue(twice.await(20, TimeUnit.SECONDS), "what was asked for during the gap is done after it");
    }

    @Test
    void isNotHeldUpByAClockThatWasSetBack() {
        var pace = new Pace(owner, clock, GAP, runs::incrementAndGet);
        clock.now = Instant.EPOCH.plus(Duration.ofDays(1));
        pace.ask();
        clock.now = Instant.EPOCH;
        pace.ask();
        assertEquals(2, runs.get());
    }
}
