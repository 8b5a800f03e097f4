package net.weftnet.control.netconf.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.GatewayRouter.Neighbor;
import net.weftnet.control.config.api.GatewayRouter.Vrf;

/**
 * The vendor-neutral models of OpenConfig: {@code openconfig-network-instance} 4 with {@code openconfig-evpn}. A VRF is a
 * network instance, for VXLAN another one with an EVPN instance; the BGP sessions are a peer group of the default instance.
 */
final class OpenConfig {
    private static final String NAMESPACE = "http://openconfig.net/yang/network-instance";
    private static final String TYPES = "http://openconfig.net/yang/network-instance-types";
    private static final String POLICY_TYPES = "http://openconfig.net/yang/policy-types";
    private static final String BGP_TYPES = "http://openconfig.net/yang/bgp-types";
    private static final String EVPN_TYPES = "http://openconfig.net/yang/evpn-types";
    private static final String GROUP = Names.PREFIX + "control";

    private static final XmlElement INSTANCES =
            XmlElement.of("network-instances").withAttribute("xmlns", NAMESPACE);
    private static final List<XmlElement> BGP = List.of(
            INSTANCES,
            withConfig("network-instance", text("name", "default")),
            XmlElement.of("protocols"),
            withConfig("protocol", identity("identifier", POLICY_TYPES, "BGP"), text("name", "BGP")),
            XmlElement.of("bgp"));

    private static final Place VRFS = new Place(
            List.of(INSTANCES),
            XmlElement.of("network-instance"),
            "name",
            instance -> instance.childText("name").orElse("").strip().startsWith(Names.PREFIX));
    private static final Place GROUPS = new Place(
            within(BGP, "peer-groups"),
            XmlElement.of("peer-group", text("peer-group-name", GROUP)),
            "peer-group-name",
            group -> group.childText("peer-group-name").orElse("").strip().equals(GROUP));
    private static final Place NEIGHBORS = new Place(
            within(BGP, "neighbors"), XmlElement.of("neighbor"), "neighbor-address", neighbor -> neighbor.child(
                            "config")
                    .flatMap(config -> config.childText("peer-group"))
                    .orElse("")
                    .strip()
                    .equals(GROUP));

    private static final Set<String> TARGETS = Set.of("import-route-target", "export-route-target");

    /** Names of families in the configuration and in OpenConfig. */
    private static final Map<String, String> FAMILIES = families();

    static final Template TEMPLATE =
            new Template("openconfig", List.of(VRFS, GROUPS, NEIGHBORS), TARGETS::contains, OpenConfig::parts);

    private OpenConfig() {}

    private static Map<String, String> families() {
        var families = new LinkedHashMap<String, String>();
        families.put("inet-vpn", "L3VPN_IPV4_UNICAST");
        families.put("inet6-vpn", "L3VPN_IPV6_UNICAST");
        families.put("e-vpn", "L2VPN_EVPN");
        return families;
    }

    private static List<XmlElement> within(List<XmlElement> path, String element) {
        return Stream.concat(path.stream(), Stream.of(XmlElement.of(element))).toList();
    }

    private static XmlElement text(String name, Object text) {
        return XmlElement.ofText(name, text.toString());
    }

    private static XmlElement identity(String name, String namespace, String identity) {
        return text(name, "i:" + identity).withAttribute("xmlns:i", namespace);
    }

    /** {@return an entry of a list as OpenConfig has them: the keys, and the same again as its configuration} */
    private static XmlElement withConfig(String name, XmlElement... keys) {
        return XmlElement.of(name, keys).withChild(XmlElement.of("config", keys));
    }

    private static List<Part> parts(GatewayRouter gateway) {
        var parts = new ArrayList<Part>();
        for (var vrf : gateway.vrfs()) {
            if (vrf.layer3()) {
                parts.add(new Part(VRFS, routed(gateway, vrf)));
            }
            if (vrf.layer2() && speaksEvpn(gateway)) {
                parts.add(new Part(VRFS, bridged(gateway, vrf)));
            }
        }
        if (!gateway.neighbors().isEmpty()) {
            parts.add(new Part(GROUPS, group()));
        }
        for (var neighbor : gateway.neighbors()) {
            parts.add(new Part(NEIGHBORS, neighbor(neighbor)));
        }
        return parts;
    }

    /** {@return whether a gateway is one of VXLAN, too} */
    static boolean speaksEvpn(GatewayRouter gateway) {
        return gateway.neighbors().stream().anyMatch(one -> one.families().contains("e-vpn"));
    }

    private static XmlElement routed(GatewayRouter gateway, Vrf vrf) {
        return XmlElement.of(
                "network-instance",
                text("name", Names.of(vrf)),
                XmlElement.of(
                        "config",
                        text("name", Names.of(vrf)),
                        identity("type", TYPES, "L3VRF"),
                        text("description", vrf.name()),
                        text("route-distinguisher", Names.distinguisher(gateway, vrf))),
                XmlElement.of(
                        "inter-instance-policies",
                        XmlElement.of("import-export-policy", XmlElement.of("config", targets(vrf)))));
    }

    private static XmlElement bridged(GatewayRouter gateway, Vrf vrf) {
        var name = Names.of(vrf) + "-l2";
        return XmlElement.of(
                "network-instance",
                text("name", name),
                XmlElement.of(
                        "config",
                        text("name", name),
                        identity("type", TYPES, "L2VSI"),
                        text("description", vrf.name())),
                XmlElement.of(
                        "evpn",
                        XmlElement.of(
                                "evpn-instances",
                                XmlElement.of(
                                        "evpn-instance",
                                        text("evi", vrf.id()),
                                        XmlElement.of(
                                                "config",
                                                text("evi", vrf.id()),
                                                identity("encapsulation-type", TYPES, "VXLAN"),
                                                identity("service-type", EVPN_TYPES, "VLAN_BASED"),
                                                text("route-distinguisher", Names.bridgeDistinguisher(gateway, vrf))),
                                        XmlElement.of("import-export-policy", XmlElement.of("config", targets(vrf))),
                                        XmlElement.of("vxlan", XmlElement.of("config", text("vni", vrf.vni())))))));
    }

    private static List<XmlElement> targets(Vrf vrf) {
        return Stream.concat(
                        sorted(vrf.imports()).map(target -> text("import-route-target", bare(target))),
                        sorted(vrf.exports()).map(target -> text("export-route-target", bare(target))))
                .toList();
    }

    private static Stream<RouteTarget> sorted(Set<RouteTarget> targets) {
        return targets.stream().sorted();
    }

    private static String bare(RouteTarget target) {
        return target.toString().substring("target:".length());
    }

    private static XmlElement group() {
        return XmlElement.of(
                "peer-group",
                text("peer-group-name", GROUP),
                XmlElement.of(
                        "config", text("peer-group-name", GROUP), text("description", "Control nodes of Weftnet")));
    }

    private static XmlElement neighbor(Neighbor neighbor) {
        var families = FAMILIES.entrySet().stream()
                .filter(family -> neighbor.families().isEmpty()
                        ? !family.getKey().equals("e-vpn")
                        : neighbor.families().contains(family.getKey()))
                .map(family -> XmlElement.of(
                        "afi-safi",
                        identity("afi-safi-name", BGP_TYPES, family.getValue()),
                        XmlElement.of(
                                "config",
                                identity("afi-safi-name", BGP_TYPES, family.getValue()),
                                text("enabled", true))))
                .toList();
        return XmlElement.of(
                "neighbor",
                text("neighbor-address", neighbor.address()),
                XmlElement.of(
                        "config",
                        text("neighbor-address", neighbor.address()),
                        text("peer-group", GROUP),
                        text("peer-as", neighbor.as()),
                        text("description", neighbor.name())),
                XmlElement.of("afi-safis", families));
    }
}
