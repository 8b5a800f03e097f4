package net.weftnet.common.storage.api;

/**
 * Unique numbers over a register that holds the first number nobody has reserved: each node reserves a block at a time.
 * A block that was reserved without the node knowing is never used.
 */
public final class BlockNumbers implements UniqueNumbers {
    private static final int BLOCK = 32;

    private final Register reserved;
    private final long first;

    /** Guarded by this; the numbers from next to before limit are ours. */
    private long next;

    private long limit;

    /** Draws from a register, which nothing else changes; the first number of all is {@code first}. */
    public BlockNumbers(Register reserved, long first) {
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
