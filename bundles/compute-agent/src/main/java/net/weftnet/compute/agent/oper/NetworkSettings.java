package net.weftnet.compute.agent.oper;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.compute.agent.config.ConfigDb;
import net.weftnet.compute.agent.config.ObjectName;
import net.weftnet.compute.forwarding.api.InterfaceEntry.Mode;
import net.weftnet.compute.forwarding.api.VniEntry;

/**
 * How a virtual network forwards, as far as its configuration has arrived.
 *
 * @param mode a network whose number is not known routes only
 * @param vni the id of its VXLAN network; 0 while its number is not known
 * @param floodsUnknown whether frames to unknown addresses go to all
 * @param subnets its subnets
 */
public record NetworkSettings(Mode mode, int vni, boolean floodsUnknown, List<Subnet> subnets) {
    private static final String PROPERTIES = "virtual-network-properties";

    /** A subnet, and who its workloads take for their router. */
    public record Subnet(IpPrefix prefix, Optional<IpAddress> gateway) {}

    public NetworkSettings {
        subnets = List.copyOf(subnets);
    }

    /** {@return whether its workloads speak to each other by MAC address} */
    public boolean bridges() {
        return mode != Mode.L3;
    }

    /** Reads a network's. */
    public static NetworkSettings read(ConfigDb config, String network) {
        var name = new ObjectName("virtual-network", network);
        int vni = vni(config, name);
        boolean floods = config.property(name, "flood-unknown-unicast")
                .map(XmlElement::text)
                .map(String::strip)
                .filter("true"::equals)
                .isPresent();
        return new NetworkSettings(vni == 0 ? Mode.L3 : mode(config, name), vni, floods, subnets(config, name));
    }

    private static Mode mode(ConfigDb config, ObjectName network) {
        var own = config.property(network, PROPERTIES).flatMap(p -> p.childText("forwarding-mode"));
        return switch (own.or(() -> global(config, "forwarding-mode")).orElse("")) {
            case "l2" -> Mode.L2;
            case "l2_l3" -> Mode.L2_L3;
            default -> Mode.L3;
        };
    }

    /** The number of the network, unless networks say their own id. */
    private static int vni(ConfigDb config, ObjectName network) {
        var own = config.property(network, PROPERTIES).flatMap(p -> p.childText("vxlan-network-identifier"));
        boolean isConfigured = global(config, "vxlan-network-identifier-mode")
                .filter("configured"::equals)
                .isPresent();
        var text = isConfigured
                ? own
                : config.property(network, "virtual-network-network-id").map(XmlElement::text);
        return text.map(String::strip)
                .filter(digits -> digits.matches("[0-9]{1,8}"))
                .map(Integer::parseInt)
                .filter(number -> number <= VniEntry.LAST)
                .orElse(0);
    }

    private static Optional<String> global(ConfigDb config, String property) {
        return config.ofType("global-vrouter-config")
                .flatMap(name -> config.property(name, property).stream())
                .map(element -> element.text().strip())
                .findFirst();
    }

    private static List<Subnet> subnets(ConfigDb config, ObjectName network) {
        var subnets = new ArrayList<Subnet>();
        config.neighbours(network, "virtual-network-network-ipam")
                .flatMap(link -> config.property(link, "value").stream())
                .flatMap(value -> value.children("ipam-subnets").stream())
                .forEach(subnet -> subnet(subnet).ifPresent(subnets::add));
        return subnets;
    }

    private static Optional<Subnet> subnet(XmlElement element) {
        try {
            var subnet = element.child("subnet").orElseThrow();
            var address = subnet.childText("ip-prefix").orElseThrow().strip();
            var length = subnet.childText("ip-prefix-len").orElseThrow().strip();
            var gateway =
                    element.childText("default-gateway").map(String::strip).filter(text -> !text.isEmpty());
            return Optional.of(new Subnet(IpPrefix.parse(address + "/" + length), gateway.map(IpAddress::parse)));
        } catch (NoSuchElementException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
