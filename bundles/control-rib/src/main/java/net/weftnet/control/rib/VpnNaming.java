package net.weftnet.control.rib;

import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteDistinguisher;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.PathAttribute.PmsiTunnel;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.bgp.nlri.EthernetSegment;
import net.weftnet.protocol.bgp.nlri.EvpnNlri;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.EthernetAutoDiscovery;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.EthernetSegmentRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.InclusiveMulticast;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.IpPrefixRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.MacIp;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;

/**
 * How a destination is named: by peers, with all they say of it; among the routes of all VPNs, with distinguisher and
 * without label; in the table of an instance, without distinguisher.
 */
final class VpnNaming {
    private static final IpAddress ANY = IpAddress.ofIpv4(0);

    private VpnNaming() {}

    /** {@return the name in the table of all VPNs: what makes it another destination than others} */
    static Nlri key(Nlri said) {
        return switch (said) {
            case PrefixNlri prefix ->
                prefix.pathId() == 0 ? prefix.withoutLabel() : prefix(prefix, prefix.family(), prefix.distinguisher());
            case EvpnNlri evpn -> evpn(evpn, evpn.distinguisher());
            case RouteTargetNlri target ->
                target.pathId() == 0
                        ? target
                        : new RouteTargetNlri(0, target.originAs(), target.target(), target.length());
            case ErmVpnNlri tree ->
                new ErmVpnNlri(0, tree.type(), tree.distinguisher(), tree.router(), tree.source(), tree.group());
        };
    }

    /** {@return the name in the table of an instance} */
    static Nlri local(Nlri said) {
        return switch (said) {
            case PrefixNlri prefix -> prefix(prefix, instanceFamily(prefix.family()), 0);
            // All that want frames for many are paths to one destination.
            case InclusiveMulticast multicast -> new InclusiveMulticast(0, 0, multicast.tag(), ANY);
            case EvpnNlri evpn -> evpn(evpn, 0);
            case ErmVpnNlri tree -> new ErmVpnNlri(0, tree.type(), 0, tree.router(), tree.source(), tree.group());
            case RouteTargetNlri _ -> key(said);
        };
    }

    /** {@return the family of an instance's table that has the routes of a family of VPNs} */
    static AddressFamily instanceFamily(AddressFamily family) {
        return switch (family) {
            case INET_VPN, INET_LABELED -> AddressFamily.INET;
            case INET6_VPN -> AddressFamily.INET6;
            case INET, INET6, EVPN, ROUTE_TARGET, ERM_VPN -> family;
        };
    }

    private static PrefixNlri prefix(PrefixNlri prefix, AddressFamily family, long distinguisher) {
        return new PrefixNlri(
                family, 0, distinguisher, prefix.high(), prefix.low(), prefix.length(), PrefixNlri.NO_LABEL);
    }

    /** RFC 7432 section 7.2: the segment and labels of type 2 are no part of its key; RFC 9136 section 3.1: nor in 5. */
    private static EvpnNlri evpn(EvpnNlri route, long distinguisher) {
        return switch (route) {
            case EthernetAutoDiscovery r -> new EthernetAutoDiscovery(0, distinguisher, r.segment(), r.tag(), 0);
            case MacIp r ->
                new MacIp(
                        0,
                        distinguisher,
                        EthernetSegment.SINGLE_HOMED,
                        r.tag(),
                        r.mac(),
                        r.address(),
                        0,
                        PrefixNlri.NO_LABEL);
            case InclusiveMulticast r -> new InclusiveMulticast(0, distinguisher, r.tag(), r.originator());
            case EthernetSegmentRoute r -> new EthernetSegmentRoute(0, distinguisher, r.segment(), r.originator());
            case IpPrefixRoute r ->
                new IpPrefixRoute(
                        0, distinguisher, EthernetSegment.SINGLE_HOMED, r.tag(), r.prefix(), zero(r.prefix()), 0);
        };
    }

    private static IpAddress zero(IpPrefix prefix) {
        return new IpAddress(prefix.address().family(), 0, 0);
    }

    /**
     * {@return the route of a VPN that a path of an instance is}
     *
     * @param local how the instance's table names the destination
     */
    static Nlri vpn(Nlri local, long distinguisher, RoutePath path) {
        return switch (local) {
            case PrefixNlri prefix -> vpn(prefix, distinguisher, path.label());
            case MacIp r ->
                new MacIp(
                        0, distinguisher, r.segment(), r.tag(), r.mac(), r.address(), field(path), PrefixNlri.NO_LABEL);
            case IpPrefixRoute r ->
                new IpPrefixRoute(0, distinguisher, r.segment(), r.tag(), r.prefix(), r.gateway(), field(path));
            case InclusiveMulticast r -> new InclusiveMulticast(0, distinguisher, r.tag(), path.nextHop());
            case EthernetAutoDiscovery r ->
                new EthernetAutoDiscovery(0, distinguisher, r.segment(), r.tag(), field(path));
            case EthernetSegmentRoute r -> new EthernetSegmentRoute(0, distinguisher, r.segment(), r.originator());
            case ErmVpnNlri tree ->
                new ErmVpnNlri(0, tree.type(), distinguisher, tree.router(), tree.source(), tree.group());
            case RouteTargetNlri _ -> local;
        };
    }

    static PrefixNlri vpn(PrefixNlri local, long distinguisher, int label) {
        var family = local.family() == AddressFamily.INET ? AddressFamily.INET_VPN : AddressFamily.INET6_VPN;
        return new PrefixNlri(family, 0, distinguisher, local.high(), local.low(), local.length(), label);
    }

    /** RFC 8365 section 5.1.3: a VNI where there is one, else a label. */
    private static int field(RoutePath path) {
        return path.vni() != 0 ? path.vni() : EvpnNlri.ofLabel(path.label());
    }

    static long distinguisher(Nlri route) {
        return switch (route) {
            case PrefixNlri prefix -> prefix.distinguisher();
            case EvpnNlri evpn -> evpn.distinguisher();
            case ErmVpnNlri tree -> tree.distinguisher();
            case RouteTargetNlri _ -> 0;
        };
    }

    /**
     * {@return the distinguisher of what an agent reaches: its address and its number of the instance}
     *
     * @param address of the underlay; of an IPv6 one there is room for a sum
     * @param instanceId 16 bits
     */
    static long distinguisher(IpAddress address, int instanceId) {
        var four = address.isIpv4()
                ? address
                : IpAddress.ofIpv4(Long.hashCode(address.high()) * 31 + Long.hashCode(address.low()));
        return RouteDistinguisher.ofIpv4(four, instanceId).octets();
    }

    /** {@return the label of a path, 0 for none; of Ethernet VPN the 24 bits of the wire} */
    static int label(Path path) {
        return switch (path.route()) {
            // RFC 7432 section 11.2
            case InclusiveMulticast _ ->
                path.attributes().find(PmsiTunnel.class).map(PmsiTunnel::label).orElse(0);
            case PrefixNlri prefix -> Math.max(prefix.label(), 0);
            case MacIp mac -> mac.label();
            case IpPrefixRoute prefix -> prefix.label();
            case EthernetAutoDiscovery discovery -> discovery.label();
            case EthernetSegmentRoute _, RouteTargetNlri _, ErmVpnNlri _ -> 0;
        };
    }
}
