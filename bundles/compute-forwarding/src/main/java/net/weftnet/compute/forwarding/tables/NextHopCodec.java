package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static net.weftnet.compute.forwarding.tables.Abi.NETWORK_INT;
import static net.weftnet.compute.forwarding.tables.Abi.NEXT_HOP;
import static net.weftnet.compute.forwarding.tables.Abi.offset;

import java.lang.foreign.MemorySegment;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.TableKey.NextHopKey;

/** Next hops by number. */
final class NextHopCodec implements EntryCodec<NextHopKey, NextHopEntry> {
    private static final long KIND = offset(NEXT_HOP, "kind");
    private static final long ENCAPSULATION = offset(NEXT_HOP, "encapsulation");
    private static final long INTERFACE = offset(NEXT_HOP, "interface");
    private static final long SOURCE = offset(NEXT_HOP, "source");
    private static final long DESTINATION = offset(NEXT_HOP, "destination");
    private static final long MAC = offset(NEXT_HOP, "mac");

    @Override
    public void writeKey(NextHopKey key, MemorySegment into) {
        into.set(JAVA_INT, 0, key.id());
    }

    @Override
    public void writeValue(NextHopEntry entry, MemorySegment into) throws ForwardingException {
        into.fill((byte) 0);
        switch (entry.nextHop()) {
            case NextHop.Discard _ -> into.set(JAVA_INT, KIND, Abi.NEXT_HOP_DISCARD);
            case NextHop.Interface(var ifIndex, var mac) -> {
                into.set(JAVA_INT, KIND, Abi.NEXT_HOP_INTERFACE);
                into.set(JAVA_INT, INTERFACE, ifIndex);
                MacBytes.write(mac, into, MAC);
            }
            case NextHop.Floating(var ifIndex, var mac) -> {
                into.set(JAVA_INT, KIND, Abi.NEXT_HOP_FLOATING);
                into.set(JAVA_INT, INTERFACE, ifIndex);
                MacBytes.write(mac, into, MAC);
            }
            case NextHop.Tunnel(var encapsulation, var source, var destination, var router) -> {
                into.set(JAVA_INT, KIND, Abi.NEXT_HOP_TUNNEL);
                into.set(JAVA_INT, ENCAPSULATION, code(encapsulation));
                into.set(NETWORK_INT, SOURCE, ipv4(source));
                into.set(NETWORK_INT, DESTINATION, ipv4(destination));
                MacBytes.write(router, into, MAC);
            }
            case NextHop.Ecmp _ -> into.set(JAVA_INT, KIND, Abi.NEXT_HOP_ECMP);
            case NextHop.Multicast _ -> into.set(JAVA_INT, KIND, Abi.NEXT_HOP_MULTICAST);
        }
    }

    private static int code(Encapsulation encapsulation) {
        return switch (encapsulation) {
            case MPLS_OVER_UDP -> Abi.MPLS_OVER_UDP;
            case MPLS_OVER_GRE -> Abi.MPLS_OVER_GRE;
            case VXLAN -> Abi.VXLAN;
        };
    }

    private static Encapsulation encapsulation(int code) {
        return switch (code) {
            case Abi.MPLS_OVER_GRE -> Encapsulation.MPLS_OVER_GRE;
            case Abi.VXLAN -> Encapsulation.VXLAN;
            default -> Encapsulation.MPLS_OVER_UDP;
        };
    }

    private static int ipv4(IpAddress address) throws ForwardingException {
        if (!address.isIpv4()) {
            throw new ForwardingException(
                    ForwardingException.Kind.UNSUPPORTED, "Tunnels over IPv6 are not supported: " + address);
        }
        return address.ipv4Bits();
    }

    @Override
    public NextHopEntry read(MemorySegment key, MemorySegment value) {
        var nextHop =
                switch (value.get(JAVA_INT, KIND)) {
                    case Abi.NEXT_HOP_INTERFACE ->
                        new NextHop.Interface(value.get(JAVA_INT, INTERFACE), MacBytes.read(value, MAC));
                    case Abi.NEXT_HOP_FLOATING ->
                        new NextHop.Floating(value.get(JAVA_INT, INTERFACE), MacBytes.read(value, MAC));
                    case Abi.NEXT_HOP_TUNNEL ->
                        new NextHop.Tunnel(
                                encapsulation(value.get(JAVA_INT, ENCAPSULATION)),
                                IpAddress.ofIpv4(value.get(NETWORK_INT, SOURCE)),
                                IpAddress.ofIpv4(value.get(NETWORK_INT, DESTINATION)),
                                MacBytes.read(value, MAC));
                    default -> new NextHop.Discard();
                };
        return new NextHopEntry(key.get(JAVA_INT, 0), nextHop);
    }
}
