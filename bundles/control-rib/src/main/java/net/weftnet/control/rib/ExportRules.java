package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.Source.Kind;
import net.weftnet.control.rib.api.RouterSession;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.AttributeEncoder;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ClusterList;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.MultiExitDiscriminator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.attribute.PathAttributes;

/**
 * Which paths a router is told, and with which attributes. Routers with equal rules are told the same. The next hop stays
 * as it is, also towards other ASes: it is the node that the label belongs to, and this one forwards nothing.
 *
 * @param options what the session agreed on: the octets depend on it
 * @param client whether the router is a client of our cluster
 * @param longLived whether the router knows of routes that are stale for long (RFC 9494 section 4.3: others are not told)
 */
record ExportRules(
        SessionOptions options,
        long localAs,
        IpAddress localIdentifier,
        Optional<IpAddress> cluster,
        boolean client,
        boolean longLived) {

    static ExportRules of(RouterSession session) {
        return new ExportRules(
                session.options(),
                session.localAs(),
                session.localIdentifier(),
                session.cluster(),
                session.client(),
                session.longLived());
    }

    /** {@return the attributes as the router is told them; empty if it is not told} */
    Optional<PathAttributes> export(Source source, PathAttributes attributes) {
        if (!isToldAbout(source) || !isToldOutside(attributes)) {
            return Optional.empty();
        }
        var told = source.kind().isBgp() ? attributes : withOurAs(attributes);
        if (!options.internal()) {
            return Optional.of(toOtherAs(source, told));
        }
        return Optional.of(source.kind() == Kind.INTERNAL ? reflected(source, told) : told);
    }

    /** RFC 4271 section 9.2: what came from inside goes inside only through a route reflector (RFC 4456 section 6). */
    private boolean isToldAbout(Source source) {
        return !options.internal()
                || source.kind() != Kind.INTERNAL
                || cluster.isPresent() && (client || source.client());
    }

    private boolean isToldOutside(PathAttributes attributes) {
        var communities =
                attributes.find(Communities.class).map(Communities::values).orElse(List.of());
        return !communities.contains(Community.NO_ADVERTISE)
                && (longLived || !communities.contains(Community.LLGR_STALE))
                && (options.internal()
                        || !communities.contains(Community.NO_EXPORT)
                                && !communities.contains(Community.NO_EXPORT_SUBCONFED));
    }

    /** Numbers of our own things get our AS; one of four octets would leave them 16 bits. */
    private PathAttributes withOurAs(PathAttributes attributes) {
        long as = localAs > 0xffff ? AttributeEncoder.AS_TRANS : localAs;
        var communities = attributes.extendedCommunities().stream()
                .map(community -> withAs(community, as))
                .toList();
        return communities.isEmpty() ? attributes : attributes.with(new ExtendedCommunities(communities));
    }

    private static ExtendedCommunity withAs(ExtendedCommunity community, long as) {
        boolean ours = community.isSecurityGroup() || community.isOriginVn() || community.isTag();
        return ours && community.as() == 0 ? new ExtendedCommunity(community.octets() | as << 32) : community;
    }

    /** RFC 4456 section 8. */
    private PathAttributes reflected(Source source, PathAttributes attributes) {
        var clusters = new ArrayList<IpAddress>();
        cluster.ifPresent(clusters::add);
        attributes.find(ClusterList.class).ifPresent(list -> clusters.addAll(list.clusters()));
        var told = attributes.with(new ClusterList(clusters));
        return told.find(OriginatorId.class).isPresent() ? told : told.with(new OriginatorId(source.routerId()));
    }

    /** RFC 4271 section 5.1, RFC 4456 section 8: what means something inside an AS stays there. */
    private PathAttributes toOtherAs(Source source, PathAttributes attributes) {
        var told = attributes
                .without(LocalPreference.class)
                .without(OriginatorId.class)
                .without(ClusterList.class)
                .with(attributes.asPath().prepend(localAs));
        if (source.kind().isBgp()) {
            told = told.without(MultiExitDiscriminator.class);
        }
        var communities = told.extendedCommunities().stream()
                .filter(ExtendedCommunity::isTransitive)
                .toList();
        if (communities.isEmpty()) {
            return told.without(ExtendedCommunities.class);
        }
        return communities.size() == told.extendedCommunities().size()
                ? told
                : told.with(new ExtendedCommunities(communities));
    }
}
