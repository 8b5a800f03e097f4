package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import net.weftnet.common.net.MacAddress;

/** MAC addresses inside entries. */
final class MacBytes {
    private MacBytes() {}

    static void write(MacAddress mac, MemorySegment into, long offset) {
        MemorySegment.copy(mac.toBytes(), 0, into, JAVA_BYTE, offset, Abi.MAC_LENGTH);
    }

    static MacAddress read(MemorySegment from, long offset) {
        return MacAddress.ofBytes(from.asSlice(offset, Abi.MAC_LENGTH).toArray(JAVA_BYTE));
    }
}
