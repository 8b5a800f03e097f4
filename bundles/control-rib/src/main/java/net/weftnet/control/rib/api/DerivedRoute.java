package net.weftnet.control.rib.api;

import java.util.List;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.protocol.bgp.attribute.Community;

/** Routes of an instance that nobody brings in: they follow from other routes, as long as these are there. */
public sealed interface DerivedRoute {

    /**
     * A prefix that is reached like an address of the same instance.
     *
     * @param targets what the route is exported with beside the instance's targets
     */
    record StaticRoute(IpPrefix prefix, IpAddress nextHop, Set<RouteTarget> targets, List<Community> communities)
            implements DerivedRoute {
        public StaticRoute {
            targets = Set.copyOf(targets);
            communities = List.copyOf(communities);
        }
    }

    /**
     * A prefix that stands for the more specific ones in the instance: there as long as there is any of these.
     *
     * @param nextHop an address of the instance, where the prefix leads to
     */
    record Aggregate(IpPrefix prefix, IpAddress nextHop) implements DerivedRoute {}

    /**
     * The routes of another network, led through a service. Each of its prefixes is a route as long as there is any route
     * inside it; what else the other instance has is a route of its own, unless a community forbids it.
     *
     * @param remote the instance of the other network
     * @param prefixes the subnets of the other network
     * @param service the service's address on this side
     * @param connected the instance in which the service's address is; empty for this one
     * @param retainsAsPath whether the AS path of routes goes with them
     * @param ethernet whether it is about IP prefixes of Ethernet VPN (type 5) instead of those of IPv4 or IPv6; the service
     *     is found by its address all the same
     */
    record ServiceChain(
            String remote,
            Set<IpPrefix> prefixes,
            IpAddress service,
            String connected,
            boolean retainsAsPath,
            boolean ethernet)
            implements DerivedRoute {
        public ServiceChain {
            prefixes = Set.copyOf(prefixes);
        }
    }
}
