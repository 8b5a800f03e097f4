package net.weftnet.control.config.graph;

import java.util.Set;
import java.util.TreeMap;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode;

/** What of an object agents are shown: all but the secrets of routers, which only control nodes need. */
final class AgentView {
    private static final Set<String> CREDENTIALS =
            Set.of("physical-router-user-credentials", "physical-router-snmp-credentials");
    private static final String BGP = "bgp-router-parameters";
    private static final String BGP_KEYS = "auth-data";

    private AgentView() {}

    static ConfigNode of(ConfigNode node) {
        return switch (node.name().type()) {
            case "physical-router", "bgp-router" -> new ConfigNode(node.name(), withoutSecrets(node));
            default -> node;
        };
    }

    private static TreeMap<String, XmlElement> withoutSecrets(ConfigNode node) {
        var properties = new TreeMap<>(node.properties());
        properties.keySet().removeAll(CREDENTIALS);
        properties.computeIfPresent(BGP, (_, parameters) -> withoutKeys(parameters));
        return properties;
    }

    private static XmlElement withoutKeys(XmlElement parameters) {
        return new XmlElement(
                parameters.name(),
                parameters.attributes(),
                parameters.text(),
                parameters.children().stream()
                        .filter(child -> !child.localName().equals(BGP_KEYS))
                        .toList());
    }
}
