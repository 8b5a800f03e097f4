package net.weftnet.control.netconf.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.GatewayRouter.Neighbor;
import net.weftnet.control.config.api.GatewayRouter.Vrf;

/**
 * Junos of routers (MX and those like it). All that is ours is one configuration group, which is applied: it is replaced as a
 * whole, and can be looked at and taken away as a whole.
 */
final class Junos {
    private static final String NAMESPACE = "http://xml.juniper.net/xnm/1.1/xnm";
    private static final String GROUP = "__weftnet__";
    private static final String BGP_GROUP = "weft-control";
    private static final String TUNNELS = "weft-compute";

    private static final List<XmlElement> PATH =
            List.of(XmlElement.of("configuration").withAttribute("xmlns", NAMESPACE));
    private static final Place GROUPS =
            new Place(PATH, XmlElement.of("groups", text("name", GROUP)), "name", group -> group.childText("name")
                    .orElse("")
                    .strip()
                    .equals(GROUP));
    private static final Place APPLIED = new Place(PATH, XmlElement.of("apply-groups"), "", applied -> applied.text()
            .strip()
            .equals(GROUP));

    static final Template TEMPLATE = new Template("junos", List.of(GROUPS, APPLIED), _ -> true, Junos::parts);

    private Junos() {}

    private static XmlElement text(String name, Object text) {
        return XmlElement.ofText(name, text.toString());
    }

    private static List<Part> parts(GatewayRouter gateway) {
        var content = new ArrayList<XmlElement>();
        content.add(text("name", GROUP));
        tunnels(gateway, content);
        if (!gateway.neighbors().isEmpty()) {
            content.add(XmlElement.of("protocols", XmlElement.of("bgp", group(gateway))));
        }
        var instances = new ArrayList<XmlElement>();
        var policies = new ArrayList<XmlElement>();
        for (var vrf : gateway.vrfs()) {
            if (vrf.layer3()) {
                instances.add(routed(gateway, vrf));
            }
            if (vrf.layer2() && OpenConfig.speaksEvpn(gateway)) {
                instances.add(bridged(gateway, vrf));
            }
            policies.add(importPolicy(vrf));
            policies.add(exportPolicy(vrf));
        }
        if (!instances.isEmpty()) {
            policies.addAll(communities(gateway));
            content.add(XmlElement.of("policy-options", policies));
            content.add(XmlElement.of("routing-instances", instances));
        }
        return List.of(
                new Part(GROUPS, XmlElement.of("groups", content)), new Part(APPLIED, text("apply-groups", GROUP)));
    }

    /** Packets for compute nodes go through tunnels that come up by themselves, MPLS over UDP (RFC 7510). */
    private static void tunnels(GatewayRouter gateway, List<XmlElement> content) {
        if (gateway.dataplane().isEmpty() || gateway.fabric().isEmpty()) {
            return;
        }
        var tunnel = new ArrayList<XmlElement>();
        tunnel.add(text("name", TUNNELS));
        tunnel.add(text("source-address", gateway.dataplane().get()));
        tunnel.add(XmlElement.of("udp"));
        gateway.fabric().forEach(prefix -> tunnel.add(XmlElement.of("destination-networks", text("name", prefix))));
        content.add(XmlElement.of("routing-options", XmlElement.of("dynamic-tunnels", tunnel)));
    }

    private static XmlElement group(GatewayRouter gateway) {
        var group = new ArrayList<XmlElement>();
        group.add(text("name", BGP_GROUP));
        long own = gateway.speaker().map(speaker -> speaker.as()).orElse(0L);
        boolean isInternal = gateway.neighbors().stream().allMatch(one -> one.as() == own);
        group.add(text("type", isInternal ? "internal" : "external"));
        gateway.speaker().ifPresent(speaker -> group.add(text("local-address", speaker.address())));
        group.add(XmlElement.of("family", families(gateway)));
        for (var neighbor : gateway.neighbors()) {
            group.add(neighbor(neighbor));
        }
        return XmlElement.of("group", group);
    }

    private static List<XmlElement> families(GatewayRouter gateway) {
        boolean hasIpv6 = gateway.neighbors().stream()
                .anyMatch(one -> one.families().isEmpty() || one.families().contains("inet6-vpn"));
        return Stream.of(
                        Stream.of(XmlElement.of("inet-vpn", XmlElement.of("unicast"))),
                        hasIpv6
                                ? Stream.of(XmlElement.of("inet6-vpn", XmlElement.of("unicast")))
                                : Stream.<XmlElement>of(),
                        OpenConfig.speaksEvpn(gateway)
                                ? Stream.of(XmlElement.of("evpn", XmlElement.of("signaling")))
                                : Stream.<XmlElement>of())
                .flatMap(one -> one)
                .toList();
    }

    private static XmlElement neighbor(Neighbor neighbor) {
        return XmlElement.of(
                "neighbor",
                text("name", neighbor.address()),
                text("description", neighbor.name()),
                text("peer-as", neighbor.as()));
    }

    private static XmlElement routed(GatewayRouter gateway, Vrf vrf) {
        return XmlElement.of(
                "instance",
                text("name", Names.of(vrf)),
                text("description", vrf.name()),
                text("instance-type", "vrf"),
                distinguisher(Names.distinguisher(gateway, vrf)),
                text("vrf-import", Names.of(vrf) + "-import"),
                text("vrf-export", Names.of(vrf) + "-export"),
                XmlElement.of("vrf-table-label"));
    }

    private static XmlElement bridged(GatewayRouter gateway, Vrf vrf) {
        return XmlElement.of(
                "instance",
                text("name", Names.of(vrf) + "-l2"),
                text("description", vrf.name()),
                text("instance-type", "virtual-switch"),
                XmlElement.of("vtep-source-interface", text("interface-name", "lo0.0")),
                distinguisher(Names.bridgeDistinguisher(gateway, vrf)),
                text("vrf-import", Names.of(vrf) + "-import"),
                text("vrf-export", Names.of(vrf) + "-export"),
                XmlElement.of(
                        "protocols",
                        XmlElement.of("evpn", text("encapsulation", "vxlan"), text("extended-vni-list", vrf.vni()))),
                XmlElement.of(
                        "bridge-domains",
                        XmlElement.of(
                                "domain",
                                text("name", "bd-" + vrf.vni()),
                                text("vlan-id", "none"),
                                XmlElement.of("vxlan", text("vni", vrf.vni())))));
    }

    private static XmlElement distinguisher(String value) {
        return XmlElement.of("route-distinguisher", text("rd-type", value));
    }

    private static XmlElement importPolicy(Vrf vrf) {
        var from = targets(vrf.imports()).map(name -> text("community", name)).toList();
        return policy(
                Names.of(vrf) + "-import",
                from.isEmpty(),
                XmlElement.of("from", from),
                XmlElement.of("then", XmlElement.of("accept")));
    }

    private static XmlElement exportPolicy(Vrf vrf) {
        var then = new ArrayList<XmlElement>();
        targets(vrf.exports())
                .forEach(name ->
                        then.add(XmlElement.of("community", XmlElement.of("add"), text("community-name", name))));
        then.add(XmlElement.of("accept"));
        return policy(Names.of(vrf) + "-export", vrf.exports().isEmpty(), XmlElement.of("then", then));
    }

    /** Without a target nothing passes: a term without conditions would let everything through. */
    private static XmlElement policy(String name, boolean isEmpty, XmlElement... term) {
        var policy = new ArrayList<XmlElement>();
        policy.add(text("name", name));
        if (!isEmpty) {
            policy.add(XmlElement.of(
                    "term",
                    Stream.concat(Stream.of(text("name", "targets")), Stream.of(term))
                            .toList()));
        }
        policy.add(XmlElement.of("then", XmlElement.of("reject")));
        return XmlElement.of("policy-statement", policy);
    }

    private static Stream<String> targets(Set<RouteTarget> targets) {
        return targets.stream().sorted().map(Junos::community);
    }

    private static List<XmlElement> communities(GatewayRouter gateway) {
        return gateway.vrfs().stream()
                .flatMap(vrf -> Stream.of(vrf.imports(), vrf.exports()))
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .map(target -> XmlElement.of("community", text("name", community(target)), text("members", target)))
                .toList();
    }

    private static String community(RouteTarget target) {
        return target.toString().replace("target:", "weft-target-").replaceAll("[:.]", "-");
    }
}
