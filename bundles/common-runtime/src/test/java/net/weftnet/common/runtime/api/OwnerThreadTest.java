package net.weftnet.common.runtime.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OwnerThreadTest {
    private final OwnerThread owner = OwnerThread.named("test-owner");

    @AfterEach
    void close() {
        owner.close();
    }

    @Test
    void runsTasksInOrder() {
        var seen = new ArrayList<Integer>();
        IntStream.range(0, 1000).forEach(i -> owner.execute(() -> seen.add(i)));
        assertEquals(IntStream.range(0, 1000).boxed().toList(), owner.call(() -> List.copyOf(seen)));
    }

    @Test
    void knowsItsThread() {
        var e = assertThrows(IllegalStateException.class, owner::check);
        assertTrue(e.getMessage().startsWith("Only test-owner may do this"), e.getMessage());
        assertTrue(owner.call(owner::isCurrent));
        owner.call(() -> {
            owner.check();
            return true;
        });
    }

    @Test
    void survivesATaskThatThrows() {
        owner.execute(() -> {
            throw new IllegalStateException("expected by the test");
        });
        assertEquals("alive", owner.call(() -> "alive"));
    }

    @Test
    void passesExceptionsOfAQueryOn() {
        assertThrows(NumberFormatException.class, () -> owner.call(() -> Integer.valueOf("x")));
        var e = assertThrows(
                CompletionException.class,
                () -> owner.call(() -> {
                    throw new IOException("no");
                }));
        assertInstanceOf(IOException.class, e.getCause());
    }

    @Test
    void aQueryFromTheThreadItselfRunsAtOnce() {
        assertEquals(7, owner.call(() -> owner.call(() -> 7)));
    }

    @Test
    void schedulesAndCallsOff() throws InterruptedException {
        var ran = new CountDownLatch(1);
        owner.schedule(Duration.ofHours(1), () -> {
                    throw new AssertionError("called off");
                })
                .cancel();
        owner.schedule(Duration.ofMillis(1), () -> {
            owner.check();
            ran.countDown();
        });
        ran.await();
    }

    @Test
    void dropsTasksAfterClose() {
        owner.execute(() -> {});
        owner.close();
        assertDoesNotThrow(() -> owner.execute(() -> {
            throw new AssertionError("ran after close");
        }));
        assertDoesNotThrow(() -> owner.schedule(Duration.ZERO, () -> {}).cancel());
        assertThrows(RejectedExecutionException.class, () -> owner.call(() -> 1));
    }

    @Test
    void mayCloseItself() throws InterruptedException {
        var closed = new CountDownLatch(1);
        owner.execute(() -> {
            owner.close();
            closed.countDown();
        });
        closed.await();
    }
}
