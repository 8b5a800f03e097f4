package net.weftnet.control.config.graph;

import static net.weftnet.control.config.graph.Demo.change;
import static net.weftnet.control.config.graph.Demo.link;
import static net.weftnet.control.config.graph.Demo.property;
import static net.weftnet.control.config.graph.Demo.remove;
import static net.weftnet.control.config.graph.Demo.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.GatewayRouter.Neighbor;
import net.weftnet.control.config.api.GatewayRouter.Vrf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayRoutersTest {
    private static final Name GATEWAY = new Name("physical-router", "default-global-system-config:gw");
    private static final Name ROUTER = new Name("logical-router", "default-domain:demo:out");
    private static final Name PORT = new Name("virtual-machine-interface", "default-domain:demo:out-port");
    private static final Name SPEAKER =
            new Name("bgp-router", "default-domain:default-project:ip-fabric:__default__:gw");
    private static final Name CONTROL =
            new Name("bgp-router", "default-domain:default-project:ip-fabric:__default__:c1");

    private final OwnerThread owner = OwnerThread.named("graph-test");
    private final LiveConfigGraph graph = new LiveConfigGraph(owner);
    private final List<List<GatewayRouter>> told = new ArrayList<>();

    @AfterEach
    void close() {
        owner.close();
    }

    private void commit(GraphUpdate update) {
        graph.commit(List.of(update), OptionalLong.empty());
        owner.call(() -> true);
    }

    private static XmlElement text(String name, String text) {
        return XmlElement.ofText(name, text);
    }

    private static GraphUpdate.Set managed(String value) {
        return property(GATEWAY, "physical-router-vnc-managed", value);
    }

    private static GraphUpdate.Set speaker(Name name, String address) {
        return new GraphUpdate.Set(
                new Fact.Property(name, "bgp-router-parameters"),
                XmlElement.of("bgp-router-parameters", text("autonomous-system", "64512"), text("address", address)));
    }

    private static XmlElement subnet(String address, String length) {
        return XmlElement.of("subnet", text("ip-prefix", address), text("ip-prefix-len", length));
    }

    private static GraphUpdate.Set subnets(String address, String length) {
        return new GraphUpdate.Set(
                new Fact.Link("virtual-network-network-ipam", Demo.NETWORK, Demo.IPAM),
                XmlElement.of("virtual-network-network-ipam", XmlElement.of("ipam-subnets", subnet(address, length))));
    }

    @Test
    void aManagedGatewayIsToldWithItsNetworksAndNeighbors() {
        graph.onGatewayRouters(told::add);
        commit(whole(
                managed("true"),
                property(GATEWAY, "physical-router-management-ip", "192.0.2.9"),
                property(GATEWAY, "physical-router-dataplane-ip", "198.51.100.9"),
                property(GATEWAY, "physical-router-vendor-name", "Juniper"),
                new GraphUpdate.Set(
                        new Fact.Property(GATEWAY, "physical-router-user-credentials"),
                        XmlElement.of(
                                "physical-router-user-credentials",
                                text("username", "weft"),
                                text("password", "a secret"))),
                new GraphUpdate.Set(
                        new Fact.Property(Demo.SYSTEM, "ip-fabric-subnets"),
                        XmlElement.of("ip-fabric-subnets", subnet("198.51.100.0", "24"))),
                subnets("10.1.1.0", "24"),
                link("physical-router-virtual-network", GATEWAY, Demo.NETWORK),
                link("physical-router-bgp-router", GATEWAY, SPEAKER),
                speaker(SPEAKER, "192.0.2.9"),
                speaker(CONTROL, "192.0.2.1"),
                new GraphUpdate.Set(
                        new Fact.Link("bgp-peering", CONTROL, SPEAKER), XmlElement.of("bgp-peering", List.of()))));
        var gateway = told.getLast().getFirst();
        assertEquals("gw", gateway.shortName());
        assertEquals(IpAddress.parse("192.0.2.9"), gateway.management());
        assertEquals(830, gateway.port());
        assertEquals("juniper", gateway.vendor());
        assertEquals(Optional.of("weft"), gateway.user());
        assertEquals("a secret", gateway.password());
        assertFalse(gateway.toString().contains("a secret"));
        assertEquals(Optional.of(IpAddress.parse("198.51.100.9")), gateway.dataplane());
        assertEquals(List.of(IpPrefix.parse("198.51.100.0/24")), gateway.fabric());
        assertEquals(
                List.of(new Neighbor(CONTROL.name(), IpAddress.parse("192.0.2.1"), 64512, Set.of())),
                gateway.neighbors());
        var target = Set.of(RouteTarget.parse("target:64512:8000001"));
        assertEquals(
                List.of(new Vrf(
                        Demo.NETWORK.name(), 5, 5, true, true, target, target, List.of(IpPrefix.parse("10.1.1.0/24")))),
                gateway.vrfs());
    }

    @Test
    void aLogicalRouterIsOneVrfWithTheSubnetsOfItsNetworks() {
        graph.onGatewayRouters(told::add);
        commit(whole(
                managed("true"),
                property(GATEWAY, "physical-router-management-ip", "192.0.2.9"),
                property(ROUTER, "vxlan-network-identifier", "4711"),
                subnets("10.1.1.0", "24"),
                link("logical-router-physical-router", ROUTER, GATEWAY),
                link("logical-router-target", ROUTER, new Name("route-target", "target:64512:8000009")),
                link("logical-router-interface", ROUTER, PORT),
                link("virtual-machine-interface-virtual-network", PORT, Demo.NETWORK)));
        var target = Set.of(RouteTarget.parse("target:64512:8000009"));
        assertEquals(
                List.of(new Vrf(
                        ROUTER.name(),
                        8000009,
                        4711,
                        false,
                        true,
                        target,
                        target,
                        List.of(IpPrefix.parse("10.1.1.0/24")))),
                told.getLast().getFirst().vrfs());
    }

    @Test
    void gatewaysFollowTheConfigurationAndOnlyThat() {
        graph.onGatewayRouters(told::add);
        commit(whole(
                managed("false"),
                property(GATEWAY, "physical-router-management-ip", "192.0.2.9"),
                subnets("10.1.1.0", "24")));
        assertEquals(List.of(List.of()), told);
        commit(change(managed("true")));
        assertEquals(List.of(), told.getLast().getFirst().vrfs());
        var extension = link("physical-router-virtual-network", GATEWAY, Demo.NETWORK);
        commit(change(extension));
        assertEquals(1, told.getLast().getFirst().vrfs().size());
        commit(change(Demo.target(Demo.INSTANCE, "target:64512:9", "import")));
        assertTrue(told.getLast().getFirst().vrfs().getFirst().imports().contains(RouteTarget.parse("target:64512:9")));
        int before = told.size();
        commit(change(link("virtual-machine-interface-virtual-network", PORT, Demo.NETWORK)));
        assertEquals(before, told.size());
        commit(change(remove(extension)));
        assertEquals(List.of(), told.getLast().getFirst().vrfs());
        commit(change(remove(managed("true"))));
        assertEquals(List.of(), told.getLast());
    }

    @Test
    void aGatewayWithoutAUsableAddressIsIgnored() {
        graph.onGatewayRouters(told::add);
        commit(whole(managed("true"), property(GATEWAY, "physical-router-management-ip", "gw.example.net")));
        assertEquals(List.of(List.of()), told);
    }
}
