package net.weftnet.control.config.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.BgpRouter.Peering;
import net.weftnet.control.config.api.BgpRouter.PrefixLimit;
import net.weftnet.control.config.api.BgpRouter.Restart;
import net.weftnet.control.config.api.ConfigNode.Name;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The BGP speakers of the graph, and who is to have sessions with whom:
 *
 * <pre>
 *   bgp-router --- bgp-peering(attr) --- bgp-router      attributes for either end, or for both
 * </pre>
 */
final class BgpRouters {
    private static final Logger log = LoggerFactory.getLogger(BgpRouters.class);

    private static final String BGP_ROUTER = "bgp-router";
    private static final String BGP_PEERING = "bgp-peering";
    private static final IpAddress UNKNOWN = IpAddress.ofIpv4(0);
    private static final String SYSTEM = "global-system-config";
    private static final int RESTART_SECONDS = 300;
    private static final int PORT = 179;
    private static final int HOLD_SECONDS = 90;

    private final GraphStore graph;
    private final Set<Name> names = new TreeSet<>();
    private final Set<Name> systems = new TreeSet<>();
    private Map<Name, BgpRouter> routers = Map.of();

    BgpRouters(GraphStore graph) {
        this.graph = graph;
    }

    /** {@return all of them, by name} */
    List<BgpRouter> all() {
        return List.copyOf(routers.values());
    }

    Optional<BgpRouter> find(String name) {
        return Optional.ofNullable(routers.get(new Name(BGP_ROUTER, name)));
    }

    /** {@return whether a change of the graph changed any of them} */
    boolean update(Changes changes) {
        boolean touched = false;
        for (var name : changes.touched()) {
            if (name.type().equals(BGP_ROUTER)) {
                names.add(name);
                touched = true;
            }
            touched |= name.type().equals(BGP_PEERING) || name.type().equals(SYSTEM);
            if (name.type().equals(SYSTEM)) {
                systems.add(name);
            }
        }
        if (!touched) {
            return false;
        }
        names.removeIf(name -> !graph.exists(name));
        systems.removeIf(name -> !graph.exists(name));
        var restart = systems.stream()
                .flatMap(system -> graph.property(system, "graceful-restart-parameters").stream())
                .findFirst()
                .map(BgpRouters::restart)
                .orElse(Restart.NONE);
        var now = new TreeMap<Name, BgpRouter>();
        names.forEach(name -> router(name, restart).ifPresent(router -> now.put(name, router)));
        boolean differs = !now.equals(routers);
        routers = now;
        return differs;
    }

    private Optional<BgpRouter> router(Name name, Restart restart) {
        var parameters = graph.property(name, "bgp-router-parameters").orElse(null);
        if (parameters == null) {
            return Optional.empty();
        }
        try {
            var address = IpAddress.parse(text(parameters, "address").orElse(""));
            var identifier = text(parameters, "identifier").map(IpAddress::parse);
            return Optional.of(new BgpRouter(
                    name.name(),
                    isTrue(parameters, "admin-down"),
                    number(parameters, "autonomous-system", 0),
                    identifier.orElse(address.isIpv4() ? address : UNKNOWN),
                    Optional.of(IpAddress.ofIpv4((int) number(parameters, "cluster-id", 0)))
                            .filter(cluster -> !cluster.equals(UNKNOWN)),
                    address,
                    (int) number(parameters, "port", PORT),
                    (int) number(parameters, "hold-time", HOLD_SECONDS),
                    families(parameters),
                    peerings(name, key(parameters)),
                    restart));
        } catch (IllegalArgumentException e) {
            log.warn("{}: ignored: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    private static Restart restart(XmlElement parameters) {
        try {
            return isTrue(parameters, "enable")
                    ? new Restart(
                            (int) number(parameters, "restart-time", RESTART_SECONDS),
                            (int) number(parameters, "long-lived-restart-time", RESTART_SECONDS),
                            (int) number(parameters, "end-of-rib-timeout", RESTART_SECONDS))
                    : Restart.NONE;
        } catch (NumberFormatException e) {
            log.warn("graceful-restart-parameters: ignored: {}", e.getMessage());
            return Restart.NONE;
        }
    }

    private List<Peering> peerings(Name name, Optional<String> key) {
        var peerings = new ArrayList<Peering>();
        for (var link : graph.neighbours(name, BGP_PEERING)) {
            for (var peer : graph.neighbours(link, BGP_ROUTER)) {
                if (!peer.equals(name)) {
                    peerings.add(peering(peer, attributes(link, name), key));
                }
            }
        }
        return peerings;
    }

    /** {@return the attributes that apply to one end, those for it before those for both} */
    private List<XmlElement> attributes(Name link, Name end) {
        var all = graph.property(link, "value").stream()
                .flatMap(value -> value.children("session").stream())
                .flatMap(session -> session.children("attributes").stream())
                .toList();
        var own = new ArrayList<XmlElement>();
        for (var attributes : all) {
            if (text(attributes, BGP_ROUTER)
                    .filter(router -> isNamed(end, router))
                    .isPresent()) {
                own.addFirst(attributes);
            } else if (text(attributes, BGP_ROUTER).isEmpty()) {
                own.add(attributes);
            }
        }
        return own;
    }

    private static boolean isNamed(Name router, String name) {
        return router.name().equals(name) || router.name().endsWith(":" + name);
    }

    private static Peering peering(Name peer, List<XmlElement> attributes, Optional<String> routersKey) {
        var families = attributes.stream()
                .map(BgpRouters::families)
                .filter(set -> !set.isEmpty())
                .findFirst()
                .orElse(Set.of());
        var key = attributes.stream().flatMap(a -> key(a).stream()).findFirst().or(() -> routersKey);
        var familyAttributes = attributes.stream()
                .flatMap(a -> a.children("family-attributes").stream())
                .toList();
        var encapsulations = familyAttributes.stream()
                .flatMap(f -> f.children("default-tunnel-encap").stream())
                .flatMap(e -> Encapsulation.ofWireName(e.text().strip()).stream())
                .distinct()
                .toList();
        return new Peering(
                peer.name(),
                first(attributes, "admin-down").filter("true"::equals).isPresent(),
                first(attributes, "shutdown-message").orElse(""),
                first(attributes, "passive").filter("true"::equals).isPresent(),
                number(attributes, "hold-time", -1),
                number(attributes, "delay-open-time", 0),
                families,
                key.orElse(null),
                number(attributes, "ttl-security-hops", 0),
                prefixLimits(familyAttributes),
                encapsulations);
    }

    /** The first that is said of a family counts. */
    private static Map<String, PrefixLimit> prefixLimits(List<XmlElement> familyAttributes) {
        var limits = new HashMap<String, PrefixLimit>();
        for (var attributes : familyAttributes) {
            var limit = attributes.child("prefix-limit").orElse(null);
            long maximum = limit == null ? 0 : number(limit, "maximum", 0);
            var family = text(attributes, "address-family").orElse("");
            if (limit != null && maximum > 0 && !family.isEmpty()) {
                int routes = (int) Math.min(maximum, Integer.MAX_VALUE);
                limits.putIfAbsent(family, new PrefixLimit(routes, (int) number(limit, "idle-timeout", -1)));
            }
        }
        return limits;
    }

    private static int number(List<XmlElement> attributes, String name, int otherwise) {
        return first(attributes, name).map(Integer::parseInt).orElse(otherwise);
    }

    private static Optional<String> first(List<XmlElement> attributes, String name) {
        return attributes.stream().flatMap(a -> text(a, name).stream()).findFirst();
    }

    private static Set<String> families(XmlElement parent) {
        return parent.child("address-families").stream()
                .flatMap(families -> families.children("family").stream())
                .map(family -> family.text().strip())
                .collect(Collectors.toSet());
    }

    private static Optional<String> key(XmlElement parent) {
        return parent.child("auth-data").stream()
                .flatMap(data -> data.children("key-items").stream())
                .flatMap(item -> text(item, "key").stream())
                .findFirst();
    }

    private static Optional<String> text(XmlElement parent, String name) {
        return parent.childText(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static boolean isTrue(XmlElement parent, String name) {
        return text(parent, name).filter("true"::equals).isPresent();
    }

    private static long number(XmlElement parent, String name, long otherwise) {
        return text(parent, name).map(Long::parseLong).orElse(otherwise);
    }
}
