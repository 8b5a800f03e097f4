package net.weftnet.common.storage.embedded;

import net.weftnet.common.storage.api.Register;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.UniqueNumbers;

/** Numbers taken in blocks: the register holds the first number that nobody has reserved. */
final class BlockNumbers implements UniqueNumbers {
    private static final int BLOCK = 32;

    private final Register reserved;
    private final long first;

    /** Guarded by this; the numbers from next to before limit are ours. */
    private long next;

    private long limit;

    BlockNumbers(Register reserved, long first) {
        this.reserved = reserved;
        this.first = first;
    }

    @Override
    public synchronized long next() throws StorageException {
        while (next == limit) {
            var current = reserved.get();
            long start = current.map(Long::parseLong).orElse(first);
            if (reserved.compareAndSet(current, Long.toString(start + BLOCK))) {
                next = start;
                limit = start + BLOCK;
            }
        }
        return next++;
    }
}
