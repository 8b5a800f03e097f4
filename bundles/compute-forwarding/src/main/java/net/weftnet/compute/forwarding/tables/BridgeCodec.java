package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static net.weftnet.compute.forwarding.tables.Abi.BRIDGE_KEY;
import static net.weftnet.compute.forwarding.tables.Abi.BRIDGE_ROUTE;
import static net.weftnet.compute.forwarding.tables.Abi.offset;

import java.lang.foreign.MemorySegment;
import net.weftnet.compute.forwarding.api.BridgeEntry;
import net.weftnet.compute.forwarding.api.TableKey.BridgeKey;

/** MAC addresses of all VRFs. */
final class BridgeCodec implements EntryCodec<BridgeKey, BridgeEntry> {
    private static final long VRF = offset(BRIDGE_KEY, "vrf");
    private static final long MAC = offset(BRIDGE_KEY, "mac");
    private static final long NEXT_HOP = offset(BRIDGE_ROUTE, "next_hop");
    private static final long LABEL = offset(BRIDGE_ROUTE, "label");

    @Override
    public void writeKey(BridgeKey key, MemorySegment into) {
        into.fill((byte) 0);
        into.set(JAVA_INT, VRF, key.vrf());
        MacBytes.write(key.mac(), into, MAC);
    }

    @Override
    public void writeValue(BridgeEntry entry, MemorySegment into) {
        into.set(JAVA_INT, NEXT_HOP, entry.nextHopId());
        into.set(JAVA_INT, LABEL, entry.label());
    }

    @Override
    public BridgeEntry read(MemorySegment key, MemorySegment value) {
        return new BridgeEntry(
                key.get(JAVA_INT, VRF),
                MacBytes.read(key, MAC),
                value.get(JAVA_INT, NEXT_HOP),
                value.get(JAVA_INT, LABEL));
    }
}
