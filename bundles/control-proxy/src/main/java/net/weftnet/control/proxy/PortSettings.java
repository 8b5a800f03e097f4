package net.weftnet.control.proxy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.protocol.dhcp.DhcpOption;
import net.weftnet.protocol.dhcp.Octets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a port's workload is to be told, out of the configuration: for each of its addresses the subnet's gateway and name
 * server, and the options of DHCP, those of the port before those of the subnet before those of the address plan.
 *
 * <pre>{@code
 * <port-settings>
 *   <host-name>vm1</host-name>
 *   <address><ip>10.1.1.3</ip><prefix-length>24</prefix-length><gateway>10.1.1.1</gateway>
 *     <dns-server>10.1.1.1</dns-server><dhcp>true</dhcp><option code="15">64656d6f</option>…</address>
 * </port-settings>
 * }</pre>
 */
final class PortSettings {
    private static final Logger log = LoggerFactory.getLogger(PortSettings.class);

    private final ConfigMirror config;

    PortSettings(ConfigMirror config) {
        this.config = config;
    }

    /** {@return the settings; empty if there is no such port} */
    Optional<XmlElement> of(UUID uuid) {
        return config.port(uuid).map(port -> {
            var settings = new ArrayList<XmlElement>();
            settings.add(XmlElement.ofText("host-name", config.hostName(port)));
            var subnets = config.neighbours(port, ConfigMirror.NETWORK).stream()
                    .flatMap(network -> config.subnets(network).stream())
                    .toList();
            config.addresses(port).forEach(text -> address(text)
                    .flatMap(address -> subnets.stream()
                            .filter(subnet -> subnet.prefix().contains(address))
                            .findFirst()
                            .map(subnet -> address(port, address, subnet)))
                    .ifPresent(settings::add));
            return XmlElement.of("port-settings", settings);
        });
    }

    private static Optional<IpAddress> address(String text) {
        try {
            return Optional.of(IpAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private XmlElement address(Name port, IpAddress address, PlannedSubnet subnet) {
        var parts = new ArrayList<XmlElement>();
        parts.add(XmlElement.ofText("ip", address.toString()));
        parts.add(XmlElement.ofText(
                "prefix-length", Integer.toString(subnet.prefix().length())));
        subnet.gateway().ifPresent(gateway -> parts.add(XmlElement.ofText("gateway", gateway.toString())));
        subnet.nameServer().ifPresent(server -> parts.add(XmlElement.ofText("dns-server", server.toString())));
        parts.add(XmlElement.ofText("dhcp", Boolean.toString(subnet.usesDhcp())));
        if (address.isIpv4()) {
            options(port, subnet)
                    .forEach((code, value) -> parts.add(XmlElement.ofText("option", value.toString())
                            .withAttribute("code", Integer.toString(code))));
        }
        return XmlElement.of("address", parts);
    }

    private Map<Integer, Octets> options(Name port, PlannedSubnet subnet) {
        var plan = config.property(subnet.ipam(), "network-ipam-mgmt");
        var options = new TreeMap<Integer, Octets>();
        var mask = mask(subnet.prefix().length());
        options.put(DhcpOption.SUBNET_MASK.code(), Octets.ofInt(mask));
        options.put(
                DhcpOption.BROADCAST_ADDRESS.code(), Octets.of(subnet.prefix().last()));
        options.put(DhcpOption.HOST_NAME.code(), text(config.hostName(port)));
        subnet.gateway().ifPresent(gateway -> options.put(DhcpOption.ROUTERS.code(), Octets.of(gateway)));
        nameServers(plan, subnet).ifPresent(servers -> options.put(DhcpOption.DOMAIN_NAME_SERVERS.code(), servers));
        DnsSettings.of(config, subnet.ipam())
                .virtualDns()
                .flatMap(dns -> DnsSettings.domain(config, dns))
                .ifPresent(domain -> options.put(DhcpOption.DOMAIN_NAME.code(), text(domain)));
        var routes = routes(port, plan, subnet);
        if (!routes.isEmpty()) {
            options.put(DhcpOption.CLASSLESS_STATIC_ROUTES.code(), DhcpOption.routes(routes));
        }
        plan.flatMap(value -> value.child("dhcp-option-list")).ifPresent(list -> read(list, options));
        subnet.settings().child("dhcp-option-list").ifPresent(list -> read(list, options));
        config.property(port, "virtual-machine-interface-dhcp-option-list").ifPresent(list -> read(list, options));
        return options;
    }

    private static int mask(int length) {
        return length == 0 ? 0 : -1 << 32 - length;
    }

    private static Octets text(String text) {
        return DhcpOption.parseValue(DhcpOption.HOST_NAME.code(), text);
    }

    private Optional<Octets> nameServers(Optional<XmlElement> plan, PlannedSubnet subnet) {
        var own = addresses(subnet.settings().children("dns-nameservers"));
        if (!own.isEmpty()) {
            return octets(own);
        }
        return switch (DnsSettings.of(config, subnet.ipam()).method()) {
            case NONE -> Optional.empty();
            case TENANT ->
                octets(addresses(plan.flatMap(value -> value.child("ipam-dns-server"))
                        .flatMap(server -> server.child("tenant-dns-server-address"))
                        .map(server -> server.children("ip-address"))
                        .orElse(List.of())));
            case NODE, VIRTUAL -> subnet.nameServer().map(Octets::of);
        };
    }

    private static List<IpAddress> addresses(List<XmlElement> elements) {
        return elements.stream()
                .flatMap(element -> address(element.text().strip()).stream())
                .filter(IpAddress::isIpv4)
                .toList();
    }

    private static Optional<Octets> octets(Collection<IpAddress> addresses) {
        return addresses.isEmpty()
                ? Optional.empty()
                : Optional.of(DhcpOption.parseValue(
                        DhcpOption.ROUTERS.code(),
                        String.join(
                                " ", addresses.stream().map(IpAddress::toString).toList())));
    }

    /** Who understands these routes takes no other (RFC 3442), so the default route is among them. */
    private List<DhcpOption.Route> routes(Name port, Optional<XmlElement> plan, PlannedSubnet subnet) {
        var lists = new ArrayList<Optional<XmlElement>>();
        lists.add(config.property(port, "virtual-machine-interface-host-routes"));
        lists.add(subnet.settings().child("host-routes"));
        lists.add(plan.flatMap(value -> value.child("host-routes")));
        for (var list : lists) {
            var routes = new ArrayList<DhcpOption.Route>();
            list.ifPresent(of ->
                    of.children("route").forEach(route -> route(route, subnet).ifPresent(routes::add)));
            if (!routes.isEmpty()) {
                var all = IpPrefix.parse("0.0.0.0/0");
                if (routes.stream().noneMatch(route -> route.destination().equals(all))) {
                    subnet.gateway().ifPresent(gateway -> routes.add(new DhcpOption.Route(all, gateway)));
                }
                return routes;
            }
        }
        return List.of();
    }

    /** A route without an address as its next hop leads to the gateway. */
    private static Optional<DhcpOption.Route> route(XmlElement route, PlannedSubnet subnet) {
        try {
            var prefix = IpPrefix.parse(route.childText("prefix").orElse("").strip());
            var router = route.childText("next-hop")
                    .flatMap(text -> address(text.strip()))
                    .or(subnet::gateway);
            return router.filter(address -> address.isIpv4() && prefix.address().isIpv4())
                    .map(address -> new DhcpOption.Route(prefix, address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** An option whose name or value is not understood is left out, and said. */
    private static void read(XmlElement list, Map<Integer, Octets> options) {
        for (var option : list.children("dhcp-option")) {
            var name = option.childText("dhcp-option-name").orElse("").strip();
            var code = DhcpOption.codeOf(name);
            try {
                var bytes = option.childText("dhcp-option-value-bytes").filter(text -> !text.isBlank());
                var value = bytes.isPresent()
                        ? DhcpOption.parseBytes(bytes.get())
                        : DhcpOption.parseValue(
                                code.orElse(0),
                                option.childText("dhcp-option-value").orElse(""));
                code.ifPresentOrElse(
                        of -> options.put(of, value), () -> log.warn("There is no DHCP option {}: left out", name));
            } catch (IllegalArgumentException e) {
                log.warn("DHCP option {} has no such value: left out", name);
            }
        }
    }
}
