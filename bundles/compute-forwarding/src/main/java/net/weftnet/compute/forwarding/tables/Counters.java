package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static net.weftnet.compute.forwarding.tables.Abi.COUNTER;
import static net.weftnet.compute.forwarding.tables.Abi.INTERFACE_COUNTERS;
import static net.weftnet.compute.forwarding.tables.Abi.offset;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.InterfaceCounters;
import net.weftnet.compute.forwarding.bpf.BpfMap;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** Drop and interface counters. Each CPU counts for itself; reading adds up. */
final class Counters {
    private static final long PACKETS = offset(COUNTER, "packets");
    private static final long BYTES = offset(COUNTER, "bytes");
    private static final long RECEIVED = offset(INTERFACE_COUNTERS, "received");
    private static final long SENT = offset(INTERFACE_COUNTERS, "sent");

    private final BpfMap drops;
    private final BpfMap interfaces;

    Counters(BpfMap drops, BpfMap interfaces) {
        this.drops = drops;
        this.interfaces = interfaces;
    }

    Map<DropReason, Counter> drops() throws LinuxException {
        var result = new EnumMap<DropReason, Counter>(DropReason.class);
        var reasons = DropReason.values();
        drops.forEach((key, value) -> {
            int code = key.get(JAVA_INT, 0);
            if (code < reasons.length) {
                result.put(reasons[code], sum(drops, value, 0));
            }
        });
        return result;
    }

    Map<Integer, InterfaceCounters> interfaces() throws LinuxException {
        var result = new HashMap<Integer, InterfaceCounters>();
        interfaces.forEach((key, value) -> result.put(
                key.get(JAVA_INT, 0),
                new InterfaceCounters(sum(interfaces, value, RECEIVED), sum(interfaces, value, SENT))));
        return result;
    }

    private static Counter sum(BpfMap map, MemorySegment value, long offset) {
        var total = Counter.ZERO;
        for (int cpu = 0; cpu < map.copies(); cpu++) {
            var copy = map.copy(value, cpu);
            total = total.plus(new Counter(copy.get(JAVA_LONG, offset + PACKETS), copy.get(JAVA_LONG, offset + BYTES)));
        }
        return total;
    }

    /** Starts counting for an interface; goes on with its counters if it has some. */
    void open(int ifIndex) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            interfaces.putIfAbsent(arena.allocateFrom(JAVA_INT, ifIndex), arena.allocate(interfaces.valueSize(), 8));
        }
    }

    void close(int ifIndex) throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            interfaces.delete(arena.allocateFrom(JAVA_INT, ifIndex));
        }
    }
}
