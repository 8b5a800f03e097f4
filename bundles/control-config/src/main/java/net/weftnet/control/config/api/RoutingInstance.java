package net.weftnet.control.config.api;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;

/**
 * A routing instance as configured.
 *
 * @param name for example {@code default-domain:demo:front:front}
 * @param virtualNetwork the network it belongs to, for example {@code default-domain:demo:front}; empty if none (yet)
 * @param networkId the network's number, 0 if none (yet)
 * @param imports own targets of direction import or both, and the export targets of the instances connected to it
 * @param exports own targets of direction export or both
 * @param staticRoutes prefixes that are reached like an address of the instance
 * @param serviceChains networks that are reached through a service
 * @param aggregates prefixes that stand for more specific ones
 * @param policies what becomes of its routes, in their order
 */
public record RoutingInstance(
        String name,
        String virtualNetwork,
        int networkId,
        Set<RouteTarget> imports,
        Set<RouteTarget> exports,
        List<StaticRoute> staticRoutes,
        List<ServiceChain> serviceChains,
        List<Aggregate> aggregates,
        List<RoutingPolicy> policies) {

    /**
     * A static route.
     *
     * @param targets what it is exported with beside the instance's targets
     * @param communities BGP communities, as text
     */
    public record StaticRoute(IpPrefix prefix, IpAddress nextHop, Set<RouteTarget> targets, List<String> communities) {
        public StaticRoute {
            targets = Set.copyOf(targets);
            communities = List.copyOf(communities);
        }
    }

    /**
     * How another network is reached through a service.
     *
     * @param remote the routing instance of the other network
     * @param prefixes the other network's subnets
     * @param service the service's address on this side
     * @param connected the routing instance in which the service's address is, empty for this one
     * @param retainsAsPath whether routes keep their AS path
     * @param ethernet whether it is about IP prefixes of Ethernet VPN
     */
    public record ServiceChain(
            String remote,
            Set<IpPrefix> prefixes,
            IpAddress service,
            String connected,
            boolean retainsAsPath,
            boolean ethernet) {
        public ServiceChain {
            prefixes = Set.copyOf(prefixes);
        }
    }

    /** A prefix that is there as long as there is a more specific one, and reached like an address of the instance. */
    public record Aggregate(IpPrefix prefix, IpAddress nextHop) {}

    public RoutingInstance {
        imports = Collections.unmodifiableSet(new TreeSet<>(imports));
        exports = Collections.unmodifiableSet(new TreeSet<>(exports));
        staticRoutes = List.copyOf(staticRoutes);
        serviceChains = List.copyOf(serviceChains);
        aggregates = List.copyOf(aggregates);
        policies = List.copyOf(policies);
    }

    /** An instance without routes of its own, and without policies. */
    public RoutingInstance(
            String name, String virtualNetwork, int networkId, Set<RouteTarget> imports, Set<RouteTarget> exports) {
        this(name, virtualNetwork, networkId, imports, exports, List.of(), List.of(), List.of(), List.of());
    }
}
