package net.weftnet.compute.forwarding.tables;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import net.weftnet.compute.forwarding.bpf.BpfMap;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** Puts many entries into a map, many a system call. Not thread-safe. */
final class BulkPut {
    private static final int BATCH = 1024;

    private final BpfMap map;
    private final MemorySegment keys;
    private final MemorySegment values;
    private int count;

    /** @param arena for the entries that wait; until the last {@link #flush} */
    BulkPut(BpfMap map, Arena arena) {
        this.map = map;
        keys = arena.allocate((long) BATCH * map.definition().keySize(), 8);
        values = arena.allocate(BATCH * map.valueSize(), 8);
    }

    /** Takes an entry; both consumers get a cleared segment of the right size. */
    void put(Consumer<MemorySegment> key, Consumer<MemorySegment> value) throws LinuxException {
        int keySize = map.definition().keySize();
        key.accept(keys.asSlice((long) count * keySize, keySize).fill((byte) 0));
        value.accept(values.asSlice(count * map.valueSize(), map.valueSize()).fill((byte) 0));
        count++;
        if (count == BATCH) {
            flush();
        }
    }

    /** Sees to it that all entries are in the map. */
    void flush() throws LinuxException {
        if (count > 0) {
            map.putAll(keys, values, count);
            count = 0;
        }
    }
}
