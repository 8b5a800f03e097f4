package net.weftnet.config.transformer.rules;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.config.transformer.compile.CompiledNodes;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;

/**
 * The static routes of a network's routing instance: those of its route tables that lead to an address, and those of
 * logical routers that lead to a service in the network that translates addresses (source NAT). The latter are announced
 * to the networks of the routers.
 *
 * @param routes the routes by destination and next hop
 */
record StaticRoutes(Map<Key, Attributes> routes) {
    static final Rule<StaticRoutes> RULE = new Compilation();

    /** A destination and where it leads. */
    record Key(String prefix, String nextHop) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byPrefix = prefix.compareTo(other.prefix);
            return byPrefix != 0 ? byPrefix : nextHop.compareTo(other.nextHop);
        }
    }

    /** What a route carries. */
    record Attributes(Collection<String> targets, Collection<String> communities) {}

    /** {@return the targets of routers that the instance has to import, to find the way back} */
    Collection<String> imported() {
        var targets = new TreeSet<String>();
        routes.values().forEach(attributes -> targets.addAll(attributes.targets()));
        return targets;
    }

    /** {@return the routes as the instance has them; nothing without routes} */
    Optional<ContainerNode> write() {
        return routes.isEmpty()
                ? Optional.empty()
                : Optional.of(CompiledNodes.container(
                        "static-route-entries",
                        List.of(CompiledNodes.routes(routes.entrySet().stream()
                                .map(route -> CompiledNodes.route(
                                        route.getKey().prefix(),
                                        route.getKey().nextHop(),
                                        route.getValue().targets(),
                                        route.getValue().communities()))
                                .toList()))));
    }

    private static final class Compilation implements Rule<StaticRoutes> {
        @Override
        public String name() {
            return "static routes of network";
        }

        @Override
        public StaticRoutes compute(String of, Scope scope) {
            var routes = new TreeMap<Key, Attributes>();
            scope.object(NetworkInstance.TYPE, of).ifPresent(network -> {
                for (var table : network.data().texts("route-table")) {
                    routes(table, scope).stream()
                            .filter(route -> route.text("next-hop-type")
                                    .filter("ip-address"::equals)
                                    .isPresent())
                            .forEach(route -> routes.put(key(route), new Attributes(List.of(), communities(route))));
                }
                sourceNat(of, scope, routes);
            });
            return new StaticRoutes(routes);
        }

        private static List<Data> routes(String table, Scope scope) {
            return scope.object("route-table", table)
                    .flatMap(one -> one.data().container("routes"))
                    .map(routes -> routes.list("route"))
                    .orElse(List.of());
        }

        private static Key key(Data route) {
            return new Key(route.required("prefix"), route.required("next-hop"));
        }

        private static List<String> communities(Data route) {
            return route.container("community-attributes")
                    .map(attributes -> attributes.texts("community-attribute"))
                    .orElse(List.of());
        }

        private static void sourceNat(String network, Scope scope, Map<Key, Attributes> routes) {
            for (var name : scope.mentions(NetworkInstance.TYPE, network, "service-instance")) {
                var service = scope.get(Service.RULE, name);
                var port = service.leftPort().filter(left -> left.network().equals(network));
                if (!service.translates() || port.isEmpty()) {
                    continue;
                }
                for (var table : scope.mentions("service-instance", name, "route-table")) {
                    var targets = new TreeSet<String>();
                    for (var router : scope.referrers("route-table", table, "logical-router")) {
                        targets.addAll(scope.get(LogicalRouter.TARGETS, router)
                                .targets()
                                .keySet());
                    }
                    if (!targets.isEmpty()) {
                        routes(table, scope).stream()
                                .filter(route -> route.text("next-hop").equals(Optional.of(name)))
                                .forEach(route -> add(route, port.get(), targets, routes));
                    }
                }
            }
        }

        private static void add(Data route, ServicePort port, Collection<String> targets, Map<Key, Attributes> routes) {
            var prefix = route.required("prefix");
            boolean isIpv6 = IpPrefix.parse(prefix).address().toString().contains(":");
            (isIpv6 ? port.ipv6() : port.ipv4())
                    .ifPresent(hop -> routes.put(new Key(prefix, hop), new Attributes(targets, List.of())));
        }
    }
}
