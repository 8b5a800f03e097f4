package net.weftnet.compute.agent.controller;

import java.util.Comparator;
import net.weftnet.common.net.IpPrefix;

/**
 * What names a route: a prefix in a routing instance.
 *
 * @param vrf the name of the routing instance
 */
public record RouteKey(String vrf, IpPrefix prefix) implements Comparable<RouteKey> {
    private static final Comparator<RouteKey> ORDER =
            Comparator.comparing(RouteKey::vrf).thenComparing(RouteKey::prefix);

    @Override
    public int compareTo(RouteKey other) {
        return ORDER.compare(this, other);
    }
}
