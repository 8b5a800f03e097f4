package net.weftnet.control.bgp.uve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.control.bgp.api.NeighborView;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.InstanceView;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.control.rib.api.TableView;
import net.weftnet.protocol.bgp.AddressFamily;
import org.junit.jupiter.api.Test;

class RoutingUvesTest {
    private static NeighborView neighbor(String name, String state, Optional<NeighborView.Session> session) {
        return new NeighborView(
                name,
                "192.0.2.9:179",
                64512,
                state,
                Instant.parse("2026-01-01T00:00:00Z"),
                List.of("inet-vpn"),
                1,
                2,
                3,
                "",
                session,
                new NeighborView.Counters(Map.of("update", 4L, "open", 1L), Map.of("keepalive", 7L), 100, 5));
    }

    private static List<Uve> uves() {
        return RoutingUves.of(
                "controller",
                List.of(
                        neighbor(
                                "gateway",
                                "ESTABLISHED",
                                Optional.of(new NeighborView.Session("192.0.2.9", 9, List.of("add-path")))),
                        neighbor("other", "ACTIVE", Optional.empty())),
                List.of(
                        new PeerView("bgp:gateway", PeerProtocol.BGP, true, 0, 1, 0, 2, 0),
                        new PeerView("compute1", PeerProtocol.XMPP, false, 1, 8, 8, 0, 0)),
                List.of(new InstanceView(
                        new InstanceConfig("d:p:front:front", "d:p:front", 5, Set.of(), Set.of()), 1, 2, List.of())),
                List.of(
                        new TableView(new TableName("", AddressFamily.INET_VPN), 9, 9),
                        new TableView(new TableName("d:p:front:front", AddressFamily.INET), 1, 2)));
    }

    private static Map<String, Value> fields(String key) {
        return uves().stream()
                .filter(uve -> uve.key().equals(key))
                .flatMap(uve -> uve.fields().stream())
                .collect(Collectors.toMap(field -> field.name(), field -> field.value()));
    }

    @Test
    void eachObjectIsToldOnceAndUnderItsTable() {
        assertEquals(
                List.of(
                        "ObjectBgpRouter controller",
                        "ObjectBgpPeer controller:gateway",
                        "ObjectBgpPeer controller:other",
                        "ObjectXmppPeerInfo controller:compute1",
                        "ObjectRoutingInstance d:p:front:front"),
                uves().stream().map(uve -> uve.type().table() + " " + uve.key()).toList());
    }

    @Test
    void sessionsThatAreUpAreCounted() {
        var router = fields("controller");
        assertEquals("2", router.get("num_bgp_peer").toString());
        assertEquals("1", router.get("num_up_bgp_peer").toString());
        assertEquals("1", router.get("num_xmpp_peer").toString());
        assertEquals("0", router.get("num_up_xmpp_peer").toString());
        assertEquals("1", router.get("num_routing_instance").toString());
    }

    @Test
    void aPeerIsToldWithItsCountersAndCapabilities() {
        var peer = fields("controller:gateway");
        assertEquals("9", peer.get("hold_time").toString());
        assertEquals(Value.strings(List.of("add-path")), peer.get("capabilities"));
        var received = (Value.Struct) peer.get("rx_proto_stats");
        assertEquals("5", received.fields().getFirst().value().toString(), "all together");
        assertTrue(!fields("controller:other").containsKey("hold_time"), "there is no session");
    }

    @Test
    void tablesAreThoseOfTheInstance() {
        var stats = (Value.Mapping) fields("d:p:front:front").get("table_stats");
        assertEquals(Set.of("d:p:front:front.inet.0"), stats.entries().keySet());
    }
}
