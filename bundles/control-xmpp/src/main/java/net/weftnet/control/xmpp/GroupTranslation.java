package net.weftnet.control.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeDiscovery;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.xmpp.NextHop;
import net.weftnet.protocol.xmpp.RouteEntry;
import net.weftnet.protocol.xmpp.RouteNode;
import net.weftnet.protocol.xmpp.StanzaException;

/** Multicast routes as stanzas carry them, and as the RIB keeps them. */
final class GroupTranslation {
    private static final IpAddress ANY = IpAddress.ofIpv4(0);

    private GroupTranslation() {}

    static ErmVpnNlri destination(RouteEntry.Multicast entry) {
        return destination(entry.source(), entry.group());
    }

    private static ErmVpnNlri destination(IpAddress source, IpAddress group) {
        return new ErmVpnNlri(0, ErmVpnNlri.Type.NATIVE, 0, ANY, source, group);
    }

    /** {@return what a node stands for: the item is {@code GROUP} or {@code GROUP,SOURCE}} */
    static ErmVpnNlri destination(RouteNode node) throws StanzaException {
        var parts = node.item().split(",", -1);
        try {
            return destination(parts.length > 1 ? IpAddress.parse(parts[1]) : ANY, IpAddress.parse(parts[0]));
        } catch (IllegalArgumentException e) {
            throw new StanzaException("Not the node of a group: " + node, e);
        }
    }

    /** {@return the offer as a path, none if there is none} */
    static List<RoutePath> paths(RouteEntry.Multicast entry) {
        return entry.offer().stream().map(GroupTranslation::path).toList();
    }

    private static RoutePath path(RouteEntry.Multicast.Offer offer) {
        var edge = new EdgeDiscovery.Edge(offer.address(), offer.firstLabel(), offer.lastLabel());
        var attributes =
                new ArrayList<PathAttribute>(List.of(Origin.IGP, AsPath.EMPTY, new EdgeDiscovery(List.of(edge))));
        if (!offer.encapsulations().isEmpty()) {
            attributes.add(new ExtendedCommunities(offer.encapsulations().stream()
                    .map(encapsulation -> ExtendedCommunity.encapsulation(encapsulation.tunnelType()))
                    .toList()));
        }
        return new RoutePath(offer.address(), 0, 0, PathAttributes.of(attributes), "");
    }

    static RouteEntry.Multicast entry(RouteChange.Replicate place) {
        return new RouteEntry.Multicast(
                place.destination().group(),
                place.destination().source(),
                place.label(),
                Optional.empty(),
                place.replicas().stream()
                        .map(path -> NextHop.ofLabel(
                                path.nextHop(), path.label(), RouteTranslation.encapsulations(path.attributes()), ""))
                        .toList());
    }
}
