package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.TableKey.PolicyKey;

/** Policies by number. */
final class PolicyCodec implements EntryCodec<PolicyKey, PolicyEntry> {
    private static final long FROM_WORKLOAD = Abi.offset(Abi.POLICY, "from_workload");
    private static final long TO_WORKLOAD = Abi.offset(Abi.POLICY, "to_workload");
    private static final long CHECK_SOURCE = Abi.offset(Abi.POLICY, "check_source");

    @Override
    public void writeKey(PolicyKey key, MemorySegment into) {
        into.set(JAVA_INT, 0, key.number());
    }

    @Override
    public void writeValue(PolicyEntry entry, MemorySegment into) {
        into.fill((byte) 0);
        writeStages(entry.fromWorkload(), into, FROM_WORKLOAD);
        writeStages(entry.toWorkload(), into, TO_WORKLOAD);
        into.set(JAVA_INT, CHECK_SOURCE, entry.checksSource() ? 1 : 0);
    }

    private static void writeStages(List<Integer> sets, MemorySegment into, long offset) {
        for (int i = 0; i < sets.size(); i++) {
            into.set(JAVA_INT, offset + 4L * i, sets.get(i));
        }
    }

    @Override
    public PolicyEntry read(MemorySegment key, MemorySegment value) {
        return new PolicyEntry(
                key.get(JAVA_INT, 0),
                readStages(value, FROM_WORKLOAD),
                readStages(value, TO_WORKLOAD),
                value.get(JAVA_INT, CHECK_SOURCE) != 0);
    }

    private static List<Integer> readStages(MemorySegment value, long offset) {
        return IntStream.range(0, Abi.MAX_STAGES)
                .map(i -> value.get(JAVA_INT, offset + 4L * i))
                .takeWhile(set -> set != 0)
                .boxed()
                .toList();
    }
}
