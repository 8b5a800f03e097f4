package net.weftnet.control.config.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.RoutingInstance.Aggregate;
import net.weftnet.control.config.api.RoutingInstance.ServiceChain;
import net.weftnet.control.config.api.RoutingInstance.StaticRoute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The static routes, service chains and aggregates of a routing instance. */
final class InstanceRoutes {
    private static final Logger log = LoggerFactory.getLogger(InstanceRoutes.class);

    private static final List<String> CHAINS = List.of(
            "service-chain-information",
            "ipv6-service-chain-information",
            "evpn-service-chain-information",
            "evpn-ipv6-service-chain-information");

    static final String ROUTE_AGGREGATE = "route-aggregate";

    private InstanceRoutes() {}

    static List<Aggregate> aggregates(Name instance, GraphStore graph) {
        var aggregates = new ArrayList<Aggregate>();
        for (var object :
                graph.neighbours(instance, ROUTE_AGGREGATE).stream().sorted().toList()) {
            var nextHop = graph.property(object, "aggregate-route-nexthop")
                    .map(property -> property.text().strip())
                    .orElse("");
            for (var route : graph.property(object, "aggregate-route-entries").stream()
                    .flatMap(entries -> entries.children("route").stream())
                    .toList()) {
                try {
                    aggregates.add(new Aggregate(IpPrefix.parse(route.text().strip()), IpAddress.parse(nextHop)));
                } catch (IllegalArgumentException e) {
                    log.warn("{}: ignored an aggregate of {}: {}", instance, object, e.getMessage());
                }
            }
        }
        return aggregates;
    }

    static List<StaticRoute> staticRoutes(Name instance, GraphStore graph) {
        var routes = new ArrayList<StaticRoute>();
        for (var route : graph.property(instance, "static-route-entries").stream()
                .flatMap(entries -> entries.children("route").stream())
                .toList()) {
            try {
                routes.add(new StaticRoute(
                        IpPrefix.parse(text(route, "prefix")),
                        IpAddress.parse(text(route, "next-hop")),
                        route.children("route-target").stream()
                                .map(target -> RouteTarget.parse(target.text().strip()))
                                .collect(Collectors.toSet()),
                        texts(route)));
            } catch (IllegalArgumentException e) {
                log.warn("{}: ignored a static route: {}", instance, e.getMessage());
            }
        }
        return routes;
    }

    /** Communities are in an element of their own, or stand beside each other. */
    private static List<String> texts(XmlElement route) {
        var direct = route.children("community").stream();
        var listed = route.child("community-attributes").stream()
                .flatMap(list -> list.children("community-attribute").stream());
        return Stream.concat(direct, listed)
                .map(community -> community.text().strip())
                .toList();
    }

    static List<ServiceChain> serviceChains(Name instance, GraphStore graph) {
        var chains = new ArrayList<ServiceChain>();
        for (var property : CHAINS) {
            graph.property(instance, property)
                    .flatMap(information -> serviceChain(instance, information, property.startsWith("evpn-")))
                    .ifPresent(chains::add);
        }
        return chains;
    }

    private static Optional<ServiceChain> serviceChain(Name instance, XmlElement information, boolean ethernet) {
        try {
            return Optional.of(new ServiceChain(
                    text(information, "routing-instance"),
                    information.children("prefix").stream()
                            .map(prefix -> IpPrefix.parse(prefix.text().strip()))
                            .collect(Collectors.toSet()),
                    IpAddress.parse(text(information, "service-chain-address")),
                    information
                            .childText("source-routing-instance")
                            .map(String::strip)
                            .orElse(""),
                    information
                            .childText("retain-as-path")
                            .map(String::strip)
                            .filter("true"::equals)
                            .isPresent(),
                    ethernet));
        } catch (IllegalArgumentException e) {
            log.warn("{}: ignored a service chain: {}", instance, e.getMessage());
            return Optional.empty();
        }
    }

    private static String text(XmlElement element, String name) {
        return element.childText(name)
                .map(String::strip)
                .orElseThrow(() -> new IllegalArgumentException("There is no " + name));
    }
}
