package net.weftnet.control.xmpp;

import java.util.List;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.NextHop;
import net.weftnet.control.rib.api.RouteAttributes;
import net.weftnet.protocol.xmpp.RouteEntry;

/** Routes as stanzas carry them, and as the RIB keeps them. */
final class RouteTranslation {
    private RouteTranslation() {}

    static RouteAttributes attributes(RouteEntry.Inet entry) {
        return new RouteAttributes(
                nextHops(entry),
                entry.virtualNetwork(),
                entry.localPreference(),
                entry.mobility().sticky(),
                entry.mobility().sequence(),
                entry.med(),
                entry.securityGroups(),
                entry.communities(),
                entry.subProtocol());
    }

    private static List<NextHop> nextHops(RouteEntry.Inet entry) {
        return entry.nextHops().stream()
                .map(n -> new NextHop(
                        n.address(), n.label(), n.vni(), n.mac(), n.encapsulations(), n.virtualNetwork(), n.tags()))
                .toList();
    }

    static RouteEntry.Inet entry(IpPrefix prefix, RouteAttributes attributes) {
        return new RouteEntry.Inet(
                prefix,
                attributes.nextHops().stream()
                        .map(n -> new net.weftnet.protocol.xmpp.NextHop(
                                n.address(),
                                n.mac(),
                                n.label(),
                                n.vni(),
                                n.encapsulations(),
                                n.virtualNetwork(),
                                n.tags()))
                        .toList(),
                attributes.originVirtualNetwork(),
                new RouteEntry.Mobility(attributes.mobilitySequence(), attributes.sticky()),
                attributes.securityGroups(),
                attributes.communities(),
                attributes.localPreference(),
                attributes.med(),
                attributes.subProtocol());
    }
}
