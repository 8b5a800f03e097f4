package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static net.weftnet.compute.forwarding.tables.Abi.FLOATING;
import static net.weftnet.compute.forwarding.tables.Abi.FLOATING_ADDRESS;
import static net.weftnet.compute.forwarding.tables.Abi.offset;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import net.weftnet.compute.forwarding.api.FloatingEntry;
import net.weftnet.compute.forwarding.api.TableKey.FloatingKey;

/** Floating addresses by interface. */
final class FloatingCodec implements EntryCodec<FloatingKey, FloatingEntry> {
    private static final long COUNT = offset(FLOATING, "count");
    private static final long ADDRESSES = offset(FLOATING, "addresses");
    private static final long FIXED = offset(FLOATING_ADDRESS, "fixed");
    private static final long OUTSIDE = offset(FLOATING_ADDRESS, "outside");
    private static final long VRF = offset(FLOATING_ADDRESS, "vrf");
    private static final long POLICY = offset(FLOATING_ADDRESS, "policy");

    @Override
    public void writeKey(FloatingKey key, MemorySegment into) {
        into.set(JAVA_INT, 0, key.ifIndex());
    }

    @Override
    public void writeValue(FloatingEntry entry, MemorySegment into) {
        into.fill((byte) 0);
        into.set(JAVA_INT, COUNT, entry.addresses().size());
        for (int i = 0; i < entry.addresses().size(); i++) {
            var address = entry.addresses().get(i);
            var place = place(into, i);
            AddressBytes.write(address.fixed(), place, FIXED);
            AddressBytes.write(address.outside(), place, OUTSIDE);
            place.set(JAVA_INT, VRF, address.vrf());
            place.set(JAVA_INT, POLICY, address.policy());
        }
    }

    private static MemorySegment place(MemorySegment value, int index) {
        return value.asSlice(ADDRESSES + index * FLOATING_ADDRESS.byteSize(), FLOATING_ADDRESS);
    }

    @Override
    public FloatingEntry read(MemorySegment key, MemorySegment value) {
        var addresses = new ArrayList<FloatingEntry.Address>();
        for (int i = 0; i < value.get(JAVA_INT, COUNT); i++) {
            var place = place(value, i);
            addresses.add(new FloatingEntry.Address(
                    AddressBytes.read(place, FIXED),
                    AddressBytes.read(place, OUTSIDE),
                    place.get(JAVA_INT, VRF),
                    place.get(JAVA_INT, POLICY)));
        }
        return new FloatingEntry(key.get(JAVA_INT, 0), addresses);
    }
}
