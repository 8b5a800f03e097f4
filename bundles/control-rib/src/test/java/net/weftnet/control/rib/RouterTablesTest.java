package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.attribute.AsSegment;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ClusterList;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.MultiExitDiscriminator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.OriginatorId;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Unknown;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What routers are told: by RFC 4271 and RFC 4456, by what they ask for (RFC 4684), and each group at once. */
class RouterTablesTest extends AgentAndRouters {
    private static Set<String> vpnRoutes(TestRouter router) {
        var routes = new TreeSet<String>();
        router.known().keySet().stream()
                .filter(route -> !(route instanceof RouteTargetNlri))
                .forEach(route -> routes.add(route.toString()));
        return routes;
    }

    @Test
    void anAgentsRouteIsToldWithDistinguisherTargetsAndOurAs() {
        tables.identify(TestRouter.OUR_AS, Routes.ip("192.0.2.100"));
        var mesh = router("mesh");
        var told = mesh.known().get(AGENTS);
        assertEquals("192.0.2.1:7:10.1.1.1/32 label 17", told.route().toString());
        assertEquals("192.0.2.1", told.nextHop());
        assertEquals(
                List.of("target:64512:1", "encapsulation:13", "origin-vn:64512:114"),
                told.attributes().extendedCommunities().stream()
                        .map(ExtendedCommunity::toString)
                        .toList());
        assertEquals(AsPath.EMPTY, told.attributes().asPath());
        var outside = asking("outside");
        var abroad = outside.known().get(AGENTS).attributes();
        assertEquals("64512", abroad.asPath().toString());
        assertTrue(abroad.find(LocalPreference.class).isEmpty());
    }

    @Test
    void whatComesFromTheMeshIsToldToClientsAndOutsideOnly() {
        var first = router("mesh1");
        var second = router("mesh2");
        var client = asking("client");
        var outside = asking("outside");
        first.reach(ROUTE, Routes.attributes("1", new MultiExitDiscriminator(5)));
        flush();
        assertEquals(Map.of("10.2.0.0/16", "198.51.100.1 99"), agentKnows());
        assertEquals(Set.of(AGENTS.toString()), vpnRoutes(first));
        assertEquals(Set.of(AGENTS.toString()), vpnRoutes(second));
        var reflected = client.known().get(KEY).attributes();
        assertEquals(
                new OriginatorId(first.session().peerIdentifier()),
                reflected.find(OriginatorId.class).orElseThrow());
        assertEquals(
                List.of(Routes.ip("192.0.2.100")),
                reflected.find(ClusterList.class).orElseThrow().clusters());
        assertEquals(5, reflected.multiExitDiscriminator());
        var abroad = outside.known().get(KEY).attributes();
        assertEquals("64512", abroad.asPath().toString());
        assertTrue(abroad.find(OriginatorId.class).isEmpty());
        assertEquals(0, abroad.multiExitDiscriminator());
    }

    @Test
    void whatComesFromAClientIsToldToAllButItself() {
        var client = asking("client1");
        var other = asking("client2");
        var mesh = router("mesh");
        client.reach(ROUTE, Routes.attributes("1"));
        flush();
        assertEquals(Set.of(AGENTS.toString()), vpnRoutes(client));
        assertEquals(Set.of(AGENTS.toString(), KEY.toString()), vpnRoutes(other));
        assertEquals(Set.of(AGENTS.toString(), KEY.toString()), vpnRoutes(mesh));
        client.unreach(ROUTE);
        flush();
        assertEquals(Set.of(AGENTS.toString()), vpnRoutes(mesh));
        assertEquals(Map.of(), agentKnows());
    }

    @Test
    void whatComesFromOutsideIsToldInsideAsItIs() {
        var outside = router("outside");
        var mesh = router("mesh");
        var path = new AsPath(List.of(new AsSegment(AsSegment.Kind.SEQUENCE, List.of(7L))));
        var unknown = new Unknown(200, Octets.ofHex("0102"));
        outside.reach(ROUTE, Routes.attributes("1", path, unknown));
        flush();
        var told = mesh.known().get(KEY).attributes();
        assertEquals("7", told.asPath().toString());
        assertEquals(unknown, told.find(Unknown.class).orElseThrow());
        assertTrue(told.find(ClusterList.class).isEmpty());
    }

    @Test
    void whatHasBeenHereBeforeDoesNotCount() {
        var mesh = router("mesh");
        mesh.reach(ROUTE, Routes.attributes("1"));
        flush();
        assertEquals(1, agentKnows().size());
        var ours = Routes.ip("192.0.2.100");
        for (var loop : List.of(
                new AsPath(List.of(new AsSegment(AsSegment.Kind.SEQUENCE, List.of(7L, TestRouter.OUR_AS)))),
                new OriginatorId(ours),
                new ClusterList(List.of(ours)))) {
            mesh.reach(ROUTE, Routes.attributes("1", loop));
            flush();
            assertEquals(Map.of(), agentKnows());
            mesh.reach(ROUTE, Routes.attributes("1"));
            flush();
            assertEquals(1, agentKnows().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-export", "no-advertise"})
    void communitiesKeepRoutesInside(String community) {
        var outside = asking("outside");
        var client = asking("client");
        var mesh = router("mesh");
        mesh.reach(ROUTE, Routes.attributes("1", new Communities(List.of(Community.parse(community)))));
        flush();
        assertEquals(Set.of(AGENTS.toString()), vpnRoutes(outside));
        assertEquals(community.equals("no-export"), client.known().containsKey(KEY));
    }

    @Test
    void whoAsksIsToldWhatItAsksFor() {
        var client = router("client");
        var mesh = router("mesh");
        mesh.reach(ROUTE, Routes.attributes("2"));
        flush();
        assertEquals(Set.of(), vpnRoutes(client));
        client.want("1", true);
        flush();
        assertEquals(Set.of(AGENTS.toString()), vpnRoutes(client));
        client.want("2", true);
        client.want("1", false);
        flush();
        assertEquals(Set.of(KEY.toString()), vpnRoutes(client));
        client.reach(RouteTargetNlri.everything(), Routes.attributes(""));
        flush();
        assertEquals(Set.of(AGENTS.toString(), KEY.toString()), vpnRoutes(client));
    }

    @Test
    void thisNodeAsksForWhatItsAgentsImport() {
        tables.identify(TestRouter.OUR_AS, Routes.ip("192.0.2.100"));
        tables.configure(List.of(
                new InstanceChange.Put(Routes.instance("blue", "2", "2")),
                new InstanceChange.Put(Routes.instance("red", "1 3", "1"))));
        var client = router("client");
        var asked = Set.of(
                RouteTargetNlri.of(TestRouter.OUR_AS, Routes.target("1")),
                RouteTargetNlri.of(TestRouter.OUR_AS, Routes.target("3")));
        assertEquals(asked, client.known().keySet());
        tables.agents().unsubscribe(agent, "red");
        tables.agents().subscribe(agent, "blue", new AgentState.Subscription(8, true, false));
        flush();
        assertEquals(
                Set.of(RouteTargetNlri.of(TestRouter.OUR_AS, Routes.target("2"))),
                client.known().keySet());
    }

    /** RFC 4684 section 3.2: each of two that want the same has to know that the other one does. */
    @Test
    void whoAsksForATargetIsToldThatOthersDo() {
        var first = asking("client1");
        var second = asking("client2");
        var membership = RouteTargetNlri.of(64513, Routes.target("1"));
        assertEquals(Set.of(membership), memberships(first));
        assertEquals(Set.of(membership), memberships(second));
        second.want("1", false);
        flush();
        assertEquals(Set.of(), memberships(first));
        assertEquals(Set.of(membership), memberships(second));
    }

    private static Set<Nlri> memberships(TestRouter router) {
        var all = new HashSet<>(router.known().keySet());
        all.removeIf(route -> !(route instanceof RouteTargetNlri));
        return all;
    }

    /** An agent has sessions with two control nodes, which tell each other what it brings in. */
    @Test
    void anAgentIsNotToldItsOwnRouteBackByWayOfAnotherNode() {
        tables.configure(List.of(new InstanceChange.Put(Routes.instance("blue", "1 2", "2"))));
        tables.agents().subscribe(agent, "blue", new AgentState.Subscription(8, true, false));
        flush();
        assertEquals(Map.of(), agentKnows());
        var mesh = router("mesh");
        mesh.reach(TestRouter.vpn("192.0.2.1:7", "10.1.1.1/32", 17), Routes.attributes("1"));
        mesh.reach(TestRouter.vpn("192.0.2.1:7", "10.1.1.9/32", 19), Routes.attributes("1"));
        mesh.reach(TestRouter.vpn("192.0.2.2:7", "10.1.1.8/32", 18), Routes.attributes("1"));
        flush();
        assertEquals(Set.of("10.1.1.8/32"), agentKnows().keySet(), "those with its distinguisher are its own");
        var blue = atAgent.known.get("blue");
        assertEquals(
                List.of("192.0.2.1 17"),
                Routes.hops(blue.get(Routes.prefix("10.1.1.1/32")).paths()),
                "in another instance it is told, and once");
        tables.agents().withdraw(agent, "red", Routes.prefix("10.1.1.1/32"));
        flush();
        assertEquals(Set.of("10.1.1.8/32"), agentKnows().keySet());
    }

    /** A workload behind several nodes: only the first next hop is in the distinguisher of the agent that says so. */
    @Test
    void anotherNodeThatAnAgentBalancesOverIsNotItself() {
        var both = List.of(Routes.via("192.0.2.1", 17), Routes.via("192.0.2.2", 18));
        tables.agents().advertise(agent, "red", Routes.prefix("10.1.1.7/32"), both);
        var mesh = router("mesh");
        mesh.reach(TestRouter.vpn("192.0.2.2:7", "10.1.1.8/32", 18), Routes.attributes("1"));
        mesh.reach(TestRouter.vpn("192.0.2.1:7", "10.1.1.9/32", 19), Routes.attributes("1"));
        flush();
        assertEquals(Set.of("10.1.1.8/32"), agentKnows().keySet());
    }

    @Test
    void eachRuleIsExplainedUpToTheOneThatDecides() {
        var mesh = router("mesh");
        mesh.reach(
                TestRouter.vpn("64512:9", "10.1.1.1/32", 9),
                Routes.attributes("1", new AsPath(List.of(new AsSegment(AsSegment.Kind.SEQUENCE, List.of(7L))))));
        flush();
        var decisions = new RibViews(tables).explain(IpPrefix.parse("10.1.1.1/32"));
        assertEquals(
                List.of("bgp.l3vpn.0 1", "bgp.l3vpn.0 1", "red.inet.0 1", "red.inet.0 2"),
                decisions.stream()
                        .map(decision -> decision.table() + " " + decision.rank())
                        .toList());
        assertEquals(
                List.of(
                        "not stale for long true true false",
                        "higher local preference 100 100 false",
                        "must not move false false false",
                        "moved here later 0 0 false",
                        "not stale true true false",
                        "shorter AS path 0 1 true"),
                decisions.getLast().steps().stream()
                        .map(step -> step.rule() + " " + step.best() + " " + step.other() + " " + step.decides())
                        .toList());
    }
}
