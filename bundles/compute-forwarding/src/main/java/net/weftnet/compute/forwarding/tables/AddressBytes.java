package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static net.weftnet.compute.forwarding.tables.Abi.NETWORK_INT;

import java.lang.foreign.MemorySegment;
import net.weftnet.common.net.IpAddress;

/** Addresses of both versions as {@code struct address} has them: those of IPv4 behind ::ffff. */
final class AddressBytes {
    private static final int LENGTH = 16;
    private static final int MARK = 8;
    private static final int IPV4 = 12;
    private static final int MAPPED = 0xffff;

    private AddressBytes() {}

    static void write(IpAddress address, MemorySegment into, long at) {
        if (address.isIpv4()) {
            into.asSlice(at, MARK).fill((byte) 0);
            into.set(NETWORK_INT, at + MARK, MAPPED);
            into.set(NETWORK_INT, at + IPV4, address.ipv4Bits());
        } else {
            MemorySegment.copy(address.toBytes(), 0, into, JAVA_BYTE, at, LENGTH);
        }
    }

    static IpAddress read(MemorySegment from, long at) {
        var octets = from.asSlice(at, LENGTH);
        boolean isIpv4 = octets.get(NETWORK_INT, MARK) == MAPPED
                && octets.get(NETWORK_INT, 0) == 0
                && octets.get(NETWORK_INT, Integer.BYTES) == 0;
        return isIpv4 ? IpAddress.ofIpv4(octets.get(NETWORK_INT, IPV4)) : IpAddress.ofBytes(octets.toArray(JAVA_BYTE));
    }
}
