package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static net.weftnet.compute.forwarding.tables.Abi.NEIGHBOUR;
import static net.weftnet.compute.forwarding.tables.Abi.NEIGHBOUR_KEY;
import static net.weftnet.compute.forwarding.tables.Abi.offset;

import java.lang.foreign.MemorySegment;
import net.weftnet.compute.forwarding.api.NeighbourEntry;
import net.weftnet.compute.forwarding.api.TableKey.NeighbourKey;

/** MAC addresses by IP address. */
final class NeighbourCodec implements EntryCodec<NeighbourKey, NeighbourEntry> {
    private static final long VRF = offset(NEIGHBOUR_KEY, "vrf");
    private static final long ADDRESS = offset(NEIGHBOUR_KEY, "address");
    private static final long MAC = offset(NEIGHBOUR, "mac");

    @Override
    public void writeKey(NeighbourKey key, MemorySegment into) {
        into.set(JAVA_INT, VRF, key.vrf());
        AddressBytes.write(key.address(), into, ADDRESS);
    }

    @Override
    public void writeValue(NeighbourEntry entry, MemorySegment into) {
        into.fill((byte) 0);
        MacBytes.write(entry.mac(), into, MAC);
    }

    @Override
    public NeighbourEntry read(MemorySegment key, MemorySegment value) {
        return new NeighbourEntry(key.get(JAVA_INT, VRF), AddressBytes.read(key, ADDRESS), MacBytes.read(value, MAC));
    }
}
