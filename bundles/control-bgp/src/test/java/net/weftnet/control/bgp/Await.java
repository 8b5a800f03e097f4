package net.weftnet.control.bgp;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads and processes bring about. */
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Await() {}

    /** @param found what there is instead, for the message when it never comes */
    static void until(BooleanSupplier condition, Supplier<?> found) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come about; there is " + found.get());
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
