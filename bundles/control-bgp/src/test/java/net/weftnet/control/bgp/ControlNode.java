package net.weftnet.control.bgp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.control.bgp.api.NeighborView;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.rib.SingleThreadRib;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.RibAgent;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeDiscovery;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.ErmVpnNlri;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;

/** A control node without configuration node and agents: a RIB with one network and one agent, and a real speaker. */
final class ControlNode implements AutoCloseable {
    static final String INSTANCE = "default-domain:demo:front:front";
    static final String NETWORK = "default-domain:demo:front";
    static final RouteTarget TARGET = RouteTarget.parse("target:64512:99");

    final MemoryConfigGraph graph =
            new MemoryConfigGraph(new RoutingInstance(INSTANCE, NETWORK, 5, Set.of(TARGET), Set.of(TARGET)));
    final ConditionBoard health = new ConditionBoard();
    final SingleThreadRib rib = new SingleThreadRib();
    final NettyBgpSpeaker speaker;

    private final RibAgent agent;
    private final Map<Nlri, RouteChange.Reach> told = new HashMap<>();
    private final Map<Nlri, RouteChange.Replicate> places = new HashMap<>();
    private boolean stopped;

    ControlNode(String name, String agentAddress) {
        rib.configure(List.of(
                new InstanceChange.Put(new InstanceConfig(INSTANCE, NETWORK, 5, Set.of(TARGET), Set.of(TARGET)))));
        agent = rib.addAgent("compute-" + name);
        agent.connect(IpAddress.parse(agentAddress), new Sink());
        agent.subscribe(INSTANCE, 7, true);
        speaker = new NettyBgpSpeaker(rib, graph, health, name, "");
    }

    private final class Sink implements RibSink {
        @Override
        public boolean send(String instance, List<RouteChange> changes) {
            synchronized (told) {
                for (var change : changes) {
                    switch (change) {
                        case RouteChange.Reach reach -> told.put(reach.destination(), reach);
                        case RouteChange.Replicate place -> places.put(place.destination(), place);
                        case RouteChange.Withdraw(var destination) -> {
                            told.remove(destination);
                            places.remove(destination);
                        }
                    }
                }
            }
            return true;
        }

        @Override
        public void sendEndOfRib() {}
    }

    /** The agent has a workload with this address. */
    void workload(String prefix, int label, String nextHop) {
        agent.advertise(INSTANCE, destination(prefix), List.of(path(label, nextHop)));
    }

    private static Nlri destination(String prefix) {
        return PrefixNlri.of(IpPrefix.parse(prefix));
    }

    private static RoutePath path(int label, String nextHop) {
        var attributes = PathAttributes.of(
                Origin.IGP,
                AsPath.EMPTY,
                new LocalPreference(100),
                new Communities(List.of(Community.parse("64512:7"))),
                new ExtendedCommunities(List.of(
                        ExtendedCommunity.encapsulation(Encapsulation.MPLS_OVER_UDP.tunnelType()),
                        ExtendedCommunity.macMobility(false, 1),
                        ExtendedCommunity.securityGroup(0, 8000001))));
        return new RoutePath(IpAddress.parse(nextHop), label, 0, attributes, "interface");
    }

    /** @param vni of VXLAN */
    void advertise(Nlri destination, int vni, String nextHop, PathAttribute... more) {
        var attributes = PathAttributes.of(
                Origin.IGP,
                AsPath.EMPTY,
                new LocalPreference(100),
                new ExtendedCommunities(List.of(ExtendedCommunity.encapsulation(Encapsulation.VXLAN.tunnelType()))));
        for (var attribute : more) {
            attributes = attributes.with(attribute);
        }
        agent.advertise(
                INSTANCE, destination, List.of(new RoutePath(IpAddress.parse(nextHop), 0, vni, attributes, "")));
    }

    void noWorkload(String prefix) {
        agent.withdraw(INSTANCE, destination(prefix));
    }

    /** {@return what the agent has been told of a prefix} */
    Optional<RouteChange.Reach> told(String prefix) {
        return told(destination(prefix));
    }

    Optional<RouteChange.Reach> told(Nlri destination) {
        synchronized (told) {
            return Optional.ofNullable(told.get(destination));
        }
    }

    /** The agent takes part in the tree of all that is flooded. */
    void takePart(String address, int firstLabel, int lastLabel) {
        var offer = new EdgeDiscovery.Edge(IpAddress.parse(address), firstLabel, lastLabel);
        var attributes = PathAttributes.of(
                Origin.IGP,
                AsPath.EMPTY,
                new EdgeDiscovery(List.of(offer)),
                new ExtendedCommunities(
                        List.of(ExtendedCommunity.encapsulation(Encapsulation.MPLS_OVER_UDP.tunnelType()))));
        var any = IpAddress.parse("0.0.0.0");
        agent.advertise(
                INSTANCE,
                new ErmVpnNlri(0, ErmVpnNlri.Type.NATIVE, 0, any, any, IpAddress.parse("255.255.255.255")),
                List.of(new RoutePath(offer.address(), 0, 0, attributes, "")));
    }

    /** {@return the agent's neighbours in the tree, address and label} */
    List<String> replicas() {
        synchronized (told) {
            return places.values().stream()
                    .flatMap(place -> place.replicas().stream())
                    .map(path -> path.nextHop() + " " + path.label())
                    .toList();
        }
    }

    /** {@return address and label of the only next hop that the agent has been told for a prefix, empty for none} */
    String nextHop(String prefix) {
        return told(prefix)
                .map(reach -> reach.paths().size() == 1
                        ? reach.paths().getFirst().nextHop() + " "
                                + reach.paths().getFirst().label()
                        : reach.paths().toString())
                .orElse("");
    }

    List<String> states() {
        return speaker.neighbors().stream().map(NeighborView::state).toList();
    }

    /** The speaker ends; the RIB and its agent stay. */
    void stopSpeaking() throws Exception {
        if (!stopped) {
            stopped = true;
            speaker.close();
        }
    }

    @Override
    public void close() throws Exception {
        stopSpeaking();
        rib.close();
    }
}
