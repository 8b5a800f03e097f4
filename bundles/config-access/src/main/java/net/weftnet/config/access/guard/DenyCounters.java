package net.weftnet.config.access.guard;

import java.util.concurrent.atomic.LongAdder;

/** How often this node has refused something, in the terms of {@code ietf-netconf-acm}. Thread-safe. */
public final class DenyCounters {
    private final LongAdder operations = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder notifications = new LongAdder();

    void countOperation() {
        operations.increment();
    }

    void countWrite() {
        writes.increment();
    }

    void countNotification() {
        notifications.increment();
    }

    /** {@return calls of operations that were refused} */
    public long operations() {
        return operations.sum();
    }

    /** {@return changes of data that were refused} */
    public long writes() {
        return writes.sum();
    }

    /** {@return notifications that were held back} */
    public long notifications() {
        return notifications.sum();
    }
}
