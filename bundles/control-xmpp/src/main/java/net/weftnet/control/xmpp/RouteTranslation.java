package net.weftnet.control.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.MultiExitDiscriminator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttribute.PmsiTunnel;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.EthernetSegment;
import net.weftnet.protocol.bgp.nlri.EvpnNlri;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.EthernetAutoDiscovery;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.EthernetSegmentRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.InclusiveMulticast;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.IpPrefixRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.MacIp;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import net.weftnet.protocol.xmpp.NextHop;
import net.weftnet.protocol.xmpp.RouteEntry;
import net.weftnet.protocol.xmpp.RouteEntry.Mobility;

/**
 * Routes as stanzas carry them, and as the RIB keeps them: with the attributes of BGP. The name of the network that a
 * stanza says is not kept; a route is in the network of its instance, whose number goes with it.
 */
final class RouteTranslation {
    private static final IpAddress ANY = IpAddress.ofIpv4(0);

    private RouteTranslation() {}

    /** {@return a path for each next hop} */
    static List<RoutePath> paths(RouteEntry.Inet entry) {
        var common = common(entry.localPreference(), entry.med());
        var communities = communities(entry.communities());
        if (!communities.isEmpty()) {
            common.add(new Communities(communities));
        }
        return entry.nextHops().stream()
                .map(nextHop -> path(
                        nextHop,
                        common,
                        extendedCommunities(entry.mobility(), entry.securityGroups(), nextHop),
                        entry.subProtocol()))
                .toList();
    }

    /** {@return a path for each next hop} */
    static List<RoutePath> paths(RouteEntry.Enet entry) {
        return entry.nextHops().stream()
                .map(nextHop -> {
                    var attributes = common(entry.localPreference(), entry.med());
                    if (entry.mac().equals(MacAddress.BROADCAST)) {
                        attributes.add(ingressReplication(nextHop));
                    }
                    var communities = extendedCommunities(entry.mobility(), entry.securityGroups(), nextHop);
                    return path(nextHop, attributes, communities, "");
                })
                .toList();
    }

    private static RoutePath path(
            NextHop nextHop, List<PathAttribute> common, List<ExtendedCommunity> communities, String protocol) {
        var all = new ArrayList<>(common);
        if (!communities.isEmpty()) {
            all.add(new ExtendedCommunities(communities));
        }
        return new RoutePath(nextHop.address(), nextHop.label(), nextHop.vni(), PathAttributes.of(all), protocol);
    }

    private static List<PathAttribute> common(long localPreference, long med) {
        var all = new ArrayList<PathAttribute>(List.of(Origin.IGP, AsPath.EMPTY, new LocalPreference(localPreference)));
        if (med != 0) {
            all.add(new MultiExitDiscriminator(med));
        }
        return all;
    }

    /** RFC 7432 section 11.2: frames for many are sent to each that wants them, with the label of the bridge. */
    private static PmsiTunnel ingressReplication(NextHop nextHop) {
        int label = nextHop.vni() != 0 ? nextHop.vni() : EvpnNlri.ofLabel(nextHop.label());
        var to = Octets.of(nextHop.address().toBytes());
        return new PmsiTunnel(0, PmsiTunnel.INGRESS_REPLICATION, label, to);
    }

    /** {@return what the RIB calls the destination} */
    static Nlri destination(RouteEntry.Enet entry) {
        var address = entry.address().address();
        if (entry.mac().equals(MacAddress.BROADCAST)) {
            return new InclusiveMulticast(0, 0, entry.ethernetTag(), ANY);
        }
        if (entry.mac().bits() == 0) {
            var none = new IpAddress(address.family(), 0, 0);
            return new IpPrefixRoute(0, 0, EthernetSegment.SINGLE_HOMED, entry.ethernetTag(), entry.address(), none, 0);
        }
        return new MacIp(
                0,
                0,
                EthernetSegment.SINGLE_HOMED,
                entry.ethernetTag(),
                entry.mac(),
                address.equals(ANY) ? null : address,
                0,
                PrefixNlri.NO_LABEL);
    }

    /** {@return the communities among these texts that we know} */
    static List<Community> communities(List<String> texts) {
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

    private static List<ExtendedCommunity> extendedCommunities(
            Mobility mobility, List<Long> securityGroups, NextHop nextHop) {
        var communities = new ArrayList<ExtendedCommunity>();
        nextHop.encapsulations()
                .forEach(encapsulation -> communities.add(ExtendedCommunity.encapsulation(encapsulation.tunnelType())));
        if (mobility.sticky() || mobility.sequence() > 0) {
            communities.add(ExtendedCommunity.macMobility(mobility.sticky(), mobility.sequence()));
        }
        securityGroups.forEach(group -> communities.add(ExtendedCommunity.securityGroup(0, group)));
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

    /**
     * {@return the route as a stanza carries it, empty for kinds that have no form there}
     *
     * @param paths none for a route that is gone
     */
    static Optional<RouteEntry.Enet> entry(EvpnNlri destination, List<RoutePath> paths) {
        return switch (destination) {
            case MacIp mac -> {
                var address = IpPrefix.host(mac.address() == null ? ANY : mac.address());
                yield Optional.of(entry(mac.tag(), mac.mac(), address, paths, false));
            }
            case IpPrefixRoute prefix ->
                Optional.of(entry(prefix.tag(), new MacAddress(0), prefix.prefix(), paths, false));
            case InclusiveMulticast multicast ->
                Optional.of(entry(multicast.tag(), MacAddress.BROADCAST, IpPrefix.host(ANY), paths, true));
            case EthernetAutoDiscovery _, EthernetSegmentRoute _ -> Optional.empty();
        };
    }

    private static RouteEntry.Enet entry(
            long tag, MacAddress mac, IpPrefix address, List<RoutePath> paths, boolean isForMany) {
        var nextHops = paths.stream().map(path -> nextHop(path, "")).distinct().toList();
        var attributes =
                paths.isEmpty() ? PathAttributes.EMPTY : paths.getFirst().attributes();
        return new RouteEntry.Enet(
                tag,
                mac,
                address,
                isForMany ? List.of() : nextHops,
                isForMany ? nextHops : List.of(),
                mobility(attributes),
                numbers(attributes, ExtendedCommunity::isSecurityGroup),
                attributes.localPreference(),
                attributes.multiExitDiscriminator());
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

    private static Mobility mobility(PathAttributes attributes) {
        return attributes.extendedCommunities().stream()
                .filter(ExtendedCommunity::isMacMobility)
                .map(c -> new Mobility(c.mobilitySequence(), c.isSticky()))
                .findFirst()
                .orElse(Mobility.NONE);
    }

    private static List<Long> numbers(PathAttributes attributes, Predicate<ExtendedCommunity> kind) {
        return attributes.extendedCommunities().stream()
                .filter(kind)
                .map(ExtendedCommunity::number)
                .distinct()
                .toList();
    }

    static List<Encapsulation> encapsulations(PathAttributes attributes) {
        return attributes.extendedCommunities().stream()
                .filter(ExtendedCommunity::isEncapsulation)
                .flatMap(community -> Encapsulation.ofTunnelType(community.tunnelType()).stream())
                .distinct()
                .toList();
    }
}
