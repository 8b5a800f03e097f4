package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.RoutePolicy;
import net.weftnet.control.rib.api.RoutePolicy.AnyOrAll;
import net.weftnet.control.rib.api.RoutePolicy.Family;
import net.weftnet.control.rib.api.RoutePolicy.Match;
import net.weftnet.control.rib.api.RoutePolicy.PrefixRange;
import net.weftnet.control.rib.api.RoutePolicy.SetChange;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.MultiExitDiscriminator;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.bgp.nlri.EvpnNlri;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.EthernetAutoDiscovery;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.EthernetSegmentRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.InclusiveMulticast;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.IpPrefixRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.MacIp;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;

/** What policies make of a path: a function of both. */
final class Policies {
    private Policies() {}

    /**
     * Applies policies, in their order.
     *
     * @param destination as the table of the instance names it
     * @return what becomes of the path, empty if it is rejected
     */
    static Optional<Path> apply(List<RoutePolicy> policies, Nlri destination, Path path) {
        var current = path;
        for (var policy : policies) {
            terms:
            for (var term : policy.terms()) {
                if (!matches(term.match(), destination, current)) {
                    continue;
                }
                current = current.with(update(term.update(), current.attributes()));
                switch (term.decision()) {
                    case REJECT -> {
                        return Optional.empty();
                    }
                    case ACCEPT -> {
                        return Optional.of(current);
                    }
                    case NEXT_POLICY -> {
                        break terms;
                    }
                    case NEXT_TERM -> {}
                }
            }
        }
        return Optional.of(current);
    }

    private static boolean matches(Match match, Nlri destination, Path path) {
        var attributes = path.attributes();
        return isOfFamily(match, destination)
                && (match.protocols().isEmpty() || isLearntBy(match.protocols(), path))
                && (match.prefixes().isEmpty() || isInside(match.prefixes(), destination))
                && fits(match.communities(), communities(attributes))
                && fits(match.extendedCommunities(), attributes.extendedCommunities())
                && (match.autonomousSystems().isEmpty()
                        || match.autonomousSystems().stream()
                                .anyMatch(as -> attributes.asPath().contains(as)))
                && (match.localPreference().isEmpty()
                        || match.localPreference().getAsLong() == attributes.localPreference());
    }

    private static boolean isOfFamily(Match match, Nlri destination) {
        return switch (destination) {
            case PrefixNlri prefix ->
                match.evpnTypes().isEmpty()
                        && match.family()
                                .map(family ->
                                        family == (prefix.prefix().address().isIpv4() ? Family.INET : Family.INET6))
                                .orElse(true);
            case EvpnNlri route ->
                match.evpnTypes().isEmpty()
                        ? match.family().equals(Optional.of(Family.EVPN))
                        : match.evpnTypes().contains(type(route))
                                && match.family().orElse(Family.EVPN) == Family.EVPN;
            case RouteTargetNlri _, ErmVpnNlri _ -> false;
        };
    }

    /** RFC 7432 section 7, RFC 9136 section 3.1. */
    private static int type(EvpnNlri route) {
        return switch (route) {
            case EthernetAutoDiscovery _ -> 1;
            case MacIp _ -> 2;
            case InclusiveMulticast _ -> 3;
            case EthernetSegmentRoute _ -> 4;
            case IpPrefixRoute _ -> 5;
        };
    }

    /** By the name of the source, and by what an agent has said. */
    private static boolean isLearntBy(Collection<String> protocols, Path path) {
        var source =
                switch (path.source().kind()) {
                    case AGENT -> "xmpp";
                    case EXTERNAL, INTERNAL -> "bgp";
                    case LOCAL -> "";
                };
        return protocols.contains(path.protocol()) || protocols.contains(source);
    }

    private static boolean isInside(List<PrefixRange> ranges, Nlri destination) {
        var prefix = prefix(destination);
        return prefix.isPresent()
                && ranges.stream()
                        .anyMatch(range -> range.prefix().contains(prefix.get().address())
                                && range.minimumLength() <= prefix.get().length()
                                && prefix.get().length() <= range.maximumLength());
    }

    private static Optional<IpPrefix> prefix(Nlri destination) {
        return switch (destination) {
            case PrefixNlri prefix -> Optional.of(prefix.prefix());
            case IpPrefixRoute route -> Optional.of(route.prefix());
            case MacIp mac -> Optional.ofNullable(mac.address()).map(IpPrefix::host);
            case EvpnNlri _, RouteTargetNlri _, ErmVpnNlri _ -> Optional.empty();
        };
    }

    private static <T> boolean fits(AnyOrAll<T> wanted, List<T> present) {
        return wanted.values().isEmpty()
                || (wanted.all()
                        ? present.containsAll(wanted.values())
                        : present.stream().anyMatch(wanted.values()::contains));
    }

    private static List<Community> communities(PathAttributes attributes) {
        return attributes.find(Communities.class).map(Communities::values).orElse(List.of());
    }

    private static PathAttributes update(RoutePolicy.Update update, PathAttributes before) {
        var attributes = before;
        for (var as : update.prepended().reversed()) {
            attributes = attributes.with(attributes.asPath().prepend(as));
        }
        if (update.localPreference().isPresent()) {
            attributes =
                    attributes.with(new LocalPreference(update.localPreference().getAsLong()));
        }
        if (update.multiExitDiscriminator().isPresent()) {
            attributes = attributes.with(
                    new MultiExitDiscriminator(update.multiExitDiscriminator().getAsLong()));
        }
        if (!update.communities().isNone()) {
            var changed = change(update.communities(), communities(attributes));
            attributes = changed.isEmpty()
                    ? attributes.without(Communities.class)
                    : attributes.with(new Communities(changed));
        }
        if (!update.extendedCommunities().isNone()) {
            var changed = change(update.extendedCommunities(), attributes.extendedCommunities());
            attributes = changed.isEmpty()
                    ? attributes.without(ExtendedCommunities.class)
                    : attributes.with(new ExtendedCommunities(changed));
        }
        return attributes;
    }

    private static <T> List<T> change(SetChange<T> change, List<T> before) {
        var values = new LinkedHashSet<>(change.set().orElse(before));
        change.removed().forEach(values::remove);
        values.addAll(change.added());
        return new ArrayList<>(values);
    }
}
