package net.weftnet.compute.agent;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.agent.api.Port;
import net.weftnet.compute.agent.controller.RouteKey;
import net.weftnet.compute.agent.controller.Wanted;
import net.weftnet.compute.agent.oper.OperDb;
import net.weftnet.compute.agent.policy.PolicyCompiler;
import net.weftnet.compute.agent.table.LearnedRoute;
import net.weftnet.protocol.xmpp.NextHop;
import net.weftnet.protocol.xmpp.RouteEntry;
import net.weftnet.protocol.xmpp.RouteEntry.Mobility;

/** Own interfaces as routes for control nodes, and routes of control nodes as the data plane can use them. */
final class RouteTranslation {
    private static final String SUB_PROTOCOL = "interface";
    /** Lower ones are reserved (RFC 3032). */
    private static final int FIRST_LABEL = 16;

    private final AgentSettings settings;
    private final AgentNumbers numbers;

    RouteTranslation(AgentSettings settings, AgentNumbers numbers) {
        this.settings = settings;
        this.numbers = numbers;
    }

    /** {@return what control nodes shall be asked and told} */
    Wanted wanted(OperDb oper, Iterable<Port> ports, PolicyCompiler policies) {
        var roots = new LinkedHashSet<String>();
        roots.add("virtual-router:" + settings.virtualRouter());
        ports.forEach(port -> roots.add("virtual-machine:" + port.instanceId()));
        var vrfs = new TreeMap<String, Integer>();
        oper.vrfs().forEach(vrf -> vrfs.put(vrf, numbers.vrf(vrf)));
        policies.instances().forEach(vrf -> vrfs.put(vrf, numbers.vrf(vrf)));
        var routes = new HashMap<RouteKey, RouteEntry.Inet>();
        for (var vmi : oper.active()) {
            var groups = policies.groups(vmi);
            int label = numbers.label(vmi.uuid());
            for (var address : vmi.addresses()) {
                var prefix = IpPrefix.host(address);
                var route = route(vmi.virtualNetwork(), prefix, label, groups);
                routes.putIfAbsent(new RouteKey(vmi.vrf(), prefix), route);
            }
            for (var floating : vmi.floating()) {
                vrfs.put(floating.vrf(), numbers.vrf(floating.vrf()));
                var prefix = IpPrefix.host(floating.address());
                int floatingLabel = numbers.label(vmi.floatingId());
                routes.putIfAbsent(
                        new RouteKey(floating.vrf(), prefix),
                        route(floating.virtualNetwork(), prefix, floatingLabel, groups));
            }
        }
        return new Wanted(roots, vrfs, routes);
    }

    private RouteEntry.Inet route(String network, IpPrefix prefix, int label, List<Long> groups) {
        var nextHop = NextHop.ofLabel(settings.underlay(), label, settings.encapsulations(), network);
        return new RouteEntry.Inet(
                prefix,
                List.of(nextHop),
                network,
                Mobility.NONE,
                groups,
                List.of(),
                RouteEntry.Inet.DEFAULT_LOCAL_PREFERENCE,
                0,
                SUB_PROTOCOL);
    }

    /** {@return the routes that lead to nodes, also to this one, by a tunnel both ends speak} */
    List<LearnedRoute> learned(Map<RouteKey, RouteEntry.Inet> best) {
        return best.entrySet().stream()
                .flatMap(route -> learned(route.getKey(), route.getValue()).stream())
                .collect(Collectors.toList());
    }

    private Optional<LearnedRoute> learned(RouteKey key, RouteEntry.Inet entry) {
        var paths = entry.nextHops().stream()
                .flatMap(nextHop -> path(nextHop).stream())
                .distinct()
                .toList();
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LearnedRoute(
                key.vrf(),
                key.prefix(),
                paths,
                entry.virtualNetwork(),
                entry.securityGroups().stream().map(Long::intValue).toList()));
    }

    private Optional<LearnedRoute.Path> path(NextHop nextHop) {
        if (nextHop.address().family() != settings.underlay().family() || nextHop.label() < FIRST_LABEL) {
            return Optional.empty();
        }
        return settings.encapsulations().stream()
                .filter(nextHop.encapsulations()::contains)
                .findFirst()
                .map(encapsulation -> new LearnedRoute.Path(nextHop.address(), nextHop.label(), encapsulation));
    }
}
