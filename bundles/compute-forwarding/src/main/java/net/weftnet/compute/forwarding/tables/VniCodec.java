package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import net.weftnet.compute.forwarding.api.TableKey.VniKey;
import net.weftnet.compute.forwarding.api.VniEntry;

/** VXLAN networks of this node. */
final class VniCodec implements EntryCodec<VniKey, VniEntry> {
    private static final long VRF = Abi.offset(Abi.VNI, "vrf");

    @Override
    public void writeKey(VniKey key, MemorySegment into) {
        into.set(JAVA_INT, 0, key.vni());
    }

    @Override
    public void writeValue(VniEntry entry, MemorySegment into) {
        into.set(JAVA_INT, VRF, entry.vrf());
    }

    @Override
    public VniEntry read(MemorySegment key, MemorySegment value) {
        return new VniEntry(key.get(JAVA_INT, 0), value.get(JAVA_INT, VRF));
    }
}
