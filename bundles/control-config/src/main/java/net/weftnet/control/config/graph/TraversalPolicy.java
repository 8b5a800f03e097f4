package net.weftnet.control.config.graph;

import java.util.Map;
import java.util.Set;

/**
 * Which way the configuration of an agent is found from its virtual-router: from a node of one type only to nodes of the
 * types listed for it, by any link or only by the one that is named. The table is OpenContrail's, so that its agents get what
 * they expect; it never leads down from projects or networks to interfaces, which keeps other nodes' workloads out, but for
 * the ports of logical routers. Links among the nodes found belong to the sub-graph too, also those that are not followed,
 * such as instance-ip to virtual-network.
 *
 * <p>Route targets are not in it: agents import by routing instance, only the control node by target.
 */
final class TraversalPolicy {
    private static final Map<String, Set<String>> TARGETS = Map.ofEntries(
            from(
                    "virtual-router",
                    "virtual-machine bgp-router global-system-config provider-attachment physical-router"),
            from("virtual-machine", "service-instance virtual-machine-interface tag"),
            from(
                    "virtual-machine-interface",
                    "virtual-machine virtual-machine-interface instance-ip virtual-network security-group floating-ip"
                            + " alias-ip customer-attachment virtual-machine-interface-routing-instance"
                            + " interface-route-table subnet service-health-check bgp-as-a-service qos-config"
                            + " security-logging-object tag port-tuple project"),
            from(
                    "project",
                    "tag/project-tag application-policy-set/project-default-application-policy-set logical-router"),
            from("logical-router", "logical-router-virtual-network virtual-machine-interface"),
            from("logical-router-virtual-network", "virtual-network"),
            from("port-tuple", "service-instance"),
            from("virtual-machine-interface-routing-instance", "routing-instance"),
            from(
                    "virtual-network",
                    "floating-ip-pool alias-ip-pool virtual-network-network-ipam access-control-list routing-instance"
                            + " qos-config security-logging-object tag"),
            from("virtual-network-network-ipam", "network-ipam"),
            from("network-ipam", "virtual-DNS"),
            from("virtual-DNS", "virtual-DNS-record"),
            from("security-group", "access-control-list"),
            from("floating-ip", "floating-ip-pool"),
            from("floating-ip-pool", "virtual-network"),
            from("alias-ip", "alias-ip-pool"),
            from("alias-ip-pool", "virtual-network"),
            from("service-instance", "service-template"),
            from("service-template", "domain"),
            from("domain", "namespace virtual-DNS"),
            from("bgp-as-a-service", "bgp-router"),
            from("bgp-router", "physical-router routing-instance"),
            from("physical-router", "physical-interface logical-interface virtual-network"),
            from("physical-interface", "logical-interface"),
            from("logical-interface", "virtual-machine-interface"),
            from("global-system-config", "global-vrouter-config global-qos-config qos-config"),
            from("global-qos-config", "forwarding-class qos-queue qos-config"),
            from("global-vrouter-config", "application-policy-set security-logging-object"),
            from("forwarding-class", "qos-queue"),
            from("tag", "application-policy-set"),
            from("application-policy-set", "application-policy-set-firewall-policy"),
            from("application-policy-set-firewall-policy", "firewall-policy"),
            from("firewall-policy", "firewall-policy-firewall-rule firewall-policy-security-logging-object"),
            from("firewall-policy-firewall-rule", "firewall-rule"),
            from("firewall-policy-security-logging-object", "security-logging-object"),
            from("firewall-rule", "service-group address-group tag firewall-rule-security-logging-object"),
            from("firewall-rule-security-logging-object", "security-logging-object"),
            from("address-group", "tag"));

    private TraversalPolicy() {}

    private static Map.Entry<String, Set<String>> from(String type, String targets) {
        return Map.entry(type, Set.of(targets.split(" ")));
    }

    /** {@return whether a node of one type makes its neighbour of another type, by a link, part of the sub-graph} */
    static boolean leads(String fromType, String link, String toType) {
        var targets = TARGETS.getOrDefault(fromType, Set.of());
        return targets.contains(toType) || targets.contains(toType + '/' + link);
    }
}
