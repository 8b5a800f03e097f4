package net.weftnet.control.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.SubgraphDelta;

/**
 * A network of two workloads with an address plan and a virtual name server, as the graph has it; properties can be put in
 * place of others.
 *
 * <pre>
 *   vm1 10.1.1.3, vm2 10.1.1.4 ── front 10.1.1.0/24 ── ipam ── dns, domain demo.internal
 * </pre>
 */
final class Configuration {
    static final UUID VM1 = UUID.fromString("8f3c1c5e-1111-4a2b-9c3d-000000000001");
    static final UUID VM2 = UUID.fromString("8f3c1c5e-1111-4a2b-9c3d-000000000002");
    static final ConfigNode.Name PORT1 = name(ConfigMirror.PORT, "default-domain:demo:vm1");
    static final ConfigNode.Name IPAM = name(ConfigMirror.IPAM, "default-domain:demo:ipam");
    static final ConfigNode.Name DNS = name(ConfigMirror.VIRTUAL_DNS, "default-domain:dns");
    static final ConfigNode.Name OTHER_DNS = name(ConfigMirror.VIRTUAL_DNS, "default-domain:other");
    private static final ConfigNode.Name FRONT = name(ConfigMirror.NETWORK, "default-domain:demo:front");
    private static final ConfigNode.Name PLAN =
            name(ConfigMirror.NETWORK_IPAM, "attr(default-domain:demo:front,default-domain:demo:ipam)");

    private final Map<ConfigNode.Name, Map<String, XmlElement>> objects = new HashMap<>();
    private final List<ConfigLink> links = new ArrayList<>();

    Configuration() {
        put(FRONT, "x", XmlElement.ofText("x", ""));
        subnet("");
        put(IPAM, "network-ipam-mgmt", element("<network-ipam-mgmt/>"));
        link(FRONT, PLAN);
        link(PLAN, IPAM);
        link(IPAM, DNS);
        virtualDns(DNS, "<domain-name>demo.internal</domain-name><record-order>fixed</record-order>");
        workload(VM1, "vm1", "10.1.1.3");
        workload(VM2, "vm2", "10.1.1.4");
    }

    static ConfigNode.Name name(String type, String name) {
        return new ConfigNode.Name(type, name);
    }

    /** Reads elements that are written without attributes and mixed text. */
    static XmlElement element(String xml) {
        return new Reader(xml).element();
    }

    /** As much of XML as the tests write. */
    private static final class Reader {
        private final String xml;
        private int at;

        Reader(String xml) {
            this.xml = xml;
        }

        XmlElement element() {
            int end = xml.indexOf('>', at);
            var name = xml.substring(at + 1, end);
            at = end + 1;
            if (name.endsWith("/")) {
                return XmlElement.of(name.substring(0, name.length() - 1));
            }
            var children = new ArrayList<XmlElement>();
            int text = at;
            while (!xml.startsWith("</", at)) {
                if (xml.charAt(at) == '<') {
                    children.add(element());
                } else {
                    at++;
                }
            }
            var content = xml.substring(text, at);
            at = xml.indexOf('>', at) + 1;
            return children.isEmpty() ? XmlElement.ofText(name, content) : XmlElement.of(name, children);
        }
    }

    Configuration put(ConfigNode.Name object, String property, XmlElement value) {
        objects.computeIfAbsent(object, _ -> new HashMap<>()).put(property, value);
        return this;
    }

    Configuration link(ConfigNode.Name one, ConfigNode.Name other) {
        links.add(new ConfigLink(one.type() + "-" + other.type(), one, other));
        return this;
    }

    /** Puts more into the subnet of the network. */
    Configuration subnet(String more) {
        return put(
                PLAN,
                "value",
                element("<value><ipam-subnets><subnet><ip-prefix>10.1.1.0</ip-prefix><ip-prefix-len>24</ip-prefix-len>"
                        + "</subnet><default-gateway>10.1.1.1</default-gateway>" + more + "</ipam-subnets></value>"));
    }

    Configuration plan(String settings) {
        return put(IPAM, "network-ipam-mgmt", element("<network-ipam-mgmt>" + settings + "</network-ipam-mgmt>"));
    }

    Configuration port(String property, String settings) {
        return put(PORT1, property, element("<" + property + ">" + settings + "</" + property + ">"));
    }

    Configuration virtualDns(ConfigNode.Name dns, String data) {
        return put(dns, "virtual-DNS-data", element("<virtual-DNS-data>" + data + "</virtual-DNS-data>"));
    }

    Configuration record(ConfigNode.Name dns, String type, String name, String value) {
        var record = name(ConfigMirror.DNS_RECORD, dns.name() + ":" + objects.size());
        put(
                record,
                "virtual-DNS-record-data",
                element("<virtual-DNS-record-data><record-name>" + name + "</record-name><record-type>" + type
                        + "</record-type><record-data>" + value + "</record-data></virtual-DNS-record-data>"));
        return link(dns, record);
    }

    private void workload(UUID uuid, String name, String address) {
        var port = name(ConfigMirror.PORT, "default-domain:demo:" + name);
        var ip = name(ConfigMirror.INSTANCE_IP, name + "-v4");
        put(
                port,
                "id-perms",
                XmlElement.of(
                        "id-perms",
                        XmlElement.of(
                                "uuid",
                                XmlElement.ofText("uuid-mslong", Long.toUnsignedString(uuid.getMostSignificantBits())),
                                XmlElement.ofText(
                                        "uuid-lslong", Long.toUnsignedString(uuid.getLeastSignificantBits())))));
        put(ip, "instance-ip-address", XmlElement.ofText("instance-ip-address", address));
        link(port, FRONT);
        link(ip, port);
    }

    SubgraphDelta delta() {
        var nodes = new ArrayList<ConfigNode>();
        objects.forEach((name, properties) -> nodes.add(new ConfigNode(name, properties)));
        return new SubgraphDelta(1, true, nodes, links, List.of(), List.of());
    }

    ConfigMirror mirror() {
        var mirror = new ConfigMirror();
        mirror.apply(delta());
        return mirror;
    }
}
