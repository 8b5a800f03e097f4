package net.weftnet.compute.agent;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.agent.api.Port;
import net.weftnet.compute.agent.config.ConfigDb;
import net.weftnet.compute.agent.controller.EnetKey;
import net.weftnet.compute.agent.controller.RouteKey;
import net.weftnet.compute.agent.controller.Wanted;
import net.weftnet.compute.agent.oper.NetworkSettings;
import net.weftnet.compute.agent.oper.OperDb;
import net.weftnet.compute.agent.oper.TunnelTypes;
import net.weftnet.compute.agent.policy.PolicyCompiler;
import net.weftnet.compute.agent.table.Bridging;
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
    private final TunnelTypes tunnels;
    private final MacTranslation macs;

    /** @param config says which tunnels there are, and how networks forward; read now */
    RouteTranslation(AgentSettings settings, AgentNumbers numbers, ConfigDb config) {
        this.settings = settings;
        this.numbers = numbers;
        tunnels = TunnelTypes.read(config, settings.encapsulations());
        var networks = new HashMap<String, NetworkSettings>();
        macs = new MacTranslation(
                settings,
                numbers,
                tunnels,
                name -> networks.computeIfAbsent(name, _ -> NetworkSettings.read(config, name)));
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
            for (var floating : policies.floating(vmi)) {
                vrfs.put(floating.vrf(), numbers.vrf(floating.vrf()));
                var prefix = IpPrefix.host(floating.address());
                int floatingLabel = numbers.label(vmi.floatingId());
                routes.putIfAbsent(
                        new RouteKey(floating.vrf(), prefix),
                        route(floating.virtualNetwork(), prefix, floatingLabel, groups));
            }
        }
        return new Wanted(roots, vrfs, routes, macs.wanted(oper, policies::groups));
    }

    private RouteEntry.Inet route(String network, IpPrefix prefix, int label, List<Long> groups) {
        var nextHop = NextHop.ofLabel(settings.underlay(), label, tunnels.packets(), network);
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

    /** {@return what other nodes have of networks that bridge} */
    Bridging bridging(OperDb oper, Map<EnetKey, RouteEntry.Enet> best) {
        var networks = new HashMap<String, String>();
        oper.active().forEach(vmi -> networks.putIfAbsent(vmi.vrf(), vmi.virtualNetwork()));
        return macs.learned(best, networks);
    }

    private Optional<LearnedRoute.Path> path(NextHop nextHop) {
        if (nextHop.address().family() != settings.underlay().family()) {
            return Optional.empty();
        }
        if (nextHop.vni() != 0 && nextHop.encapsulations().contains(Encapsulation.VXLAN)) {
            return nextHop.mac()
                    .map(router ->
                            new LearnedRoute.Path(nextHop.address(), nextHop.vni(), Encapsulation.VXLAN, router));
        }
        if (nextHop.label() < FIRST_LABEL) {
            return Optional.empty();
        }
        return tunnels.packets().stream()
                .filter(nextHop.encapsulations()::contains)
                .findFirst()
                .map(encapsulation -> new LearnedRoute.Path(nextHop.address(), nextHop.label(), encapsulation));
    }
}
