package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.PmsiTunnel;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.EthernetSegment;
import net.weftnet.protocol.bgp.nlri.EvpnNlri;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.InclusiveMulticast;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.IpPrefixRoute;
import net.weftnet.protocol.bgp.nlri.EvpnNlri.MacIp;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ethernet VPN (RFC 7432, RFC 9136) between agents and routers: MAC addresses, frames for many, IP prefixes. */
class EvpnTablesTest {
    private static final EthernetSegment SINGLE = EthernetSegment.SINGLE_HOMED;
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");
    private static final IpAddress ANY = Routes.ip("0.0.0.0");
    private static final MacIp STATION = new MacIp(0, 0, SINGLE, 0, MAC, Routes.ip("10.1.1.1"), 0, -1);
    private static final InclusiveMulticast MANY = new InclusiveMulticast(0, 0, 0, ANY);
    private static final long GATEWAY = VpnNaming.distinguisher(Routes.ip("198.51.100.1"), 5);

    private final RibTables tables = new RibTables();
    private final AgentState agent1 = new AgentState("compute1");
    private final AgentState agent2 = new AgentState("compute2");
    private final RecordingSink at1 = new RecordingSink();
    private final RecordingSink at2 = new RecordingSink();
    private final TestRouter gateway = new TestRouter(tables, "mesh");

    @BeforeEach
    void connect() {
        tables.configure(List.of(new InstanceChange.Put(Routes.instance("red", "1", "1"))));
        connect(agent1, "192.0.2.1", at1);
        connect(agent2, "192.0.2.2", at2);
        gateway.connect();
        flush();
    }

    private void connect(AgentState agent, String address, RecordingSink sink) {
        tables.agents().add(agent);
        tables.agents().connect(agent, Routes.ip(address), sink);
        tables.agents().subscribe(agent, "red", new AgentState.Subscription(7, true, false));
    }

    private void flush() {
        while (tables.flush()) {}
    }

    private void advertise(AgentState agent, EvpnNlri destination, RoutePath path) {
        tables.agents().advertise(agent, "red", destination, List.of(path));
        flush();
    }

    /** A path by VXLAN. */
    private static RoutePath vxlan(String nextHop, int vni, ExtendedCommunity... more) {
        var communities = new ArrayList<>(List.of(ExtendedCommunity.encapsulation(8)));
        communities.addAll(List.of(more));
        var attributes =
                Routes.attributes("").with(new ExtendedCommunities(communities)).with(pmsi(vni, nextHop));
        return new RoutePath(Routes.ip(nextHop), 0, vni, attributes, "");
    }

    private static PmsiTunnel pmsi(int label, String to) {
        return new PmsiTunnel(
                0,
                PmsiTunnel.INGRESS_REPLICATION,
                label,
                Octets.of(Routes.ip(to).toBytes()));
    }

    private static PathAttributes fromGateway() {
        var communities = List.of(ExtendedCommunity.of(Routes.target("1")), ExtendedCommunity.encapsulation(8));
        return Routes.attributes("").with(new ExtendedCommunities(communities)).with(pmsi(900, "198.51.100.1"));
    }

    private static List<String> vnis(RecordingSink sink, EvpnNlri destination) {
        var reach = sink.known.getOrDefault("red", Map.of()).get(destination);
        return reach == null
                ? List.of()
                : reach.paths().stream()
                        .map(path -> path.nextHop() + " " + path.label() + " " + path.vni())
                        .toList();
    }

    @Test
    void aMacAddressOfAnAgentIsToldToOthersAndToRouters() {
        advertise(agent1, STATION, vxlan("192.0.2.1", 500));
        assertEquals(List.of("192.0.2.1 0 500"), vnis(at2, STATION));
        assertEquals(List.of(), vnis(at1, STATION));
        var told = gateway.known().values().iterator().next();
        assertEquals(
                new MacIp(
                        0,
                        VpnNaming.distinguisher(Routes.ip("192.0.2.1"), 7),
                        SINGLE,
                        0,
                        MAC,
                        Routes.ip("10.1.1.1"),
                        500,
                        PrefixNlri.NO_LABEL),
                told.route());
        tables.agents().withdraw(agent1, "red", STATION);
        flush();
        assertEquals(List.of(), vnis(at2, STATION));
        assertEquals(Map.of(), gateway.known());
    }

    @Test
    void aLabelIsALabelWhereTheTunnelIsMpls() {
        var path = Routes.via("192.0.2.1", 17);
        advertise(agent1, STATION, path);
        assertEquals(List.of("192.0.2.1 17 0"), vnis(at2, STATION));
        assertEquals(
                17 << 4 | 1, ((MacIp) gateway.known().values().iterator().next().route()).label());
    }

    @Test
    void aMacAddressOfAGatewayIsToldToAgents() {
        var withSegment = new MacIp(0, GATEWAY, new EthernetSegment(1, 2, 3), 0, MAC, Routes.ip("10.1.1.1"), 900, 901);
        gateway.reach(withSegment, fromGateway());
        flush();
        assertEquals(List.of("198.51.100.1 0 900"), vnis(at1, STATION));
        gateway.unreach(new MacIp(0, GATEWAY, SINGLE, 0, MAC, Routes.ip("10.1.1.1"), 0, -1));
        flush();
        assertEquals(List.of(), vnis(at1, STATION));
    }

    /** RFC 7432 section 15: who has the address now says a higher number; RFC 7432 section 15.2: a sticky one stays. */
    @Test
    void aMacAddressIsWhereItMovedToLast() {
        advertise(agent1, STATION, vxlan("192.0.2.1", 500));
        advertise(agent2, STATION, vxlan("192.0.2.2", 500, ExtendedCommunity.macMobility(false, 1)));
        assertEquals(List.of("192.0.2.2 0 500"), vnis(at1, STATION));
        assertEquals(List.of(), vnis(at2, STATION));
        advertise(agent1, STATION, vxlan("192.0.2.1", 500, ExtendedCommunity.macMobility(false, 2)));
        assertEquals(List.of("192.0.2.1 0 500"), vnis(at2, STATION));
        advertise(agent2, STATION, vxlan("192.0.2.2", 500, ExtendedCommunity.macMobility(true, 0)));
        assertEquals(List.of("192.0.2.2 0 500"), vnis(at1, STATION));
    }

    @Test
    void framesForManyGoToAllThatWantThemButOneself() {
        advertise(agent1, MANY, vxlan("192.0.2.1", 500));
        advertise(agent2, MANY, vxlan("192.0.2.2", 501, ExtendedCommunity.macMobility(false, 9)));
        gateway.reach(new InclusiveMulticast(0, GATEWAY, 0, Routes.ip("198.51.100.1")), fromGateway());
        // The other control node that agent 2 is connected to tells what it brought in.
        var again = new InclusiveMulticast(
                0, VpnNaming.distinguisher(Routes.ip("192.0.2.2"), 7), 0, Routes.ip("192.0.2.2"));
        gateway.reach(again, fromGateway());
        flush();
        assertEquals(Set.of("192.0.2.2 0 501", "198.51.100.1 0 900"), Set.copyOf(vnis(at1, MANY)));
        assertEquals(Set.of("192.0.2.1 0 500", "198.51.100.1 0 900"), Set.copyOf(vnis(at2, MANY)));
        assertEquals(2, gateway.known().size());
        tables.agents().withdraw(agent1, "red", MANY);
        flush();
        assertEquals(List.of("198.51.100.1 0 900"), vnis(at2, MANY));
        assertNull(at1.known.get("red").get(STATION));
    }

    @Test
    void anIpPrefixIsToldBothWays() {
        var prefix = IpPrefix.parse("10.9.0.0/16");
        var local = new IpPrefixRoute(0, 0, SINGLE, 0, prefix, ANY, 0);
        gateway.reach(new IpPrefixRoute(0, GATEWAY, SINGLE, 0, prefix, Routes.ip("10.1.1.9"), 900), fromGateway());
        flush();
        assertEquals(List.of("198.51.100.1 0 900"), vnis(at1, local));
        gateway.unreach(new IpPrefixRoute(0, GATEWAY, SINGLE, 0, prefix, ANY, 0));
        advertise(agent1, local, vxlan("192.0.2.1", 600));
        assertEquals(List.of("192.0.2.1 0 600"), vnis(at2, local));
        assertEquals(
                600, ((IpPrefixRoute) gateway.known().values().iterator().next().route()).label());
    }
}
