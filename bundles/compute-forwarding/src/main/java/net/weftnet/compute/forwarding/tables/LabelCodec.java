package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.TableKey.LabelKey;

/** Labels this node gave to others. */
final class LabelCodec implements EntryCodec<LabelKey, LabelEntry> {
    private static final long NEXT_HOP = Abi.offset(Abi.LABEL, "next_hop");
    private static final long BRIDGE = Abi.offset(Abi.LABEL, "bridge");

    @Override
    public void writeKey(LabelKey key, MemorySegment into) {
        into.set(JAVA_INT, 0, key.label());
    }

    @Override
    public void writeValue(LabelEntry entry, MemorySegment into) {
        into.set(JAVA_INT, NEXT_HOP, entry.nextHopId());
        into.set(JAVA_INT, BRIDGE, entry.bridgeVrf());
    }

    @Override
    public LabelEntry read(MemorySegment key, MemorySegment value) {
        return new LabelEntry(key.get(JAVA_INT, 0), value.get(JAVA_INT, NEXT_HOP), value.get(JAVA_INT, BRIDGE));
    }
}
