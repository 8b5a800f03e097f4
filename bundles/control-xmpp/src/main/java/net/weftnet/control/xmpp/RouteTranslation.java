package net.weftnet.control.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.MultiExitDiscriminator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.xmpp.NextHop;
import net.weftnet.protocol.xmpp.RouteEntry;

/**
 * Routes as stanzas carry them, and as the RIB keeps them: with the attributes of BGP. The name of the network that a
 * stanza says is not kept; a route is in the network of its instance, whose number goes with it.
 */
final class RouteTranslation {
    private RouteTranslation() {}

    /** {@return a path for each next hop} */
    static List<RoutePath> paths(RouteEntry.Inet entry) {
        return entry.nextHops().stream()
                .map(nextHop -> new RoutePath(
                        nextHop.address(),
                        nextHop.label(),
                        nextHop.vni(),
                        attributes(entry, nextHop),
                        entry.subProtocol()))
                .toList();
    }

    private static PathAttributes attributes(RouteEntry.Inet entry, NextHop nextHop) {
        var all = new ArrayList<PathAttribute>();
        all.add(Origin.IGP);
        all.add(AsPath.EMPTY);
        all.add(new LocalPreference(entry.localPreference()));
        if (entry.med() != 0) {
            all.add(new MultiExitDiscriminator(entry.med()));
        }
        var communities = communities(entry.communities());
        if (!communities.isEmpty()) {
            all.add(new Communities(communities));
        }
        var extended = extendedCommunities(entry, nextHop);
        if (!extended.isEmpty()) {
            all.add(new ExtendedCommunities(extended));
        }
        return PathAttributes.of(all);
    }

    private static List<Community> communities(List<String> texts) {
        var communities = new ArrayList<Community>();
        for (var text : texts) {
            try {
                communities.add(Community.parse(text));
            } catch (IllegalArgumentException _) {
                // An agent may name one that we do not know; the route is as good without it.
            }
        }
        return communities;
    }

    private static List<ExtendedCommunity> extendedCommunities(RouteEntry.Inet entry, NextHop nextHop) {
        var communities = new ArrayList<ExtendedCommunity>();
        nextHop.encapsulations()
                .forEach(encapsulation -> communities.add(ExtendedCommunity.encapsulation(encapsulation.tunnelType())));
        var mobility = entry.mobility();
        if (mobility.sticky() || mobility.sequence() > 0) {
            communities.add(ExtendedCommunity.macMobility(mobility.sticky(), mobility.sequence()));
        }
        entry.securityGroups().forEach(group -> communities.add(ExtendedCommunity.securityGroup(0, group)));
        nextHop.tags().forEach(tag -> communities.add(ExtendedCommunity.tag(0, tag)));
        nextHop.mac().ifPresent(mac -> communities.add(ExtendedCommunity.routerMac(mac)));
        return communities;
    }

    /** {@return the route as a stanza carries it; what is said once of all next hops is that of the best path} */
    static RouteEntry.Inet entry(IpPrefix prefix, RouteChange.Reach reach) {
        var best = reach.paths().getFirst();
        var attributes = best.attributes();
        return new RouteEntry.Inet(
                prefix,
                reach.paths().stream()
                        .map(path -> nextHop(path, reach.virtualNetwork()))
                        .distinct()
                        .toList(),
                reach.virtualNetwork(),
                mobility(attributes),
                numbers(attributes, ExtendedCommunity::isSecurityGroup),
                attributes.find(Communities.class).map(Communities::values).orElse(List.of()).stream()
                        .map(Community::toString)
                        .toList(),
                attributes.localPreference(),
                attributes.multiExitDiscriminator(),
                best.protocol());
    }

    private static NextHop nextHop(RoutePath path, String virtualNetwork) {
        return new NextHop(
                path.nextHop(),
                routerMac(path.attributes()),
                path.label(),
                path.vni(),
                encapsulations(path.attributes()),
                virtualNetwork,
                numbers(path.attributes(), ExtendedCommunity::isTag));
    }

    private static Optional<MacAddress> routerMac(PathAttributes attributes) {
        return attributes.extendedCommunities().stream()
                .filter(ExtendedCommunity::isRouterMac)
                .map(ExtendedCommunity::mac)
                .findFirst();
    }

    private static RouteEntry.Mobility mobility(PathAttributes attributes) {
        return attributes.extendedCommunities().stream()
                .filter(ExtendedCommunity::isMacMobility)
                .map(c -> new RouteEntry.Mobility(c.mobilitySequence(), c.isSticky()))
                .findFirst()
                .orElse(RouteEntry.Mobility.NONE);
    }

    private static List<Long> numbers(PathAttributes attributes, Predicate<ExtendedCommunity> kind) {
        return attributes.extendedCommunities().stream()
                .filter(kind)
                .map(ExtendedCommunity::number)
                .distinct()
                .toList();
    }

    private static List<Encapsulation> encapsulations(PathAttributes attributes) {
        return attributes.extendedCommunities().stream()
                .filter(ExtendedCommunity::isEncapsulation)
                .flatMap(community -> Encapsulation.ofTunnelType(community.tunnelType()).stream())
                .distinct()
                .toList();
    }
}
