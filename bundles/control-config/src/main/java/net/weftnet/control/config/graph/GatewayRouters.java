package net.weftnet.control.config.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.GatewayRouter.Neighbor;
import net.weftnet.control.config.api.GatewayRouter.Vrf;
import net.weftnet.control.config.api.RoutingInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway routers of the graph that the system is to configure, and what is extended to them:
 *
 * <pre>
 *   physical-router --- bgp-router
 *          |------- virtual-network --- routing-instance          a network
 *          |------- logical-router --- route-target               a router between networks
 *                         |--- virtual-machine-interface --- virtual-network
 * </pre>
 */
final class GatewayRouters {
    private static final Logger log = LoggerFactory.getLogger(GatewayRouters.class);

    private static final String PHYSICAL_ROUTER = "physical-router";
    private static final String LOGICAL_ROUTER = "logical-router";
    private static final String VIRTUAL_NETWORK = "virtual-network";
    private static final String SUBNETS = "virtual-network-network-ipam";
    private static final String ROUTER_INTERFACE = "logical-router-interface";
    private static final int NETCONF_PORT = 830;
    private static final int LARGEST_ID = 0xff_ffff;

    /** The types of nodes that say something about a gateway; a network also has a link for each of its ports. */
    private static final Set<String> PICTURE = Set.of(
            PHYSICAL_ROUTER,
            LOGICAL_ROUTER,
            VIRTUAL_NETWORK,
            SUBNETS,
            "bgp-router",
            "bgp-peering",
            "global-system-config",
            "routing-instance",
            "route-target");

    private final GraphStore graph;
    private final Function<String, Optional<RoutingInstance>> instances;
    private final Function<String, Optional<BgpRouter>> speakers;
    private final Set<Name> names = new TreeSet<>();
    private Map<Name, GatewayRouter> routers = Map.of();

    /**
     * @param instances routing instances by name, as of the newest change
     * @param speakers BGP speakers by name, as of the newest change
     */
    GatewayRouters(
            GraphStore graph,
            Function<String, Optional<RoutingInstance>> instances,
            Function<String, Optional<BgpRouter>> speakers) {
        this.graph = graph;
        this.instances = instances;
        this.speakers = speakers;
    }

    /** {@return all of them, by name} */
    List<GatewayRouter> all() {
        return List.copyOf(routers.values());
    }

    /**
     * {@return whether a change of the graph changed any of them}
     *
     * @param sourcesDiffer whether routing instances or speakers did
     */
    boolean update(Changes changes, boolean sourcesDiffer) {
        for (var name : changes.nodes()) {
            if (name.type().equals(PHYSICAL_ROUTER)) {
                names.add(name);
            }
        }
        if (names.isEmpty() || !sourcesDiffer && !isTouched(changes)) {
            return false;
        }
        names.removeIf(name -> !graph.exists(name));
        var now = new TreeMap<Name, GatewayRouter>();
        names.forEach(name -> router(name).ifPresent(router -> now.put(name, router)));
        boolean differs = !now.equals(routers);
        routers = now;
        return differs;
    }

    private static boolean isTouched(Changes changes) {
        return changes.nodes().stream().anyMatch(name -> PICTURE.contains(name.type()))
                || Stream.of(changes.addedLinks(), changes.removedLinks())
                        .flatMap(Set::stream)
                        .anyMatch(link -> link.metadata().equals(ROUTER_INTERFACE)
                                || PICTURE.contains(link.left().type())
                                        && PICTURE.contains(link.right().type()));
    }

    private Optional<GatewayRouter> router(Name name) {
        if (text(name, "physical-router-vnc-managed").filter("true"::equals).isEmpty()) {
            return Optional.empty();
        }
        try {
            var credentials = graph.property(name, "physical-router-user-credentials");
            var speaker = graph.neighbours(name, "bgp-router").stream()
                    .flatMap(one -> speakers.apply(one.name()).stream())
                    .findFirst();
            var vrfs = Stream.concat(
                            graph.neighbours(name, VIRTUAL_NETWORK).stream().map(this::network),
                            graph.neighbours(name, LOGICAL_ROUTER).stream().map(this::logicalRouter))
                    .flatMap(Optional::stream)
                    .toList();
            return Optional.of(new GatewayRouter(
                    name.name(),
                    IpAddress.parse(text(name, "physical-router-management-ip").orElse("")),
                    text(name, "physical-router-netconf-port")
                            .map(Integer::parseInt)
                            .orElse(NETCONF_PORT),
                    text(name, "physical-router-vendor-name").orElse("").toLowerCase(Locale.ROOT),
                    credentials.flatMap(c -> c.childText("username")),
                    credentials.flatMap(c -> c.childText("password")).orElse(null),
                    text(name, "physical-router-dataplane-ip").map(IpAddress::parse),
                    speaker,
                    speaker.map(this::neighbors).orElse(List.of()),
                    vrfs,
                    fabric()));
        } catch (IllegalArgumentException e) {
            log.warn("{}: ignored: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    private List<Neighbor> neighbors(BgpRouter speaker) {
        return speaker.peerings().stream()
                .filter(peering -> !peering.adminDown())
                .flatMap(peering -> speakers.apply(peering.peer()).stream()
                        .map(peer -> new Neighbor(
                                peer.name(),
                                peer.address(),
                                peer.as(),
                                peering.families().isEmpty() ? speaker.families() : peering.families())))
                .toList();
    }

    private Optional<Vrf> network(Name network) {
        var shortName = network.name().substring(network.name().lastIndexOf(':') + 1);
        return instances
                .apply(network.name() + ":" + shortName)
                .filter(instance -> isId(instance.networkId()))
                .map(instance -> {
                    var properties = graph.property(network, "virtual-network-properties");
                    var mode = properties
                            .flatMap(p -> p.childText("forwarding-mode"))
                            .orElse("l2_l3");
                    return new Vrf(
                            network.name(),
                            instance.networkId(),
                            properties
                                    .flatMap(p -> p.childText("vxlan-network-identifier"))
                                    .map(Integer::parseInt)
                                    .orElse(instance.networkId()),
                            mode.contains("l2"),
                            mode.contains("l3"),
                            instance.imports(),
                            instance.exports(),
                            subnets(network).toList());
                });
    }

    /** A router between networks: one VRF with the subnets of all of them. Its target's number tells it from others. */
    private Optional<Vrf> logicalRouter(Name router) {
        var targets = graph.neighbours(router, "route-target").stream()
                .map(target -> RouteTarget.parse(target.name()))
                .collect(Collectors.toSet());
        var id = targets.stream()
                .map(target -> (int) (target.octets() & LARGEST_ID))
                .min(Integer::compare);
        if (id.filter(GatewayRouters::isId).isEmpty()) {
            return Optional.empty();
        }
        var prefixes = graph.neighbours(router, "virtual-machine-interface").stream()
                .flatMap(port -> graph.neighbours(port, VIRTUAL_NETWORK).stream())
                .distinct()
                .flatMap(this::subnets)
                .sorted()
                .toList();
        int vni =
                text(router, "vxlan-network-identifier").map(Integer::parseInt).orElse(id.get());
        return Optional.of(new Vrf(router.name(), id.get(), vni, false, true, targets, targets, prefixes));
    }

    private static boolean isId(int number) {
        return number > 0 && number <= LARGEST_ID;
    }

    private Stream<IpPrefix> subnets(Name network) {
        return graph.neighbours(network, SUBNETS).stream()
                .flatMap(link -> graph.property(link, "value").stream())
                .flatMap(value -> value.children("ipam-subnets").stream())
                .flatMap(subnet -> subnet.child("subnet").stream())
                .flatMap(subnet -> prefix(subnet).stream())
                .sorted();
    }

    private static Optional<IpPrefix> prefix(XmlElement subnet) {
        return subnet.childText("ip-prefix").flatMap(address -> subnet.childText("ip-prefix-len")
                .map(length -> IpPrefix.containing(IpAddress.parse(address), Integer.parseInt(length))));
    }

    private List<IpPrefix> fabric() {
        var prefixes = new ArrayList<IpPrefix>();
        graph.property(new Name("global-system-config", "default-global-system-config"), "ip-fabric-subnets")
                .ifPresent(subnets ->
                        subnets.children("subnet").forEach(one -> prefix(one).ifPresent(prefixes::add)));
        return prefixes;
    }

    private Optional<String> text(Name name, String property) {
        return graph.property(name, property)
                .map(XmlElement::text)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
