package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.control.rib.api.RoutePolicy;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;

/** Short ways to write what tests need. */
final class Routes {
    private static final int MPLS_OVER_UDP = 13;

    private Routes() {}

    static InstanceConfig instance(String name, String imports, String exports) {
        return new InstanceConfig(name, "vn-" + name, name.charAt(0), targets(imports), targets(exports));
    }

    static Set<RouteTarget> targets(String numbers) {
        return Stream.of(numbers.split(" "))
                .filter(n -> !n.isEmpty())
                .map(Routes::target)
                .collect(Collectors.toSet());
    }

    static RouteTarget target(String number) {
        return RouteTarget.parse("target:64512:" + number);
    }

    static Nlri prefix(String text) {
        return PrefixNlri.of(IpPrefix.parse(text));
    }

    static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }

    static RoutePath via(String address, int label) {
        return preferred(address, label, 100, 0);
    }

    static RoutePath preferred(String address, int label, long localPreference, long sequence) {
        var communities = new ArrayList<ExtendedCommunity>();
        communities.add(ExtendedCommunity.encapsulation(MPLS_OVER_UDP));
        if (sequence > 0) {
            communities.add(ExtendedCommunity.macMobility(false, sequence));
        }
        return new RoutePath(
                ip(address),
                label,
                0,
                PathAttributes.of(
                        Origin.IGP,
                        AsPath.EMPTY,
                        new LocalPreference(localPreference),
                        new ExtendedCommunities(communities)),
                "interface");
    }

    /** {@return attributes as a router says them} */
    static PathAttributes attributes(String targets, PathAttribute... more) {
        var communities =
                targets(targets).stream().sorted().map(ExtendedCommunity::of).toList();
        var all = PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPreference(100));
        if (!communities.isEmpty()) {
            all = all.with(new ExtendedCommunities(communities));
        }
        for (var attribute : more) {
            all = all.with(attribute);
        }
        return all;
    }

    /** {@return what tells paths apart: next hop and label of each} */
    static List<String> hops(List<RoutePath> paths) {
        return paths.stream().map(path -> path.nextHop() + " " + path.label()).toList();
    }

    /** {@return what fits prefixes of some lengths in another one} */
    static RoutePolicy.Match inside(String prefix, int minimumLength, int maximumLength) {
        return new RoutePolicy.Match(
                Set.of(),
                List.of(new RoutePolicy.PrefixRange(IpPrefix.parse(prefix), minimumLength, maximumLength)),
                RoutePolicy.Match.ALL.communities(),
                RoutePolicy.Match.ALL.extendedCommunities(),
                Set.of(),
                OptionalLong.empty(),
                Optional.empty(),
                Set.of());
    }
}
