package net.weftnet.control.config.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routing instances of the graph:
 *
 * <pre>
 *   virtual-network --- routing-instance --- instance-target(attr) --- route-target     import, export or both
 *                              |
 *                       connection(attr) --- routing-instance     its export targets are imported here
 *
 *   routing-instance --- route-aggregate
 *   routing-instance --- routing-policy-routing-instance(attr) --- routing-policy
 * </pre>
 */
final class RoutingInstances {
    private static final Logger log = LoggerFactory.getLogger(RoutingInstances.class);

    private static final String ROUTING_INSTANCE = "routing-instance";
    private static final String VIRTUAL_NETWORK = "virtual-network";
    private static final String INSTANCE_TARGET = "instance-target";
    private static final String ROUTE_TARGET = "route-target";
    private static final String CONNECTION = "connection";

    /** The types of nodes that a routing instance is computed from. */
    private static final Set<String> PICTURE = Set.of(
            VIRTUAL_NETWORK,
            ROUTING_INSTANCE,
            INSTANCE_TARGET,
            ROUTE_TARGET,
            CONNECTION,
            InstanceRoutes.ROUTE_AGGREGATE,
            InstancePolicies.ROUTING_POLICY,
            InstancePolicies.USE);

    private final GraphStore graph;
    private final Map<String, RoutingInstance> instances = new TreeMap<>();

    RoutingInstances(GraphStore graph) {
        this.graph = graph;
    }

    /** {@return all of them, as a listener's first list} */
    List<RoutingInstanceChange> all() {
        return instances.values().stream()
                .<RoutingInstanceChange>map(RoutingInstanceChange.Updated::new)
                .toList();
    }

    Optional<RoutingInstance> find(String name) {
        return Optional.ofNullable(instances.get(name));
    }

    /** {@return those that differ after a change of the graph} */
    List<RoutingInstanceChange> update(Changes changes) {
        var differing = new ArrayList<RoutingInstanceChange>();
        for (var name : affected(changes)) {
            if (!graph.exists(name)) {
                if (instances.remove(name.name()) != null) {
                    differing.add(new RoutingInstanceChange.Removed(name.name()));
                }
                continue;
            }
            var instance = compute(name);
            if (!instance.equals(instances.put(name.name(), instance))) {
                differing.add(new RoutingInstanceChange.Updated(instance));
            }
        }
        return differing;
    }

    private Set<Name> affected(Changes changes) {
        var affected = new TreeSet<Name>();
        for (var name : touched(changes)) {
            switch (name.type()) {
                case ROUTING_INSTANCE -> affected.add(name);
                case InstancePolicies.ROUTING_POLICY ->
                    graph.neighbours(name, InstancePolicies.USE)
                            .forEach(use -> affected.addAll(graph.neighbours(use, ROUTING_INSTANCE)));
                case VIRTUAL_NETWORK,
                        INSTANCE_TARGET,
                        CONNECTION,
                        InstanceRoutes.ROUTE_AGGREGATE,
                        InstancePolicies.USE ->
                    graph.neighbours(name, ROUTING_INSTANCE).forEach(affected::add);
                default -> {
                    // says nothing about a routing instance
                }
            }
        }
        for (var name : List.copyOf(affected)) {
            affected.addAll(connected(name));
        }
        return affected;
    }

    /**
     * {@return every node of the picture that changed, or whose links within the picture did}. A network and its instance
     * have a link for each port, and what comes and goes there must not cost as much as there are ports.
     */
    private static Set<Name> touched(Changes changes) {
        var touched = new HashSet<>(changes.nodes());
        for (var links : List.of(changes.addedLinks(), changes.removedLinks())) {
            for (var link : links) {
                if (PICTURE.contains(link.left().type())
                        && PICTURE.contains(link.right().type())) {
                    touched.add(link.left());
                    touched.add(link.right());
                }
            }
        }
        return touched;
    }

    private RoutingInstance compute(Name name) {
        var imports = new HashSet<RouteTarget>();
        targets(name, "export", imports);
        for (var other : connected(name)) {
            targets(other, "import", imports);
        }
        var exports = new HashSet<RouteTarget>();
        targets(name, "import", exports);
        var networks = graph.neighbours(name, VIRTUAL_NETWORK);
        return new RoutingInstance(
                name.name(),
                networks.isEmpty() ? "" : networks.get(0).name(),
                networks.isEmpty() ? 0 : networkId(networks.get(0)),
                imports,
                exports,
                InstanceRoutes.staticRoutes(name, graph),
                InstanceRoutes.serviceChains(name, graph),
                InstanceRoutes.aggregates(name, graph),
                InstancePolicies.of(name, graph));
    }

    /** Adds the targets of an instance but those that are only for the other direction. */
    private void targets(Name instance, String otherDirection, Set<RouteTarget> targets) {
        for (var attribute : graph.neighbours(instance, INSTANCE_TARGET)) {
            var direction = graph.property(attribute, "value").flatMap(value -> value.childText("import-export"));
            if (direction.equals(Optional.of(otherDirection))) {
                continue;
            }
            for (var target : graph.neighbours(attribute, ROUTE_TARGET)) {
                try {
                    targets.add(RouteTarget.parse(target.name()));
                } catch (IllegalArgumentException e) {
                    log.warn("{}: ignored a route target: {}", instance, e.getMessage());
                }
            }
        }
    }

    private Set<Name> connected(Name instance) {
        var connected = new TreeSet<Name>();
        for (var attribute : graph.neighbours(instance, CONNECTION)) {
            connected.addAll(graph.neighbours(attribute, ROUTING_INSTANCE));
        }
        connected.remove(instance);
        return connected;
    }

    private int networkId(Name network) {
        return graph.property(network, "virtual-network-network-id")
                .map(XmlElement::text)
                .or(() -> graph.property(network, "virtual-network-properties").flatMap(p -> p.childText("network-id")))
                .map(RoutingInstances::number)
                .orElse(0);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
