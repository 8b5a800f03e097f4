package net.weftnet.control.config.graph;

import static net.weftnet.control.config.graph.Demo.change;
import static net.weftnet.control.config.graph.Demo.link;
import static net.weftnet.control.config.graph.Demo.property;
import static net.weftnet.control.config.graph.Demo.remove;
import static net.weftnet.control.config.graph.Demo.target;
import static net.weftnet.control.config.graph.Demo.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.SubgraphDelta;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveConfigGraphTest {
    private static final Name VM2 = new Name("virtual-machine", "vm2");
    private static final RouteTarget RT1 = RouteTarget.parse("target:64512:8000001");
    private static final RouteTarget RT2 = RouteTarget.parse("target:64512:8000002");

    private final OwnerThread owner = OwnerThread.named("graph-test");
    private final LiveConfigGraph graph = new LiveConfigGraph(owner);
    private final List<SubgraphDelta> deltas = new ArrayList<>();
    private final List<List<RoutingInstanceChange>> instances = new ArrayList<>();

    @AfterEach
    void close() {
        owner.close();
    }

    @Test
    void agentsAreNotToldTheSecretsOfRouters() {
        var gateway = new Name("physical-router", "default-global-system-config:gw");
        var speaker = new Name("bgp-router", "default-domain:default-project:ip-fabric:__default__:gw");
        graph.subscribe(Demo.ROUTER1, deltas::add);
        commit(
                1,
                Demo.whole(
                        Demo.link("virtual-router-physical-router", Demo.ROUTER1, gateway),
                        Demo.link("physical-router-bgp-router", gateway, speaker),
                        Demo.link("virtual-router-bgp-router", Demo.ROUTER1, speaker),
                        Demo.property(gateway, "physical-router-management-ip", "192.0.2.9"),
                        new GraphUpdate.Set(
                                new Fact.Property(gateway, "physical-router-user-credentials"),
                                XmlElement.of(
                                        "physical-router-user-credentials", XmlElement.ofText("password", "a secret"))),
                        new GraphUpdate.Set(
                                new Fact.Property(speaker, "bgp-router-parameters"),
                                XmlElement.of(
                                        "bgp-router-parameters",
                                        XmlElement.ofText("address", "192.0.2.9"),
                                        XmlElement.of("auth-data", XmlElement.ofText("key", "a secret"))))));
        var told = deltas.toString();
        assertTrue(told.contains("192.0.2.9"), told);
        assertFalse(told.contains("secret"), told);
    }

    @Test
    void tellsNobodyBeforeTheGraphIsComplete() {
        graph.subscribe(Demo.ROUTER1, deltas::add);
        graph.onRoutingInstances(instances::add);
        commit(0, change(property(Demo.NETWORK, "virtual-network-network-id", "5")));
        assertFalse(graph.ready());
        assertTrue(deltas.isEmpty() && instances.isEmpty());
        commit(7, whole());
        assertTrue(graph.ready());
        assertEquals(1, deltas.size());
        assertTrue(deltas.get(0).first());
        assertEquals(7, deltas.get(0).revision());
        assertEquals(
                List.of(List.of(new RoutingInstanceChange.Updated(
                        new RoutingInstance(Demo.INSTANCE.name(), Demo.NETWORK.name(), 5, Set.of(RT1), Set.of(RT1))))),
                instances);
    }

    private static XmlElement element(String name, String... texts) {
        var children = new ArrayList<XmlElement>();
        for (int i = 0; i < texts.length; i += 2) {
            children.add(XmlElement.ofText(texts[i], texts[i + 1]));
        }
        return XmlElement.of(name, children);
    }

    @Test
    void readsStaticRoutesAndServiceChains() {
        graph.onRoutingInstances(instances::add);
        var routes = XmlElement.of(
                "static-route-entries",
                element(
                        "route",
                        "prefix",
                        "0.0.0.0/0",
                        "next-hop",
                        "10.1.1.9",
                        "route-target",
                        "target:64512:7",
                        "community",
                        "no-export"),
                element("route", "prefix", "10.0.0.0/8", "next-hop", "nowhere"));
        var chain = element(
                "service-chain-information",
                "routing-instance",
                "d:p:right:right",
                "prefix",
                "10.2.0.0/24",
                "service-chain-address",
                "10.1.1.9",
                "source-routing-instance",
                "d:p:left:left",
                "retain-as-path",
                "true");
        var broken = element("ipv6-service-chain-information", "routing-instance", "d:p:right:right");
        commit(
                1,
                whole(
                        new GraphUpdate.Set(new Fact.Property(Demo.INSTANCE, routes.name()), routes),
                        new GraphUpdate.Set(new Fact.Property(Demo.INSTANCE, chain.name()), chain),
                        new GraphUpdate.Set(new Fact.Property(Demo.INSTANCE, broken.name()), broken)));
        flush();
        var instance = instance(instances.get(0), Demo.INSTANCE);
        assertEquals(
                List.of(new RoutingInstance.StaticRoute(
                        IpPrefix.parse("0.0.0.0/0"),
                        IpAddress.parse("10.1.1.9"),
                        Set.of(RouteTarget.parse("target:64512:7")),
                        List.of("no-export"))),
                instance.staticRoutes(),
                "what is not right is left out");
        assertEquals(
                List.of(new RoutingInstance.ServiceChain(
                        "d:p:right:right",
                        Set.of(IpPrefix.parse("10.2.0.0/24")),
                        IpAddress.parse("10.1.1.9"),
                        "d:p:left:left",
                        true,
                        false)),
                instance.serviceChains());
        commit(2, change(remove(property(Demo.INSTANCE, chain.name(), ""))));
        assertEquals(List.of(), instance(instances.get(1), Demo.INSTANCE).serviceChains());
    }

    @Test
    void givesAnAgentItsPartAndNoMore() {
        commit(1, whole());
        graph.subscribe(Demo.ROUTER1, deltas::add);
        flush();
        var delta = deltas.get(0);
        assertEquals(
                Set.of(
                        "virtual-router:default-global-system-config:compute1",
                        "global-system-config:default-global-system-config",
                        "virtual-machine:vm1",
                        "virtual-machine-interface:default-domain:demo:vm1",
                        "project:default-domain:demo",
                        "instance-ip:vm1",
                        "virtual-network:default-domain:demo:front",
                        "virtual-network-network-ipam:attr(default-domain:demo:front,default-domain:demo:ipam)",
                        "network-ipam:default-domain:demo:ipam",
                        "routing-instance:default-domain:demo:front:front"),
                delta.nodes().stream().map(node -> node.name().toString()).collect(Collectors.toSet()));
        assertEquals(11, delta.links().size(), delta.links().toString());
        assertEquals(
                "<value><ipam-subnets>10.1.1.0/24</ipam-subnets></value>",
                delta.nodes().stream()
                        .filter(node -> node.name().type().equals("virtual-network-network-ipam"))
                        .map(node -> String.valueOf(node.properties().get("value")))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void takesAwayWhatIsNoLongerReached() {
        commit(1, whole());
        graph.subscribe(Demo.ROUTER1, deltas::add);
        var unplug = remove(link("virtual-router-virtual-machine", Demo.ROUTER1, new Name("virtual-machine", "vm1")));
        commit(2, change(unplug));
        var delta = deltas.get(1);
        assertFalse(delta.first());
        // The interface and its machine lead to each other, and still both go.
        assertEquals(8, delta.removedNodes().size(), delta.toString());
        assertEquals(10, delta.removedLinks().size(), delta.toString());
        assertTrue(delta.nodes().isEmpty() && delta.links().isEmpty());
    }

    @Test
    void ignoresWhatConcernsOthers() {
        commit(1, whole());
        graph.subscribe(Demo.ROUTER1, deltas::add);
        commit(
                2,
                change(
                        property(VM2, "display-name", "x"),
                        property(new Name("domain", "default-domain"), "limits", "y")));
        assertEquals(1, deltas.size());
    }

    @Test
    void tellsAChangedPropertyWithTheWholeNode() {
        commit(1, whole());
        graph.subscribe(Demo.ROUTER1, deltas::add);
        commit(2, change(property(Demo.NETWORK, "mtu", "1400")));
        assertEquals(1, deltas.get(1).nodes().size());
        assertEquals(
                Set.of("mtu", "virtual-network-network-id"),
                deltas.get(1).nodes().get(0).properties().keySet());
        commit(3, change(property(Demo.NETWORK, "mtu", "1400")));
        assertEquals(2, deltas.size());
    }

    @Test
    void followsMoreRootsUntilAllAreTakenBack() {
        commit(1, whole());
        var subscription = graph.subscribe(new Name("virtual-router", "default-global-system-config:new"), deltas::add);
        flush();
        assertTrue(deltas.get(0).first() && deltas.get(0).isEmpty());
        subscription.addRoot(VM2);
        subscription.addRoot(VM2);
        flush();
        assertEquals(8, deltas.get(1).nodes().size());
        subscription.removeRoot(VM2);
        flush();
        assertEquals(2, deltas.size());
        subscription.removeRoot(VM2);
        flush();
        assertEquals(8, deltas.get(2).removedNodes().size());
        subscription.close();
        commit(2, change(property(VM2, "display-name", "x")));
        assertEquals(3, deltas.size());
        assertEquals(0, graph.subscriptions());
    }

    @Test
    void aFullReadThatSaysTheSameIsSilentAndSweepsWhatIsGone() {
        var extra = property(Demo.NETWORK, "mtu", "1400");
        commit(1, whole(extra));
        graph.subscribe(Demo.ROUTER1, deltas::add);
        graph.onRoutingInstances(instances::add);
        commit(2, whole(extra));
        assertEquals(1, deltas.size());
        assertEquals(1, instances.size());
        commit(3, whole());
        assertEquals(2, deltas.size());
        assertEquals(1, deltas.get(1).nodes().size());
        assertTrue(deltas.get(1).removedNodes().isEmpty()
                && deltas.get(1).removedLinks().isEmpty());
        assertEquals(1, instances.size());
    }

    @Test
    void importsTheExportTargetsOfConnectedInstances() {
        var other = new Name("routing-instance", "default-domain:demo:back:back");
        graph.onRoutingInstances(instances::add);
        commit(1, whole(target(other, RT2.toString(), "export")));
        var connect = link("connection", Demo.INSTANCE, other);
        commit(2, change(connect));
        assertEquals(Set.of(Demo.INSTANCE.name(), other.name()), names(instances.get(1)));
        assertEquals(Set.of(RT1, RT2), instance(instances.get(1), Demo.INSTANCE).imports());
        assertEquals(Set.of(RT1), instance(instances.get(1), Demo.INSTANCE).exports());
        assertEquals(Set.of(RT1), instance(instances.get(1), other).imports());
        commit(3, change(target(other, RT2.toString(), "import")));
        assertEquals(Set.of(RT1), instance(instances.get(2), Demo.INSTANCE).imports());
        commit(4, change(remove(connect)));
        assertEquals(Set.of(RT2), instance(instances.get(3), other).imports());
        commit(5, whole());
        assertEquals(List.of(new RoutingInstanceChange.Removed(other.name())), instances.get(4));
    }

    /** A set of policies for what has a tag, and one for everything. */
    private static GraphUpdate.Change[] firewall() {
        var system = new Name("global-vrouter-config", "default-global-system-config:default-global-vrouter-config");
        var forAll = new Name("application-policy-set", "default-policy-management:all");
        var shop = new Name("application-policy-set", "default-domain:demo:shop");
        var policy = new Name("firewall-policy", "default-domain:demo:fp");
        var rule = new Name("firewall-rule", "default-domain:demo:fr");
        var tag = new Name("tag", "default-domain:demo:application=shop");
        return new GraphUpdate.Change[] {
            link("global-system-config-global-vrouter-config", Demo.SYSTEM, system),
            link("application-policy-set-global-vrouter-config", forAll, system),
            link("application-policy-set-tag", shop, tag),
            link("application-policy-set-firewall-policy", shop, policy),
            link("firewall-policy-firewall-rule", policy, rule),
            link("firewall-rule-service-group", rule, new Name("service-group", "default-domain:demo:http")),
            link("firewall-rule-address-group", rule, new Name("address-group", "default-domain:demo:office")),
            link("project-scoped-tag", Demo.PROJECT, tag)
        };
    }

    @Test
    void givesAnAgentTheFirewallOfItsTagsAndThatForAll() {
        commit(1, whole(firewall()));
        graph.subscribe(Demo.ROUTER1, deltas::add);
        flush();
        assertEquals(List.of("default-policy-management:all"), firewallOf(deltas.get(0)));
        var port = new Name("virtual-machine-interface", "default-domain:demo:vm1");
        var tagged =
                link("virtual-machine-interface-tag", port, new Name("tag", "default-domain:demo:application=shop"));
        commit(2, change(tagged));
        assertEquals(
                List.of(
                        "default-domain:demo:fp",
                        "default-domain:demo:fr",
                        "default-domain:demo:http",
                        "default-domain:demo:office",
                        "default-domain:demo:shop"),
                firewallOf(deltas.get(1)));
        commit(3, change(remove(tagged)));
        // The tag, five objects, and a node for each of the two links that have a place in an order.
        assertEquals(8, deltas.get(2).removedNodes().size(), deltas.get(2)::toString);
    }

    private static List<String> firewallOf(SubgraphDelta delta) {
        var types =
                Set.of("application-policy-set", "firewall-policy", "firewall-rule", "service-group", "address-group");
        return delta.nodes().stream()
                .filter(node -> types.contains(node.name().type()))
                .map(node -> node.name().name())
                .sorted()
                .toList();
    }

    @Test
    void givesAnAgentTheRoutersOfItsProject() {
        var router = new Name("logical-router", "default-domain:demo:lr");
        var inside = new Name("virtual-network", "default-domain:demo:__contrail_lr_internal_vn_1__");
        commit(
                1,
                whole(
                        link("project-logical-router", Demo.PROJECT, router),
                        link("logical-router-virtual-network", router, inside),
                        link("virtual-network-routing-instance", inside, new Name("routing-instance", "i"))));
        graph.subscribe(Demo.ROUTER1, deltas::add);
        flush();
        var names = deltas.get(0).nodes().stream().map(ConfigNode::name).toList();
        assertTrue(names.containsAll(List.of(router, inside, new Name("routing-instance", "i"))), names::toString);
    }

    private static Set<String> names(List<RoutingInstanceChange> changes) {
        var names = new TreeSet<String>();
        for (var change : changes) {
            names.add(((RoutingInstanceChange.Updated) change).instance().name());
        }
        return names;
    }

    private static RoutingInstance instance(List<RoutingInstanceChange> changes, Name name) {
        return changes.stream()
                .map(change -> ((RoutingInstanceChange.Updated) change).instance())
                .filter(instance -> instance.name().equals(name.name()))
                .findFirst()
                .orElseThrow();
    }

    private void commit(long revision, GraphUpdate update) {
        graph.commit(List.of(update), OptionalLong.of(revision));
        flush();
    }

    private void flush() {
        owner.call(() -> true);
    }
}
