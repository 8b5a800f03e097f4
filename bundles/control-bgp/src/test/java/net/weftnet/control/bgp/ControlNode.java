package net.weftnet.control.bgp;

import java.util.ArrayList;
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
import net.weftnet.control.rib.api.NextHop;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.RibPeer;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteAttributes;
import net.weftnet.control.rib.api.RouteChange;

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

    private final RibPeer agent;
    private final Map<IpPrefix, RouteAttributes> told = new HashMap<>();
    private boolean stopped;

    ControlNode(String name, String agentAddress) {
        rib.configure(
                List.of(new InstanceChange.Put(new InstanceConfig(INSTANCE, NETWORK, Set.of(TARGET), Set.of(TARGET)))));
        agent = rib.addPeer(PeerProtocol.XMPP, "compute-" + name);
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
                        case RouteChange.Reach(var prefix, var attributes) -> told.put(prefix, attributes);
                        case RouteChange.Withdraw(var prefix) -> told.remove(prefix);
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
        agent.advertise(INSTANCE, IpPrefix.parse(prefix), attributes(label, nextHop));
    }

    static RouteAttributes attributes(int label, String nextHop) {
        var hop = new NextHop(
                IpAddress.parse(nextHop),
                label,
                0,
                Optional.empty(),
                List.of(Encapsulation.MPLS_OVER_UDP),
                NETWORK,
                List.of());
        return new RouteAttributes(
                List.of(hop), NETWORK, 100, false, 1, 0, List.of(8000001L), List.of("64512:7"), "interface");
    }

    void noWorkload(String prefix) {
        agent.withdraw(INSTANCE, IpPrefix.parse(prefix));
    }

    /** {@return what the agent has been told of a prefix} */
    Optional<RouteAttributes> told(String prefix) {
        synchronized (told) {
            return Optional.ofNullable(told.get(IpPrefix.parse(prefix)));
        }
    }

    List<String> states() {
        return speaker.neighbors().stream().map(NeighborView::state).toList();
    }

    /** {@return names of the instances in the RIB} */
    List<String> instances() {
        var names = new ArrayList<String>();
        rib.instances().forEach(view -> names.add(view.config().name()));
        return names;
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
