package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static net.weftnet.compute.forwarding.tables.Abi.NETWORK_INT;
import static net.weftnet.compute.forwarding.tables.Abi.ROUTE;
import static net.weftnet.compute.forwarding.tables.Abi.ROUTE_KEY;
import static net.weftnet.compute.forwarding.tables.Abi.offset;

import java.lang.foreign.MemorySegment;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.TableKey.RouteKey;

/** Routes of all VRFs in one trie for each family: the VRF is the first part of the prefix. */
final class RouteCodec implements EntryCodec<RouteKey, RouteEntry> {
    private static final long PREFIX_LENGTH = offset(ROUTE_KEY, "prefix_length");
    private static final long VRF = offset(ROUTE_KEY, "vrf");
    private static final long DESTINATION = offset(ROUTE_KEY, "destination");
    private static final long NEXT_HOP = offset(ROUTE, "next_hop");
    private static final long LABEL = offset(ROUTE, "label");
    private static final long NETWORK = offset(ROUTE, "network");
    private static final long GROUPS = offset(ROUTE, "groups");
    private static final long LENGTH = offset(ROUTE, "length");

    private final IpAddress.Family family;

    /** @param family that of all prefixes, as each has a table of its own */
    RouteCodec(IpAddress.Family family) {
        this.family = family;
    }

    @Override
    public void writeKey(RouteKey key, MemorySegment into) {
        var prefix = key.prefix();
        into.set(JAVA_INT, PREFIX_LENGTH, Abi.VRF_BITS + prefix.length());
        into.set(JAVA_INT, VRF, key.vrf());
        switch (family) {
            case IPV4 -> into.set(NETWORK_INT, DESTINATION, prefix.address().ipv4Bits());
            case IPV6 -> AddressBytes.write(prefix.address(), into, DESTINATION);
        }
    }

    @Override
    public void writeValue(RouteEntry entry, MemorySegment into) {
        into.set(JAVA_INT, NEXT_HOP, entry.nextHopId());
        into.set(JAVA_INT, LABEL, entry.label());
        into.set(JAVA_INT, NETWORK, entry.network());
        into.set(JAVA_INT, GROUPS, entry.groups());
        into.set(JAVA_INT, LENGTH, entry.prefix().length());
    }

    @Override
    public RouteEntry read(MemorySegment key, MemorySegment value) {
        var address =
                switch (family) {
                    case IPV4 -> IpAddress.ofIpv4(key.get(NETWORK_INT, DESTINATION));
                    case IPV6 -> AddressBytes.read(key, DESTINATION);
                };
        var prefix = new IpPrefix(address, key.get(JAVA_INT, PREFIX_LENGTH) - Abi.VRF_BITS);
        return new RouteEntry(
                key.get(JAVA_INT, VRF),
                prefix,
                value.get(JAVA_INT, NEXT_HOP),
                value.get(JAVA_INT, LABEL),
                value.get(JAVA_INT, NETWORK),
                value.get(JAVA_INT, GROUPS));
    }
}
