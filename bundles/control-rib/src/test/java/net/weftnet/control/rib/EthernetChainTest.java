package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.control.rib.api.DerivedRoute.ServiceChain;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.nlri.EthernetSegment;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.IpPrefixRoute;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service between two networks whose routes are IP prefixes of Ethernet VPN: right is reached from left. */
class EthernetChainTest {
    private final RibTables tables = new RibTables();
    private final AgentState agent = new AgentState("compute1");
    private final TestRouter gateway = new TestRouter(tables, "outside");

    @BeforeEach
    void connect() {
        tables.agents().add(agent);
        tables.agents().connect(agent, Routes.ip("192.0.2.1"), new RecordingSink());
        for (var instance : List.of("left", "right")) {
            tables.agents().subscribe(agent, instance, new AgentState.Subscription(1, true, false));
        }
        gateway.connect();
        var prefixes = Set.of(IpPrefix.parse("10.2.0.0/24"));
        var chain = new ServiceChain("right", prefixes, Routes.ip("10.1.0.9"), "left", false, true);
        put(Routes.instance("left", "1 10", "1"));
        put(Routes.instance("right", "2", "2"));
        put(Routes.instance("chain", "", "10").withDerived(List.of(chain)));
    }

    private void put(InstanceConfig config) {
        tables.configure(List.of(new InstanceChange.Put(config)));
        flush();
    }

    private void flush() {
        while (tables.flush()) {}
    }

    private static Nlri prefix(String text) {
        var prefix = IpPrefix.parse(text);
        return new IpPrefixRoute(0, 0, EthernetSegment.SINGLE_HOMED, 0, prefix, Routes.ip("0.0.0.0"), 0);
    }

    private void advertise(String instance, Nlri destination, RoutePath path) {
        tables.agents().advertise(agent, instance, destination, List.of(path));
        flush();
    }

    /** The service, in left: with a label, a VXLAN network id and the address of its router. */
    private void service(int vni) {
        var path = Routes.via("192.0.2.1", 17);
        var communities = new ArrayList<>(path.attributes().extendedCommunities());
        communities.add(ExtendedCommunity.encapsulation(8));
        communities.add(ExtendedCommunity.routerMac(MacAddress.parse("02:00:00:00:00:09")));
        advertise(
                "left",
                Routes.prefix("10.1.0.9/32"),
                new RoutePath(
                        path.nextHop(),
                        17,
                        vni,
                        path.attributes().with(new ExtendedCommunities(communities)),
                        "interface"));
    }

    /** What an agent elsewhere is told of Ethernet VPN in left: label, network id, encapsulations and router. */
    private Map<String, String> known() {
        var observer = new AgentState("observer");
        var known = new TreeMap<String, String>();
        for (var table : tables.replication().instances().get("left").tables()) {
            for (var destination : table.destinations()) {
                var reach = tables.agents().advertisement(observer, "left", destination.key());
                if (reach != null && destination.key() instanceof IpPrefixRoute route) {
                    var path = reach.paths().getFirst();
                    var said = path.attributes().extendedCommunities().stream()
                            .filter(community -> community.isEncapsulation() || community.isRouterMac())
                            .map(ExtendedCommunity::toString)
                            .toList();
                    known.put(route.prefix().toString(), path.label() + " " + path.vni() + " " + said);
                }
            }
        }
        return known;
    }

    @Test
    void aPrefixIsThereWhileTheServiceIsAndAnythingInsideIt() {
        advertise("right", prefix("10.2.0.5/32"), Routes.via("192.0.2.1", 30));
        assertEquals(Map.of(), known());
        service(500);
        assertEquals(
                Map.of("10.2.0.0/24", "0 500 [encapsulation:8, router-mac:02:00:00:00:00:09]"),
                known(),
                "with a network id nothing but VXLAN");
        service(0);
        assertEquals(
                Map.of("10.2.0.0/24", "17 0 [encapsulation:13, router-mac:02:00:00:00:00:09]"),
                known(),
                "and with a label nothing of it");
        tables.agents().withdraw(agent, "right", prefix("10.2.0.5/32"));
        flush();
        assertEquals(Map.of(), known());
    }

    @Test
    void routesOfIpv4AreNotItsBusiness() {
        service(500);
        advertise("right", Routes.prefix("10.2.0.5/32"), Routes.via("192.0.2.1", 30));
        assertEquals(Map.of(), known());
    }

    @Test
    void whatComesFromOutsideIsLedOnUnlessThatIsForbidden() {
        service(500);
        var external = new IpPrefixRoute(
                0,
                TestRouter.vpn("65000:1", "0.0.0.0/0", 0).distinguisher(),
                EthernetSegment.SINGLE_HOMED,
                0,
                IpPrefix.parse("203.0.113.0/24"),
                Routes.ip("0.0.0.0"),
                99);
        gateway.reach(external, Routes.attributes("2"));
        flush();
        assertEquals(Set.of("203.0.113.0/24"), known().keySet());
        gateway.reach(external, Routes.attributes("2", new Communities(List.of(Community.NO_REORIGINATE))));
        flush();
        assertEquals(Map.of(), known());
    }
}
