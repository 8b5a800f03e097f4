package net.weftnet.compute.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.compute.agent.api.Port;
import net.weftnet.protocol.xmpp.ConfigBlock;
import net.weftnet.protocol.xmpp.ConfigItem;
import net.weftnet.protocol.xmpp.Envelope;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.NextHop;
import net.weftnet.protocol.xmpp.RouteEntry;
import net.weftnet.protocol.xmpp.RouteItem;
import net.weftnet.protocol.xmpp.RouteNode;
import net.weftnet.protocol.xmpp.Stanza;

/** A workload vm1 at 10.1.1.3 in network front, as configuration, port and routes. */
public final class Demo {
    public static final String NODE = "compute1";
    public static final String FRONT = "default-domain:demo:front";
    public static final String FRONT_RI = "default-domain:demo:front:front";
    public static final UUID VMI = UUID.fromString("8f3c1c5e-1111-4a2b-9c3d-000000000001");
    public static final UUID VM = UUID.fromString("f0e1d2c3-2222-4a2b-9c3d-000000000001");
    public static final MacAddress MAC = MacAddress.parse("02:8f:3c:1c:5e:01");
    public static final IpAddress ADDRESS = IpAddress.parse("10.1.1.3");
    public static final IpAddress UNDERLAY = IpAddress.parse("198.18.0.11");
    public static final IpAddress OTHER_NODE = IpAddress.parse("198.18.0.12");

    private static final Envelope ROUTES = Envelope.toAgent(NODE, Jid.BGP_PEER);

    private Demo() {}

    public static Port port() {
        return new Port(VMI, VM, "tap-vm1", MAC, "10.1.1.3", "", null, "vm1", null, 0);
    }

    static final String PUBLIC = "default-domain:demo:public";
    static final String PUBLIC_RI = PUBLIC + ":public";

    /** {@return the sub-graph around vm1, one object or link an item} */
    public static List<ConfigItem> config() {
        var items = new ArrayList<ConfigItem>();
        var router = name("virtual-router", "default-global-system-config:" + NODE);
        var vm = name("virtual-machine", VM.toString());
        var vmi = name("virtual-machine-interface", "default-domain:demo:vm1");
        var front = name("virtual-network", FRONT);
        var instance = name("routing-instance", FRONT_RI);
        var ip = name("instance-ip", "vm1-v4");
        var attr = name("virtual-machine-interface-routing-instance", "attr(default-domain:demo:vm1," + FRONT_RI + ")");
        items.add(node(router, XmlElement.ofText("virtual-router-ip-address", "198.18.0.11")));
        items.add(node(vm, idPerms(VM)));
        items.add(node(
                vmi,
                idPerms(VMI),
                XmlElement.of(
                        "virtual-machine-interface-mac-addresses", XmlElement.ofText("mac-address", MAC.toString()))));
        items.add(node(front, XmlElement.ofText("virtual-network-network-id", "5")));
        items.add(node(instance, XmlElement.ofText("routing-instance-is-default", "true")));
        items.add(node(ip, XmlElement.ofText("instance-ip-address", ADDRESS.toString())));
        items.add(node(attr, XmlElement.of("value", XmlElement.ofText("direction", "both"))));
        items.add(new ConfigItem.Link(router, vm, "virtual-router-virtual-machine"));
        items.add(new ConfigItem.Link(vmi, vm, "virtual-machine-interface-virtual-machine"));
        items.add(new ConfigItem.Link(vmi, front, "virtual-machine-interface-virtual-network"));
        items.add(new ConfigItem.Link(front, instance, "virtual-network-routing-instance"));
        items.add(new ConfigItem.Link(vmi, attr, "virtual-machine-interface-routing-instance"));
        items.add(new ConfigItem.Link(attr, instance, "virtual-machine-interface-routing-instance"));
        items.add(new ConfigItem.Link(ip, vmi, "instance-ip-virtual-machine-interface"));
        items.add(new ConfigItem.Link(ip, front, "instance-ip-virtual-network"));
        return items;
    }

    /** {@return the network "front" with this forwarding mode} */
    public static List<ConfigItem> bridging(String mode) {
        return List.of(node(
                name("virtual-network", FRONT),
                XmlElement.ofText("virtual-network-network-id", "5"),
                XmlElement.of("virtual-network-properties", XmlElement.ofText("forwarding-mode", mode))));
    }

    /** {@return the tunnels of the whole system, best first} */
    public static List<ConfigItem> encapsulations(String... names) {
        return List.of(node(
                name("global-vrouter-config", "default-global-system-config:default-global-vrouter-config"),
                XmlElement.of(
                        "encapsulation-priorities",
                        Stream.of(names)
                                .map(one -> XmlElement.ofText("encapsulation", one))
                                .toList())));
    }

    /** {@return a subnet of "front"} */
    public static List<ConfigItem> subnet(String address, int length, String gateway) {
        var link = name("virtual-network-network-ipam", "attr(default-domain:demo:ipam," + FRONT + ")");
        var subnet = new ArrayList<>(subnet(address, length));
        subnet.add(XmlElement.ofText("default-gateway", gateway));
        return List.of(
                node(link, XmlElement.of("value", XmlElement.of("ipam-subnets", subnet))),
                new ConfigItem.Link(name("virtual-network", FRONT), link, "virtual-network-network-ipam"));
    }

    /** {@return a second address of vm1} */
    public static List<ConfigItem> address6(String address) {
        var ip = name("instance-ip", "vm1-v6");
        return List.of(
                node(ip, XmlElement.ofText("instance-ip-address", address)),
                new ConfigItem.Link(
                        ip,
                        name("virtual-machine-interface", "default-domain:demo:vm1"),
                        "instance-ip-virtual-machine-interface"));
    }

    /** {@return a floating-ip and an alias-ip of vm1 from the network "public"} */
    public static List<ConfigItem> floating(String floating, String alias) {
        var vmi = name("virtual-machine-interface", "default-domain:demo:vm1");
        var network = name("virtual-network", PUBLIC);
        var instance = name("routing-instance", PUBLIC_RI);
        var pool = name("floating-ip-pool", PUBLIC + ":pool");
        var ip = name("floating-ip", PUBLIC + ":pool:one");
        var aliases = name("alias-ip-pool", PUBLIC + ":aliases");
        var second = name("alias-ip", PUBLIC + ":aliases:one");
        return List.of(
                node(network, XmlElement.ofText("virtual-network-network-id", "6")),
                node(instance, XmlElement.ofText("routing-instance-is-default", "true")),
                node(pool),
                node(ip, XmlElement.ofText("floating-ip-address", floating)),
                node(aliases),
                node(second, XmlElement.ofText("alias-ip-address", alias)),
                new ConfigItem.Link(network, instance, "virtual-network-routing-instance"),
                new ConfigItem.Link(network, pool, "virtual-network-floating-ip-pool"),
                new ConfigItem.Link(pool, ip, "floating-ip-pool-floating-ip"),
                new ConfigItem.Link(ip, vmi, "floating-ip-virtual-machine-interface"),
                new ConfigItem.Link(network, aliases, "virtual-network-alias-ip-pool"),
                new ConfigItem.Link(aliases, second, "alias-ip-pool-alias-ip"),
                new ConfigItem.Link(second, vmi, "alias-ip-virtual-machine-interface"));
    }

    /** {@return an access control list below a network or a security group, and the link to it} */
    public static List<ConfigItem> acl(String ownerType, String owner, String last, XmlElement... rules) {
        var of = name(ownerType, owner);
        var acl = name("access-control-list", owner + ":" + last);
        return List.of(
                node(acl, XmlElement.of("access-control-list-entries", rules)),
                new ConfigItem.Link(of, acl, ownerType + "-access-control-list"));
    }

    /** {@return a security group of vm1 with its number, without lists, and the link to it} */
    public static List<ConfigItem> group(String group, int id) {
        var of = name("security-group", group);
        return List.of(
                node(of, XmlElement.ofText("security-group-id", Integer.toString(id))),
                new ConfigItem.Link(
                        name("virtual-machine-interface", "default-domain:demo:vm1"),
                        of,
                        "virtual-machine-interface-security-group"));
    }

    /** {@return an acl-rule} The ends are elements of src-address and dst-address. */
    public static XmlElement rule(
            String id, String protocol, List<XmlElement> from, List<XmlElement> to, String port, String action) {
        return XmlElement.of(
                "acl-rule",
                XmlElement.of(
                        "match-condition",
                        XmlElement.ofText("protocol", protocol),
                        XmlElement.of("src-address", from),
                        ports("src-port", "any"),
                        XmlElement.of("dst-address", to),
                        ports("dst-port", port)),
                XmlElement.of("action-list", XmlElement.ofText("simple-action", action)),
                XmlElement.ofText("rule-uuid", id));
    }

    private static XmlElement ports(String name, String port) {
        boolean isAny = port.equals("any");
        return XmlElement.of(
                name,
                XmlElement.ofText("start-port", isAny ? "0" : port),
                XmlElement.ofText("end-port", isAny ? "65535" : port));
    }

    public static List<XmlElement> network(String network) {
        return List.of(XmlElement.ofText("virtual-network", network));
    }

    public static List<XmlElement> subnet(String address, int length) {
        return List.of(XmlElement.of(
                "subnet",
                XmlElement.ofText("ip-prefix", address),
                XmlElement.ofText("ip-prefix-len", Integer.toString(length))));
    }

    private static ConfigItem.Name name(String type, String name) {
        return new ConfigItem.Name(type, name);
    }

    private static ConfigItem.Node node(ConfigItem.Name name, XmlElement... properties) {
        return new ConfigItem.Node(name, List.of(properties));
    }

    private static XmlElement idPerms(UUID uuid) {
        return XmlElement.of(
                "id-perms",
                XmlElement.of(
                        "uuid",
                        XmlElement.ofText("uuid-mslong", Long.toUnsignedString(uuid.getMostSignificantBits())),
                        XmlElement.ofText("uuid-lslong", Long.toUnsignedString(uuid.getLeastSignificantBits()))));
    }

    public static Stanza update(List<ConfigItem> items) {
        return config(ConfigBlock.Operation.UPDATE, items);
    }

    public static Stanza delete(List<ConfigItem> items) {
        return config(ConfigBlock.Operation.DELETE, items);
    }

    private static Stanza config(ConfigBlock.Operation operation, List<ConfigItem> items) {
        return new Stanza.ConfigUpdate(Envelope.toAgent(NODE, Jid.CONFIG), List.of(new ConfigBlock(operation, items)));
    }

    /** {@return the route of a workload of the other node in network front} */
    public static Stanza reach(String address, int label, Encapsulation... encapsulations) {
        return reach(address, label, OTHER_NODE, encapsulations);
    }

    public static Stanza reach(String address, int label, IpAddress node, Encapsulation... encapsulations) {
        var prefix = IpPrefix.host(IpAddress.parse(address));
        var nextHop = NextHop.ofLabel(node, label, List.of(encapsulations), FRONT);
        var entry = RouteEntry.Inet.of(prefix, FRONT, List.of(nextHop));
        var table = RouteNode.table(
                prefix.address().isIpv4() ? RouteNode.INET : RouteNode.INET6, RouteNode.UNICAST, FRONT_RI);
        return new Stanza.RouteUpdate(ROUTES, table, List.of(new RouteItem.Reach(prefix.toString(), entry)));
    }

    /** {@return a route with equal paths to two nodes} */
    public static Stanza reachTwice(String address, IpAddress one, IpAddress other, int label) {
        var prefix = IpPrefix.host(IpAddress.parse(address));
        var encapsulations = List.of(Encapsulation.MPLS_OVER_UDP);
        var nextHops = List.of(
                NextHop.ofLabel(one, label, encapsulations, FRONT),
                NextHop.ofLabel(other, label, encapsulations, FRONT));
        var entry = RouteEntry.Inet.of(prefix, FRONT, nextHops);
        return new Stanza.RouteUpdate(ROUTES, table(), List.of(new RouteItem.Reach(prefix.toString(), entry)));
    }

    public static Stanza retract(String address) {
        return new Stanza.RouteUpdate(ROUTES, table(), List.of(new RouteItem.Retract(address + "/32")));
    }

    private static RouteNode table() {
        return RouteNode.table(RouteNode.INET, RouteNode.UNICAST, FRONT_RI);
    }

    public static Stanza endOfRib() {
        return new Stanza.EndOfRib(ROUTES);
    }
}
