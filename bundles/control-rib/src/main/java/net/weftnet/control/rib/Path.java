package net.weftnet.control.rib;

import java.util.function.Predicate;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.attribute.AsSegment;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ClusterList;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.jspecify.annotations.Nullable;

/**
 * One way to a destination, in the table it was brought into or in one it has been replicated to.
 *
 * @param origin the instance it was brought into, empty if it came as a route of a VPN
 * @param pathId tells paths of a source to one destination apart
 * @param route how it is named among the routes of all VPNs, with label
 * @param vni the VXLAN network id an agent said beside the label, 0 for none
 * @param attributes interned
 * @param protocol how it was learnt
 * @param stale whether its source has not renewed it since its session was lost
 */
record Path(
        Source source,
        String origin,
        int pathId,
        Nlri route,
        BgpNextHop nextHop,
        int vni,
        PathAttributes attributes,
        String protocol,
        boolean stale) {
    /** {@code ::ffff:0:0/96}: IPv6 routes over an IPv4 underlay (RFC 4659 section 3.2.1.2). */
    private static final long IPV4_MAPPED = 0xffffL;

    /** {@return whether the other one is this path, as it was or will be} */
    boolean isSameAs(Path other) {
        return pathId == other.pathId
                && source.name().equals(other.source.name())
                && origin.equals(other.origin)
                && distinguisher() == other.distinguisher();
    }

    long distinguisher() {
        return VpnNaming.distinguisher(route);
    }

    Path with(PathAttributes others) {
        return others == attributes
                ? this
                : new Path(source, origin, pathId, route, nextHop, vni, others, protocol, stale);
    }

    Path withPathId(int other) {
        return other == pathId
                ? this
                : new Path(source, origin, other, route, nextHop, vni, attributes, protocol, stale);
    }

    Path withStale() {
        return stale ? this : new Path(source, origin, pathId, route, nextHop, vni, attributes, protocol, true);
    }

    /** {@return whether somebody uses it only for want of a better one (RFC 9494)} */
    boolean isStaleForLong() {
        return has(Community.LLGR_STALE);
    }

    boolean has(Community community) {
        return attributes
                .find(Communities.class)
                .filter(communities -> communities.values().contains(community))
                .isPresent();
    }

    /** {@return the next hop as an address of the underlay} */
    IpAddress underlay() {
        var address = nextHop.address();
        return !address.isIpv4() && address.high() == 0 && address.low() >>> 32 == IPV4_MAPPED
                ? IpAddress.ofIpv4((int) address.low())
                : address;
    }

    boolean isSticky() {
        var mobility = community(ExtendedCommunity::isMacMobility);
        return mobility != null && mobility.isSticky();
    }

    long mobilitySequence() {
        var mobility = community(ExtendedCommunity::isMacMobility);
        return mobility == null ? 0 : mobility.mobilitySequence();
    }

    @Nullable
    ExtendedCommunity community(Predicate<ExtendedCommunity> kind) {
        for (var community : attributes.extendedCommunities()) {
            if (kind.test(community)) {
                return community;
            }
        }
        return null;
    }

    /** {@return the AS the path comes in from, 0 for ours (RFC 4271 section 9.1.2.2 c)} */
    long neighbourAs() {
        for (var segment : attributes.asPath().segments()) {
            if (segment.kind() == AsSegment.Kind.SEQUENCE) {
                return segment.numbers().getFirst();
            }
        }
        return 0;
    }

    /** RFC 4456 section 9: the originator stands for the router the path was learnt from. */
    IpAddress originator() {
        return attributes.find(OriginatorId.class).map(OriginatorId::router).orElse(source.routerId());
    }

    int clusters() {
        return attributes
                .find(ClusterList.class)
                .map(list -> list.clusters().size())
                .orElse(0);
    }
}
