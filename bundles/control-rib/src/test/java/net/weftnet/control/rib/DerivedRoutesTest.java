package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.DerivedRoute;
import net.weftnet.control.rib.api.DerivedRoute.ServiceChain;
import net.weftnet.control.rib.api.DerivedRoute.StaticRoute;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.attribute.AsSegment;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Static routes, and networks left and right with a service between them:
 *
 * <pre>
 *   left ◀── imports 10 ── chain ── service 10.1.0.9 in left ──▶ right, 10.2.0.0/24
 * </pre>
 */
class DerivedRoutesTest {
    private static final long GATEWAY_AS = 65000;

    private final RibTables tables = new RibTables();
    private final AgentState agent1 = new AgentState("compute1");
    private final AgentState agent2 = new AgentState("compute2");
    private final TestRouter gateway = new TestRouter(tables, "outside");

    @BeforeEach
    void connect() {
        connect(agent1, "192.0.2.1");
        connect(agent2, "192.0.2.2");
        gateway.connect();
        put(Routes.instance("left", "1 10", "1"));
        put(Routes.instance("right", "2", "2"));
    }

    private void connect(AgentState agent, String address) {
        tables.agents().add(agent);
        tables.agents().connect(agent, Routes.ip(address), new RecordingSink());
        for (var instance : List.of("left", "right")) {
            tables.agents().subscribe(agent, instance, new AgentState.Subscription(1, true, false));
        }
    }

    private void put(InstanceConfig config) {
        tables.configure(List.of(new InstanceChange.Put(config)));
        flush();
    }

    private void put(String name, String imports, String exports, DerivedRoute... derived) {
        var plain = Routes.instance(name, imports, exports);
        put(plain.withDerived(List.of(derived)));
    }

    private void chain(boolean retainsAsPath) {
        var prefixes = Set.of(IpPrefix.parse("10.2.0.0/24"));
        put(
                "chain",
                "",
                "10",
                new ServiceChain("right", prefixes, Routes.ip("10.1.0.9"), "left", retainsAsPath, false));
    }

    private void advertise(AgentState agent, String instance, String prefix, RoutePath path) {
        tables.agents().advertise(agent, instance, Routes.prefix(prefix), List.of(path));
        flush();
    }

    private void withdraw(AgentState agent, String instance, String prefix) {
        tables.agents().withdraw(agent, instance, Routes.prefix(prefix));
        flush();
    }

    private void flush() {
        while (tables.flush()) {}
    }

    /** What an agent elsewhere is told of an instance. */
    private Map<String, List<String>> known(String instance) {
        var observer = new AgentState("observer");
        var known = new TreeMap<String, List<String>>();
        for (var table : tables.replication().instances().get(instance).tables()) {
            for (var destination : table.destinations()) {
                var reach = tables.agents().advertisement(observer, instance, destination.key());
                if (reach != null) {
                    known.put(destination.toString(), Routes.hops(reach.paths()));
                }
            }
        }
        return known;
    }

    private static RoutePath guarded(String address, int label) {
        var path = Routes.via(address, label);
        var communities = new ArrayList<>(path.attributes().extendedCommunities());
        communities.add(ExtendedCommunity.securityGroup(0, 8000001));
        return new RoutePath(
                path.nextHop(), label, 0, path.attributes().with(new ExtendedCommunities(communities)), "interface");
    }

    @Test
    void aStaticRouteGoesWhereItsNextHopIs() {
        var route = new StaticRoute(
                IpPrefix.parse("0.0.0.0/0"), Routes.ip("10.1.0.9"), Set.of(Routes.target("7")), List.of());
        put("left", "1 10", "1", route);
        assertEquals(Map.of(), known("left"));
        advertise(agent1, "left", "10.1.0.9/32", guarded("192.0.2.1", 17));
        assertEquals(List.of("192.0.2.1 17"), known("left").get("0.0.0.0/0"));
        put(Routes.instance("other", "7", ""));
        assertEquals(Map.of("0.0.0.0/0", List.of("192.0.2.1 17")), known("other"));
        advertise(agent1, "left", "10.1.0.9/32", guarded("192.0.2.1", 18));
        assertEquals(List.of("192.0.2.1 18"), known("left").get("0.0.0.0/0"));
        advertise(agent2, "left", "10.1.0.9/32", guarded("192.0.2.2", 20));
        assertEquals(List.of("192.0.2.1 18", "192.0.2.2 20"), known("left").get("0.0.0.0/0"));
        withdraw(agent1, "left", "10.1.0.9/32");
        assertEquals(Map.of("0.0.0.0/0", List.of("192.0.2.2 20")), known("other"));
        put(Routes.instance("left", "1 10", "1"));
        assertEquals(Map.of(), known("other"));
    }

    @Test
    void aPrefixIsThereWhileTheServiceIsAndAnythingInsideIt() {
        chain(false);
        advertise(agent2, "right", "10.2.0.5/32", Routes.via("192.0.2.2", 30));
        assertEquals(Map.of(), known("left"));
        advertise(agent1, "left", "10.1.0.9/32", guarded("192.0.2.1", 17));
        assertEquals(List.of("192.0.2.1 17"), known("left").get("10.2.0.0/24"));
        var told = tables.replication()
                .instances()
                .get("left")
                .find(Routes.prefix("10.2.0.0/24"))
                .best();
        assertEquals(
                List.of("target:64512:10", "origin-vn:0:114", "encapsulation:13", "security-group:0:8000001"),
                told.attributes().extendedCommunities().stream()
                        .map(ExtendedCommunity::toString)
                        .toList());
        advertise(agent1, "left", "10.1.0.9/32", guarded("192.0.2.1", 18));
        assertEquals(List.of("192.0.2.1 18"), known("left").get("10.2.0.0/24"));
        withdraw(agent2, "right", "10.2.0.5/32");
        assertEquals(Set.of("10.1.0.9/32"), known("left").keySet());
        advertise(agent2, "right", "10.2.0.6/32", Routes.via("192.0.2.2", 31));
        assertEquals(2, known("left").size());
        withdraw(agent1, "left", "10.1.0.9/32");
        assertEquals(Map.of(), known("left"));
    }

    @Test
    void severalServicesAreUsedSideBySide() {
        chain(false);
        advertise(agent2, "right", "10.2.0.5/32", Routes.via("192.0.2.2", 30));
        advertise(agent1, "left", "10.1.0.9/32", guarded("192.0.2.1", 17));
        tables.agents()
                .advertise(
                        agent2,
                        "left",
                        Routes.prefix("10.1.0.9/32"),
                        List.of(guarded("192.0.2.2", 40), guarded("192.0.2.2", 41)));
        flush();
        assertEquals(
                Set.of("192.0.2.1 17", "192.0.2.2 40", "192.0.2.2 41"),
                Set.copyOf(known("left").get("10.2.0.0/24")));
    }

    @Test
    void whatComesToTheOtherNetworkFromOutsideIsLedOnUnlessThatIsForbidden() {
        chain(false);
        advertise(agent1, "left", "10.1.0.9/32", guarded("192.0.2.1", 17));
        var path = new AsPath(List.of(new AsSegment(AsSegment.Kind.SEQUENCE, List.of(GATEWAY_AS))));
        var external = TestRouter.vpn("65000:1", "203.0.113.0/24", 99);
        gateway.reach(external, Routes.attributes("2", path));
        flush();
        assertEquals(List.of("192.0.2.1 17"), known("left").get("203.0.113.0/24"));
        assertEquals("", asPath("203.0.113.0/24"));
        chain(true);
        assertEquals("65000", asPath("203.0.113.0/24"));
        for (var community : List.of(Community.NO_ADVERTISE, Community.NO_REORIGINATE)) {
            gateway.reach(external, Routes.attributes("2", path, new Communities(List.of(community))));
            flush();
            assertEquals(Set.of("10.1.0.9/32"), known("left").keySet());
        }
        var ofAnotherNetwork = new ExtendedCommunities(
                List.of(ExtendedCommunity.of(Routes.target("2")), ExtendedCommunity.originVn(GATEWAY_AS, 999)));
        gateway.reach(external, Routes.attributes("", path, ofAnotherNetwork));
        flush();
        assertEquals(Set.of("10.1.0.9/32"), known("left").keySet());
    }

    private String asPath(String prefix) {
        return tables.replication()
                .instances()
                .get("left")
                .find(Routes.prefix(prefix))
                .best()
                .attributes()
                .asPath()
                .toString();
    }

    /** With a chain each way, what one has led on is not led back by the other. */
    @Test
    void nothingIsLedInACircle() {
        chain(false);
        put("right", "2 20", "2");
        var back = Set.of(IpPrefix.parse("10.1.0.0/24"));
        put("back", "", "20", new ServiceChain("left", back, Routes.ip("10.2.0.9"), "right", false, false));
        advertise(agent1, "left", "10.1.0.9/32", Routes.via("192.0.2.1", 17));
        advertise(agent1, "right", "10.2.0.9/32", Routes.via("192.0.2.1", 18));
        gateway.reach("65000:1", "203.0.113.0/24", "2", 100);
        flush();
        assertEquals(
                Set.of("10.1.0.9/32", "10.2.0.0/24", "203.0.113.0/24"),
                known("left").keySet());
        assertEquals(
                Set.of("10.2.0.9/32", "10.1.0.0/24", "203.0.113.0/24"),
                known("right").keySet());
        assertEquals(List.of("198.51.100.1 99"), known("right").get("203.0.113.0/24"));
    }

    @Test
    void aChainGoesWithItsInstances() {
        chain(false);
        advertise(agent1, "left", "10.1.0.9/32", Routes.via("192.0.2.1", 17));
        advertise(agent2, "right", "10.2.0.5/32", Routes.via("192.0.2.2", 30));
        assertEquals(2, known("left").size());
        tables.configure(List.of(new InstanceChange.Remove("right")));
        flush();
        assertEquals(1, known("left").size());
        put(Routes.instance("right", "2", "2"));
        assertEquals(2, known("left").size());
        tables.configure(List.of(new InstanceChange.Remove("chain")));
        flush();
        assertEquals(1, known("left").size());
    }
}
