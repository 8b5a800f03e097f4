package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static net.weftnet.compute.forwarding.tables.Abi.TRACE;
import static net.weftnet.compute.forwarding.tables.Abi.TRACE_STEP;
import static net.weftnet.compute.forwarding.tables.Abi.offset;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.Trace.Step;
import net.weftnet.compute.forwarding.bpf.BpfMap;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** Where a traced packet leaves what was decided about it. One packet at a time: the caller sees to that. */
public final class TraceTable {
    private static final long COUNT = offset(TRACE, "count");
    private static final long STEPS = offset(TRACE, "steps");
    private static final long KIND = offset(TRACE_STEP, "kind");
    private static final long ARGUMENTS = offset(TRACE_STEP, "arguments");

    private final BpfMap map;

    TraceTable(BpfMap map) {
        this.map = map;
    }

    public void clear() throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            map.put(arena.allocate(JAVA_INT), arena.allocate(TRACE));
        }
    }

    public List<Step> read() throws LinuxException {
        try (var arena = Arena.ofConfined()) {
            var trace = arena.allocate(TRACE);
            map.get(arena.allocate(JAVA_INT), trace);
            var steps = new ArrayList<Step>();
            for (int i = 0; i < Math.min(trace.get(JAVA_INT, COUNT), Abi.TRACE_STEPS); i++) {
                steps.add(step(trace.asSlice(STEPS + i * TRACE_STEP.byteSize(), TRACE_STEP)));
            }
            return steps;
        }
    }

    private static Step step(MemorySegment step) {
        var a = step.asSlice(ARGUMENTS, (long) Abi.TRACE_ARGUMENTS * Integer.BYTES)
                .toArray(JAVA_INT);
        return switch (Abi.TraceKind.values()[step.get(JAVA_INT, KIND) - 1]) {
            case RECEIVED -> new Step.Received(a[0], a[1], a[2]);
            case LABEL -> new Step.Label(a[0], a[1], a[2]);
            case VNI -> new Step.Vni(a[0], a[1]);
            case BRIDGE -> new Step.Bridge(a[0] >>> 16, mac(a[0], a[1]), a[2], a[3]);
            case COPY -> new Step.Copy(a[0], a[1]);
            case KNOWN_FLOW -> new Step.KnownFlow(a[0], a[1] == Abi.FLOW_ALLOW, Direction.values()[a[2]]);
            case RULE -> new Step.Asked(a[0], a[1], Direction.values()[a[2]]);
            case JUDGED -> new Step.Judged(a[0], a[1] == Abi.FLOW_ALLOW, Direction.values()[a[2]], a[3]);
            case ROUTE -> new Step.Route(a[0], AddressBytes.read(step, ARGUMENTS + 3 * Integer.BYTES), a[1], a[2]);
            case NEXT_HOP -> new Step.Hop(a[0]);
            case DELIVERED -> new Step.Delivered(a[0]);
            case SENT -> new Step.Sent(a[0]);
            case ANSWERED -> new Step.Answered(a[0]);
            case TRANSLATED -> new Step.Translated(a[0] != 0, AddressBytes.read(step, ARGUMENTS + 3 * Integer.BYTES));
            case PUNTED -> new Step.Punted(a[0], PuntTable.reason(a[1]));
            case DROPPED -> new Step.Dropped(DropReason.values()[a[0]]);
        };
    }

    private static MacAddress mac(int high, int low) {
        return new MacAddress((high & 0xffffL) << 32 | Integer.toUnsignedLong(low));
    }
}
