package net.weftnet.control.bgp.uve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.FieldType;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.UveType;
import net.weftnet.common.sandesh.api.Value;
import net.weftnet.control.bgp.api.NeighborView;
import net.weftnet.control.rib.api.InstanceView;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.TableView;

/** The state of routing as UVEs, under OpenContrail's names: a function of what the views say. */
final class RoutingUves {
    static final UveType ROUTER = new UveType("BGPRouterInfo", "BgpRouterState", "ObjectBgpRouter");
    static final UveType PEER = new UveType("BGPPeerInfo", "BgpPeerInfoData", "ObjectBgpPeer");
    static final UveType AGENT = new UveType("XMPPPeerInfo", "XmppPeerInfoData", "ObjectXmppPeerInfo");
    static final UveType INSTANCE =
            new UveType("RoutingInstanceStats", "RoutingInstanceStatsData", "ObjectRoutingInstance");

    private static final String ESTABLISHED = "ESTABLISHED";

    private RoutingUves() {}

    /**
     * {@return what there is to tell, no object twice}
     *
     * @param node the name of this node
     * @param peers agents and routers, as the RIB has them
     */
    static List<Uve> of(
            String node,
            List<NeighborView> neighbors,
            List<PeerView> peers,
            List<InstanceView> instances,
            List<TableView> tables) {
        var uves = new ArrayList<Uve>();
        uves.add(router(node, neighbors, peers, instances));
        neighbors.forEach(neighbor -> uves.add(peer(node, neighbor)));
        peers.stream()
                .filter(peer -> peer.protocol() == PeerProtocol.XMPP)
                .forEach(agent -> uves.add(agent(node, agent)));
        var byInstance = new TreeMap<String, List<TableView>>();
        tables.forEach(table -> byInstance
                .computeIfAbsent(table.name().instance(), _ -> new ArrayList<>())
                .add(table));
        for (var instance : instances) {
            var name = instance.config().name();
            uves.add(new Uve(INSTANCE, name, stats(byInstance.getOrDefault(name, List.of()))));
        }
        return uves;
    }

    private static Uve router(
            String node, List<NeighborView> neighbors, List<PeerView> peers, List<InstanceView> instances) {
        var agents = peers.stream()
                .filter(peer -> peer.protocol() == PeerProtocol.XMPP)
                .toList();
        return new Uve(
                ROUTER,
                node,
                List.of(
                        number("num_bgp_peer", 3, neighbors.size()),
                        number(
                                "num_up_bgp_peer",
                                4,
                                neighbors.stream()
                                        .filter(neighbor -> neighbor.state().equals(ESTABLISHED))
                                        .count()),
                        number("num_xmpp_peer", 5, agents.size()),
                        number(
                                "num_up_xmpp_peer",
                                6,
                                agents.stream().filter(PeerView::connected).count()),
                        number("num_routing_instance", 7, instances.size())));
    }

    private static Uve peer(String node, NeighborView neighbor) {
        var fields = new ArrayList<>(List.of(
                number("peer_asn", 3, neighbor.as()),
                Field.of("peer_address", 4, Value.string(neighbor.address())),
                Field.of("families", 5, Value.strings(neighbor.families())),
                Field.of(
                        "state_info",
                        6,
                        Value.struct(
                                "PeerStateInfo",
                                Field.of("state", 1, Value.string(neighbor.state())),
                                Field.of(
                                        "last_state_at",
                                        2,
                                        Value.u64(neighbor.since().toEpochMilli() * 1000)))),
                Field.of(
                        "flap_info",
                        7,
                        Value.struct(
                                "PeerFlapInfo",
                                number("flap_count", 1, neighbor.counters().losses()),
                                Field.of("last_close_reason", 2, Value.string(neighbor.lastDown())))),
                Field.of("rx_proto_stats", 8, protocolStats(neighbor.counters().received())),
                Field.of("tx_proto_stats", 9, protocolStats(neighbor.counters().sent())),
                number("rx_malformed_updates", 10, neighbor.faults()),
                number("rx_routes", 11, neighbor.received()),
                number("tx_routes", 12, neighbor.sent()),
                Field.of("tx_update_octets", 13, Value.u64(neighbor.counters().sentUpdateOctets()))));
        neighbor.session().ifPresent(session -> {
            fields.add(Field.of("peer_id", 14, Value.string(session.identifier())));
            fields.add(number("hold_time", 15, session.holdSeconds()));
            fields.add(Field.of("capabilities", 16, Value.strings(session.capabilities())));
        });
        return new Uve(PEER, node + ":" + neighbor.name(), fields);
    }

    private static Value protocolStats(Map<String, Long> counts) {
        return Value.struct(
                "PeerProtoStats",
                number(
                        "total",
                        1,
                        counts.values().stream().mapToLong(Long::longValue).sum()),
                number("open", 2, counts.getOrDefault("open", 0L)),
                number("keepalive", 3, counts.getOrDefault("keepalive", 0L)),
                number("update", 4, counts.getOrDefault("update", 0L)),
                number("notification", 5, counts.getOrDefault("notification", 0L)));
    }

    private static Uve agent(String node, PeerView agent) {
        return new Uve(
                AGENT,
                node + ":" + agent.name(),
                List.of(
                        Field.of(
                                "state_info",
                                3,
                                Value.struct(
                                        "PeerStateInfo",
                                        Field.of(
                                                "state", 1, Value.string(agent.connected() ? "Established" : "Idle")))),
                        number("subscriptions", 4, agent.subscriptions()),
                        number("rx_routes", 5, agent.received()),
                        number("stale_routes", 6, agent.stale()),
                        number("tx_routes", 7, agent.sent()),
                        number("waiting_changes", 8, agent.waiting())));
    }

    private static List<Field> stats(List<TableView> tables) {
        var entries = new LinkedHashMap<String, Value>();
        for (var table : tables) {
            entries.put(
                    table.name().toString(),
                    Value.struct(
                            "RoutingTableStats",
                            number("prefixes", 1, table.routes()),
                            number("total_paths", 2, table.paths())));
        }
        return List.of(Field.of("table_stats", 3, new Value.Mapping(FieldType.STRING, FieldType.STRUCT, entries)));
    }

    private static Field number(String name, int identifier, long value) {
        return Field.of(name, identifier, Value.u64(value));
    }
}
