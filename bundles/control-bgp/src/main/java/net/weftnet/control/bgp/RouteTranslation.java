package net.weftnet.control.bgp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.RouteDistinguisher;
import net.weftnet.control.rib.api.ExportChange;
import net.weftnet.control.rib.api.NextHop;
import net.weftnet.control.rib.api.RouteAttributes;
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
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;

/** Routes as the RIB keeps them, and as BGP carries them. */
final class RouteTranslation {
    /** Tunnel types that mean what others mean: GRE with MPLS inside it, and MPLS over UDP before it had a number. */
    private static final int GRE = 2;

    private static final int OLD_MPLS_OVER_UDP = 37001;
    private static final int LABEL_BITS = 20;
    private static final long IPV4_MAPPED = 0xffffL;

    private final Networks networks;

    RouteTranslation(Networks networks) {
        this.networks = networks;
    }

    /**
     * {@return the route as BGP carries it, empty if BGP cannot: without a next hop, with numbers that have no room, or of
     *     an agent whose address is no IPv4 address}
     *
     * @param as our AS number, for communities that carry one
     */
    Optional<VpnRoute> toBgp(ExportChange.Reach reach, long as) {
        var attributes = reach.attributes();
        if (attributes.nextHops().isEmpty()
                || attributes.nextHops().getFirst().label() >>> LABEL_BITS != 0
                || !reach.routerId().isIpv4()
                || reach.instanceId() >>> Short.SIZE != 0) {
            return Optional.empty();
        }
        // Without add-path a route has one next hop: the agent's own, which is its first.
        var nextHop = attributes.nextHops().getFirst();
        var distinguisher = RouteDistinguisher.ofIpv4(reach.routerId(), reach.instanceId());
        var nlri = PrefixNlri.ofVpn(distinguisher, reach.key().prefix(), nextHop.label());
        var all = new ArrayList<PathAttribute>(List.of(
                Origin.IGP,
                AsPath.EMPTY,
                new LocalPreference(attributes.localPreference()),
                new ExtendedCommunities(extendedCommunities(reach, nextHop, as))));
        if (attributes.med() != 0) {
            all.add(new MultiExitDiscriminator(attributes.med()));
        }
        var communities = communities(attributes.communities());
        if (!communities.isEmpty()) {
            all.add(new Communities(communities));
        }
        return Optional.of(new VpnRoute(nlri, BgpNextHop.of(nextHop.address()), PathAttributes.of(all)));
    }

    private List<ExtendedCommunity> extendedCommunities(ExportChange.Reach reach, NextHop nextHop, long as) {
        var attributes = reach.attributes();
        var communities = new ArrayList<ExtendedCommunity>();
        new TreeSet<>(reach.targets()).forEach(target -> communities.add(ExtendedCommunity.of(target)));
        nextHop.encapsulations()
                .forEach(encapsulation -> communities.add(ExtendedCommunity.encapsulation(encapsulation.tunnelType())));
        if (attributes.sticky() || attributes.mobilitySequence() > 0) {
            communities.add(ExtendedCommunity.macMobility(attributes.sticky(), attributes.mobilitySequence()));
        }
        add(attributes.securityGroups(), as, id -> ExtendedCommunity.securityGroup(as, id), communities);
        long network = networks.numberOf(reach.key().instance());
        add(network == 0 ? List.of() : List.of(network), as, id -> ExtendedCommunity.originVn(as, id), communities);
        if (as <= 0xffff) {
            add(nextHop.tags(), as, tag -> ExtendedCommunity.tag((int) as, tag), communities);
        }
        return communities;
    }

    /** Adds communities of numbers; an AS of four octets leaves them 16 bits, and what does not fit is left out. */
    private static void add(
            List<Long> numbers, long as, LongFunction<ExtendedCommunity> maker, List<ExtendedCommunity> communities) {
        numbers.stream()
                .filter(number -> number >>> (as > 0xffff ? 16 : 32) == 0)
                .forEach(number -> communities.add(maker.apply(number)));
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

    /**
     * {@return the route as the RIB keeps it}
     *
     * @param defaults how packets are wrapped when the route does not say
     */
    RouteAttributes toRib(VpnRoute route, List<Encapsulation> defaults) {
        var attributes = route.attributes();
        var extended = attributes.extendedCommunities();
        var originVn = numbers(extended, ExtendedCommunity::isOriginVn).stream().findFirst();
        var network = networks.networkOf(originVn, attributes.routeTargets()).orElse("");
        var mobility =
                extended.stream().filter(ExtendedCommunity::isMacMobility).findFirst();
        var nextHop = new NextHop(
                underlay(route.nextHop().address()),
                route.nlri().label(),
                0,
                extended.stream()
                        .filter(ExtendedCommunity::isRouterMac)
                        .map(ExtendedCommunity::mac)
                        .findFirst(),
                encapsulations(extended, defaults),
                network,
                numbers(extended, ExtendedCommunity::isTag));
        return new RouteAttributes(
                List.of(nextHop),
                network,
                attributes.localPreference(),
                mobility.filter(ExtendedCommunity::isSticky).isPresent(),
                mobility.map(ExtendedCommunity::mobilitySequence).orElse(0L),
                attributes.multiExitDiscriminator(),
                numbers(extended, ExtendedCommunity::isSecurityGroup),
                attributes.find(Communities.class).map(Communities::values).orElse(List.of()).stream()
                        .map(Community::toString)
                        .toList(),
                "");
    }

    private static List<Long> numbers(List<ExtendedCommunity> communities, Predicate<ExtendedCommunity> kind) {
        return communities.stream()
                .filter(kind)
                .map(ExtendedCommunity::number)
                .distinct()
                .toList();
    }

    /** IPv6 routes over an IPv4 underlay have IPv4-mapped next hops (RFC 4659 section 3.2.1.2). */
    private static IpAddress underlay(IpAddress address) {
        return !address.isIpv4() && address.high() == 0 && address.low() >>> 32 == IPV4_MAPPED
                ? IpAddress.ofIpv4((int) address.low())
                : address;
    }

    private static List<Encapsulation> encapsulations(
            List<ExtendedCommunity> communities, List<Encapsulation> defaults) {
        var said = communities.stream()
                .filter(ExtendedCommunity::isEncapsulation)
                .flatMap(community -> encapsulation(community.tunnelType()).stream())
                .distinct()
                .toList();
        return said.isEmpty() ? defaults : said;
    }

    private static Optional<Encapsulation> encapsulation(int tunnelType) {
        int meant =
                switch (tunnelType) {
                    case GRE -> Encapsulation.MPLS_OVER_GRE.tunnelType();
                    case OLD_MPLS_OVER_UDP -> Encapsulation.MPLS_OVER_UDP.tunnelType();
                    default -> tunnelType;
                };
        for (var encapsulation : Encapsulation.values()) {
            if (encapsulation.tunnelType() == meant) {
                return Optional.of(encapsulation);
            }
        }
        return Optional.empty();
    }
}
