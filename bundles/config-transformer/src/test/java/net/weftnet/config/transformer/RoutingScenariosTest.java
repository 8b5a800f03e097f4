package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.Scenario.delete;
import static net.weftnet.config.transformer.Scenario.object;
import static net.weftnet.config.transformer.Scenario.pass;
import static net.weftnet.config.transformer.Scenario.policy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logical routers, static routes, BGP routers and BGP as a service. */
class RoutingScenariosTest {
    private static final String FABRIC = "default-domain:default-project:ip-fabric:__default__:";

    private Scenario scenario;

    @BeforeEach
    void open() throws Exception {
        scenario = new Scenario();
    }

    @AfterEach
    void checkAndClose() throws Exception {
        scenario.checkEqualsRecomputed();
        scenario.close();
    }

    private static String network(String name, String subnet, String content) {
        return object(
                "virtual-network",
                name,
                "'network-ipam': [{'fq-name': '~ipam', 'ipam-subnets': [{'subnet': '" + subnet + "'}]}]" + content);
    }

    private static String port(String name, String network, String content) {
        return object("virtual-machine-interface", name, "'virtual-network': '~" + network + "'" + content);
    }

    private static String address(String port, String network) {
        return TestStore.replace(
                "/instance-ip=" + port,
                "instance-ip': [{'name': '" + port + "', 'virtual-network': '~" + network
                        + "', 'virtual-machine-interface': ['~" + port + "']}]");
    }

    @Test
    void logicalRouterRoutesBetweenTheNetworksOfItsPorts() throws Exception {
        scenario.commit(network("a", "10.1.0.0/16", ""));
        scenario.commit(
                network("b", "10.2.0.0/16", ""),
                port("x", "a", ""),
                port("y", "b", ""),
                object(
                        "logical-router",
                        "lr",
                        "'virtual-machine-interface': ['~x', '~y'], 'configured-route-target-list': {'route-target':"
                                + " ['target:9:9']}"));
        assertEquals(List.of("target:64512:16777216", "target:64512:8000004", "target:9:9"), scenario.targets("a:a"));
        assertEquals(List.of("target:64512:16777216", "target:64512:8000005", "target:9:9"), scenario.targets("b:b"));
        assertTrue(scenario.entry("logical-router", "lr").toString().contains("target:64512:16777216"));
        // Policies do not cut what a router connects.
        scenario.commit(
                policy("p", pass("a", "<>", "local")),
                network("a", "10.1.0.0/16", ", 'network-policy': [{'fq-name': '~p'}]"));
        assertEquals(
                List.of("pass any a > a", "pass any a > b", "pass any b > a", "deny any any > any"),
                scenario.acl("a:a"));
        scenario.commit(delete("logical-router", "lr"));
        assertEquals(List.of("target:64512:8000004"), scenario.targets("a:a"));
        assertEquals(List.of(), scenario.names("route-target", "target:9:9"));
        assertEquals(List.of("pass any a > a", "deny any any > any"), scenario.acl("a:a"));
    }

    @Test
    void vxlanRoutingHasAnInternalNetworkOfItsOwn() throws Exception {
        var uuid = "11111111-2222-4333-8444-555555555555";
        var internal = "__contrail_lr_internal_vn_" + uuid + "__";
        var router =
                "'uuid': '" + uuid + "', 'logical-router-type': 'vxlan-routing', 'virtual-machine-interface': ['~x']";
        scenario.commit(network("a", "10.1.0.0/16", ""), port("x", "a", ""), object("logical-router", "lr", router));
        assertEquals(List.of("target:64512:8000004"), scenario.targets("a:a"));
        assertTrue(scenario.targets(internal + ':' + internal).contains("target:64512:16777216"));
        assertTrue(scenario.links("logical-router", "lr")
                .contains("logical-router:lr -logical-router-virtual-network-> virtual-network:" + internal));
        assertEquals(
                "<virtual-network-properties><forwarding-mode>l3</forwarding-mode></virtual-network-properties>",
                scenario.property("virtual-network", internal, "virtual-network-properties"));
        scenario.commit(object("logical-router", "lr", router + ", 'vxlan-network-identifier': '4711'"));
        assertTrue(scenario.property("virtual-network", internal, "virtual-network-properties")
                .contains("<vxlan-network-identifier>4711</vxlan-network-identifier>"));
        scenario.commit(delete("logical-router", "lr"));
        assertEquals(List.of(), scenario.names("routing-instance", internal));
        assertEquals("", scenario.property("virtual-network", internal, "virtual-network-network-id"));
    }

    @Test
    void routerThatNoLongerRoutesByVxlanHasNoInternalNetwork() throws Exception {
        var type = TestStore.PROJECT + "/logical-router=lr/logical-router-type";
        scenario.commit(network("a", "10.1.0.0/16", ""), port("x", "a", ""));
        scenario.commit(object("logical-router", "lr", "'virtual-machine-interface': ['~x']"));
        var before = scenario.names("routing-instance", "");
        scenario.commit(TestStore.replace(type, "logical-router-type': 'vxlan-routing'"));
        assertEquals(before.size() + 1, scenario.names("routing-instance", "").size());
        assertEquals(List.of("target:64512:8000004"), scenario.targets("a:a"));
        scenario.commit(TestStore.replace(type, "logical-router-type': 'snat-routing'"));
        assertEquals(before, scenario.names("routing-instance", ""));
        assertEquals(List.of("target:64512:16777216", "target:64512:8000004"), scenario.targets("a:a"));
    }

    @Test
    void vxlanRoutingIsInTheNetworkThatTheAuthorGives() throws Exception {
        scenario.commit(network("a", "10.1.0.0/16", ""));
        scenario.commit(
                network("__contrail_lr_internal_vn_1__", "10.3.0.0/16", ""),
                port("x", "a", ""),
                object(
                        "logical-router",
                        "lr",
                        "'logical-router-type': 'vxlan-routing', 'virtual-machine-interface': ['~x'], 'virtual-network':"
                                + " [{'fq-name': '~__contrail_lr_internal_vn_1__', 'logical-router-virtual-network-type':"
                                + " 'InternalVirtualNetwork'}]"));
        assertEquals(List.of("target:64512:8000004"), scenario.targets("a:a"));
        assertEquals(
                List.of("target:64512:16777216", "target:64512:8000005"),
                scenario.targets("__contrail_lr_internal_vn_1__:__contrail_lr_internal_vn_1__"));
    }

    @Test
    void addDeleteStaticRoute() throws Exception {
        scenario.commit(
                object(
                        "route-table",
                        "t",
                        "'routes': {'route': [{'prefix': '0.0.0.0/0', 'next-hop': '10.1.0.9', 'next-hop-type':"
                                + " 'ip-address', 'community-attributes': {'community-attribute': ['64512:7']}}]}"),
                network("a", "10.1.0.0/16", ", 'route-table': ['~t']"));
        assertEquals(
                "{\"route\":[{\"prefix\":\"0.0.0.0/0\",\"next-hop\":\"10.1.0.9\",\"community\":[\"64512:7\"]}]}",
                scenario.entry("routing-instance", "a:a")
                        .get("static-route-entries")
                        .toString());
        scenario.commit(network("a", "10.1.0.0/16", ""));
        assertTrue(!scenario.entry("routing-instance", "a:a").has("static-route-entries"));
    }

    @Test
    void publicSnatRoutes() throws Exception {
        scenario.commit(
                TestStore.replace(
                        "/domain=default-domain/service-template=nat",
                        "service-template': [{'name': 'nat', 'service-template-properties': {'version': 2,"
                                + " 'service-type': 'source-nat', 'service-mode': 'in-network-nat'}}]"),
                network("snat", "10.8.0.0/16", ""));
        scenario.commit(
                network("a", "10.1.0.0/16", ""),
                object(
                        "service-instance",
                        "si",
                        "'service-template': ['default-domain:nat'], 'port-tuple': [{'name': 't'}],"
                                + " 'service-instance-properties': {'left-virtual-network': '~snat'}"),
                port(
                        "left",
                        "snat",
                        ", 'port-tuple': ['~si:t'], 'virtual-machine-interface-properties':"
                                + " {'service-interface-type': 'left'}"),
                address("left", "snat"),
                port("x", "a", ""),
                object("route-table", "rt", "'routes': {'route': [{'prefix': '0.0.0.0/0', 'next-hop': '~si'}]}"),
                object("logical-router", "lr", "'virtual-machine-interface': ['~x'], 'route-table': ['~rt']"));
        assertEquals(
                "{\"route\":[{\"prefix\":\"0.0.0.0/0\",\"next-hop\":\"10.8.0.2\",\"route-target\":[\"target:64512:16777216\"]}]}",
                scenario.entry("routing-instance", "snat:snat")
                        .get("static-route-entries")
                        .toString());
        assertEquals(List.of("target:64512:16777216 import", "target:64512:8000004"), scenario.targets("snat:snat"));
    }

    private static String router(String name, String parameters) {
        return TestStore.replace(
                "/bgp-router=" + name,
                "bgp-router': [{'name': '" + name + "', 'bgp-router-parameters': {'address': '198.18.0.1'"
                        + (parameters.contains("autonomous-system") ? "" : ", 'autonomous-system': 64512") + parameters
                        + "}}]");
    }

    /** {@return the routers at the other ends of a router's sessions, of which either end may have the link} */
    private List<String> peers(String name) {
        var peers = new ArrayList<String>();
        for (var router : scenario.entries("bgp-router")) {
            var own = Scenario.text(router, "fq-name").replace(FABRIC, "");
            Scenario.stream(router, "bgp-router")
                    .map(peer ->
                            peer.getAsJsonObject().get("fq-name").getAsString().replace(FABRIC, ""))
                    .forEach(peer -> {
                        if (own.equals(name)) {
                            peers.add(peer);
                        } else if (peer.equals(name)) {
                            peers.add(own);
                        }
                    });
        }
        Collections.sort(peers);
        return peers;
    }

    @Test
    void ibgpAutoMesh() throws Exception {
        scenario.commit(
                router("c1", ", 'router-type': 'control-node'"),
                router("c2", ", 'router-type': 'control-node'"),
                router("mx", ", 'router-type': 'router', 'vendor': 'juniper', 'autonomous-system': 64512"),
                router("other", ", 'router-type': 'router', 'vendor': 'juniper', 'autonomous-system': 64999"));
        assertEquals(List.of("c2", "mx"), peers("c1"));
        assertEquals(List.of("c1", "c2"), peers("mx"));
        assertEquals(List.of(), peers("other"));
        scenario.commit(TestStore.replace("/global-system-config/autonomous-system", "autonomous-system': 64999"));
        assertEquals(List.of("c2", "other"), peers("c1"));
        scenario.commit(TestStore.replace("/global-system-config/ibgp-auto-mesh", "ibgp-auto-mesh': false"));
        assertEquals(List.of(), peers("c1"));
    }

    @Test
    void routeReflectorsReplaceTheMesh() throws Exception {
        scenario.commit(
                router("c1", ", 'router-type': 'control-node'"),
                router("c2", ", 'router-type': 'control-node'"),
                router("rr", ", 'router-type': 'router', 'cluster-id': 5"),
                router("mx", ", 'router-type': 'router'"));
        assertEquals(List.of("c2", "rr"), peers("c1"));
        assertEquals(List.of("rr"), peers("mx"));
        assertEquals(List.of("c1", "c2", "mx"), peers("rr"));
        scenario.commit(router("c2", ", 'router-type': 'control-node', 'cluster-id': 6"));
        assertEquals(List.of("c2", "rr"), peers("c1"));
        assertEquals(List.of("c2", "rr"), peers("mx"));
    }

    @Test
    void controlNodesAsReflectorsReplaceTheMeshAmongAll() throws Exception {
        scenario.commit(
                router("c1", ", 'router-type': 'control-node', 'cluster-id': 5"),
                router("c2", ", 'router-type': 'control-node'"),
                router("c3", ", 'router-type': 'control-node'"),
                router("mx", ", 'router-type': 'router'"));
        assertEquals(List.of("c2", "c3", "mx"), peers("c1"));
        assertEquals(List.of("c1"), peers("c2"));
        assertEquals(List.of("c1"), peers("mx"));
        scenario.commit(router("c1", ", 'router-type': 'control-node'"));
        assertEquals(List.of("c1", "c3", "mx"), peers("c2"));
    }

    private static String bgpService(String content) {
        return object(
                "bgp-as-a-service",
                "bs",
                "'autonomous-system': 65000, 'virtual-machine-interface': ['~x', '~y']" + content);
    }

    @Test
    void bgpaas() throws Exception {
        scenario.commit(
                network("a", "10.1.0.0/16", ""),
                port("x", "a", ""),
                port("y", "a", ""),
                address("x", "a"),
                bgpService(""));
        assertEquals(List.of("a:a:bgpaas-server", "a:a:x", "a:a:y"), scenario.names("bgp-router", "a:a:"));
        var client = scenario.entry("bgp-router", "a:a:x").getAsJsonObject("bgp-router-parameters");
        assertEquals("bgpaas-client", Scenario.text(client, "router-type"));
        assertEquals("10.1.0.2", Scenario.text(client, "address"));
        assertEquals("50000", Scenario.text(client, "source-port"));
        assertEquals(
                "[\"a:a:x\"]",
                scenario.entry("virtual-machine-interface", "x")
                        .get("bgp-router")
                        .toString());
        scenario.commit(delete("bgp-as-a-service", "bs"));
        assertEquals(List.of(), scenario.names("bgp-router", "a:a:"));
    }

    @Test
    void bgpaasShared() throws Exception {
        scenario.commit(
                network("a", "10.1.0.0/16", ""),
                port("x", "a", ""),
                port("y", "a", ""),
                bgpService(", 'bgpaas-shared': true, 'bgpaas-ip-address': '10.1.0.77'"));
        assertEquals(List.of("a:a:bgpaas-server", "a:a:bs"), scenario.names("bgp-router", "a:a:"));
        assertEquals(
                "[\"a:a:bs\"]",
                scenario.entry("virtual-machine-interface", "y")
                        .get("bgp-router")
                        .toString());
    }

    @Test
    void routingPolicyOfANetwork() throws Exception {
        scenario.commit(
                object("routing-policy", "rp", ""),
                network("a", "10.1.0.0/16", ", 'routing-policy': [{'fq-name': '~rp', 'sequence': '1'}]"));
        assertEquals(
                "[{\"fq-name\":\"a:a\",\"sequence\":\"1\"}]",
                scenario.entry("routing-policy", "rp").get("routing-instance").toString());
    }
}
