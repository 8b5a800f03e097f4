package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.DerivedRoute.ServiceChain;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.EthernetSegment;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.IpPrefixRoute;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;

/** Which routes a service chain is about, what they are called, and what goes on with them. */
final class ChainRoutes {
    private ChainRoutes() {}

    /** {@return the family of the routes that are led on} */
    static AddressFamily family(ServiceChain chain) {
        if (chain.ethernet()) {
            return AddressFamily.EVPN;
        }
        return chain.service().isIpv4() ? AddressFamily.INET : AddressFamily.INET6;
    }

    /** {@return the prefix of a destination, empty if the chain is not about it} */
    static Optional<IpPrefix> prefix(Nlri destination, ServiceChain chain) {
        return switch (destination) {
            case PrefixNlri prefix when !chain.ethernet() -> Optional.of(prefix.prefix());
            case IpPrefixRoute route
            when chain.ethernet()
                    && route.prefix().address().isIpv4() == chain.service().isIpv4() -> Optional.of(route.prefix());
            default -> Optional.empty();
        };
    }

    /** {@return what an instance calls a prefix} */
    static Nlri destination(IpPrefix prefix, ServiceChain chain) {
        if (!chain.ethernet()) {
            return PrefixNlri.of(prefix);
        }
        var none = new IpAddress(prefix.address().family(), 0, 0);
        return new IpPrefixRoute(0, 0, EthernetSegment.SINGLE_HOMED, 0, prefix, none, 0);
    }

    /** A route goes on if it is one of the other network itself, and nothing forbids it. */
    static boolean isLedOn(Path path, Instance remote) {
        var origin = path.community(ExtendedCommunity::isOriginVn);
        return (origin == null || origin.number() == remote.config().networkId())
                && !path.has(Community.NO_ADVERTISE)
                && !path.has(Community.NO_REORIGINATE);
    }

    /**
     * {@return the attributes of a route that is led on}
     *
     * @param via those of the way it goes
     */
    static PathAttributes ledOn(Path path, PathAttributes via, ServiceChain chain) {
        var attributes = chain.retainsAsPath() ? via.with(path.attributes().asPath()) : via;
        var communities = path.attributes().find(Communities.class);
        return communities.isPresent() ? attributes.with(communities.get()) : attributes;
    }

    static List<ExtendedCommunity> originVn(Instance remote) {
        int number = remote.config().networkId();
        return number == 0 ? List.of() : List.of(ExtendedCommunity.originVn(0, number));
    }

    /**
     * {@return attributes as the chain needs them} In Ethernet VPN the encapsulation says whether the label field holds a
     * VXLAN network id (RFC 8365 section 5.1.3), so only those stay that go with what it holds; and whoever wraps packets
     * in VXLAN has to know the MAC address of the router behind (RFC 9135 section 3.1).
     */
    static PathAttributes wrapped(PathAttributes attributes, Path via, ServiceChain chain) {
        if (!chain.ethernet()) {
            return attributes;
        }
        boolean hasNetworkId = via.vni() != 0;
        var communities = new ArrayList<ExtendedCommunity>();
        attributes.extendedCommunities().stream()
                .filter(community -> !community.isEncapsulation() || isVxlan(community) == hasNetworkId)
                .forEach(communities::add);
        via.attributes().extendedCommunities().stream()
                .filter(ExtendedCommunity::isRouterMac)
                .forEach(communities::add);
        return communities.isEmpty()
                ? attributes.without(ExtendedCommunities.class)
                : attributes.with(new ExtendedCommunities(communities));
    }

    private static boolean isVxlan(ExtendedCommunity encapsulation) {
        return encapsulation.tunnelType() == Encapsulation.VXLAN.tunnelType();
    }
}
