package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.jspecify.annotations.Nullable;

/**
 * An agent: what it subscribed to, what it brought in (its AdjRibIn) and, while it is connected, what it is told. Owner:
 * that of the {@link RibTables}.
 */
final class AgentState {
    private final String name;
    private final Map<String, Subscription> subscriptions = new TreeMap<>();
    private final Map<String, Map<Nlri, Received>> adjRibIn = new HashMap<>();
    private final Map<String, AgentRibOut> ribOuts = new LinkedHashMap<>();

    /** Where it was seen and where its workloads are: what comes from there with its number of an instance is its own. */
    private final Set<IpAddress> addresses = new HashSet<>();

    private Source source;
    private @Nullable RibSink sink;
    private boolean ready;
    private boolean endOfRibDue;

    /** That the agent takes part in an instance; stale if not renewed since its session was lost. */
    record Subscription(int instanceId, boolean wantsRoutes, boolean stale) {}

    /** A route the agent brought in; stale if not renewed since its session was lost. */
    record Received(List<RoutePath> paths, boolean stale) {}

    AgentState(String name) {
        this.name = name;
        source = Source.ofAgent(name, IpAddress.ofIpv4(0));
    }

    String name() {
        return name;
    }

    Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    /** {@return the destinations it brought into an instance} */
    List<Nlri> received(String instance) {
        return List.copyOf(adjRibIn.getOrDefault(instance, Map.of()).keySet());
    }

    /** {@return the paths that it brings to a destination, which count only if it takes part in the instance} */
    List<Path> paths(String instance, Nlri destination) {
        var subscription = subscriptions.get(instance);
        var received = adjRibIn.getOrDefault(instance, Map.of()).get(destination);
        if (subscription == null || received == null) {
            return List.of();
        }
        long distinguisher = VpnNaming.distinguisher(distinguishing(received.paths()), subscription.instanceId());
        var paths = new ArrayList<Path>(received.paths().size());
        for (var said : received.paths()) {
            paths.add(new Path(
                    source,
                    instance,
                    paths.size(),
                    VpnNaming.vpn(destination, distinguisher, said),
                    BgpNextHop.of(said.nextHop()),
                    said.vni(),
                    said.attributes(),
                    said.protocol(),
                    received.stale()));
        }
        return paths;
    }

    /** {@return the next hop that is in the distinguisher: the others are not the agent's own if it balances over nodes} */
    private static IpAddress distinguishing(List<RoutePath> paths) {
        return paths.getFirst().nextHop();
    }

    /** {@return whether the agent is seen at an address for the first time, so that other routes are its own now} */
    boolean receive(String instance, Nlri destination, List<RoutePath> paths) {
        adjRibIn.computeIfAbsent(instance, _ -> new HashMap<>())
                .put(destination, new Received(List.copyOf(paths), false));
        return addresses.add(distinguishing(paths));
    }

    void drop(String instance, Nlri destination) {
        adjRibIn.computeIfPresent(instance, (_, routes) -> {
            routes.remove(destination);
            return routes.isEmpty() ? null : routes;
        });
    }

    boolean isStale(String instance, Nlri destination) {
        var received = adjRibIn.getOrDefault(instance, Map.of()).get(destination);
        return received != null && received.stale();
    }

    Set<String> receivedInstances() {
        return Set.copyOf(adjRibIn.keySet());
    }

    void forget(String instance) {
        adjRibIn.remove(instance);
        ribOuts.remove(instance);
        subscriptions.remove(instance);
    }

    /**
     * {@return whether a path in an instance's table is one that this agent brought into it: here, or at another control
     * node from which it comes back}
     */
    boolean isOwn(Path path, String instance) {
        if (!path.origin().isEmpty() || !path.source().kind().isBgp()) {
            return path.origin().equals(instance) && path.source().name().equals(name);
        }
        var subscription = subscriptions.get(instance);
        return subscription != null
                && addresses.stream()
                        .anyMatch(address ->
                                VpnNaming.distinguisher(address, subscription.instanceId()) == path.distinguisher());
    }

    void connect(IpAddress address, RibSink newSink) {
        source = Source.ofAgent(name, address);
        addresses.clear();
        addresses.add(address);
        adjRibIn.values().forEach(routes -> routes.values()
                .forEach(received -> addresses.add(distinguishing(received.paths()))));
        sink = newSink;
        ready = true;
        endOfRibDue = false;
        ribOuts.clear();
        expire();
    }

    void disconnect() {
        sink = null;
        ready = false;
        ribOuts.clear();
        expire();
    }

    /** Makes stale all there is. */
    private void expire() {
        subscriptions.replaceAll((_, s) -> new Subscription(s.instanceId(), s.wantsRoutes(), true));
        adjRibIn.values().forEach(routes -> routes.replaceAll((_, r) -> new Received(r.paths(), true)));
    }

    boolean isConnected() {
        return sink != null;
    }

    /** Tells the agent an instance no more. */
    void silence(String instance) {
        ribOuts.remove(instance);
    }

    /** Begins to tell the agent an instance, from nothing. */
    void tell(String instance) {
        ribOuts.put(instance, new AgentRibOut());
    }

    Optional<AgentRibOut> ribOut(String instance) {
        return Optional.ofNullable(ribOuts.get(instance));
    }

    void requestEndOfRib() {
        endOfRibDue = isConnected();
    }

    void resume() {
        ready = isConnected();
    }

    /**
     * Tells the agent what there is to tell, until it can take no more.
     *
     * @param current what is to be told of a destination in an instance, null for nothing
     */
    void flush(BiFunction<String, Nlri, @Nullable RouteChange> current) {
        for (var entry : ribOuts.entrySet()) {
            while (ready && sink != null && entry.getValue().waiting() > 0) {
                var changes = entry.getValue().next(destination -> current.apply(entry.getKey(), destination));
                ready = changes.isEmpty() || sink.send(entry.getKey(), changes);
            }
        }
        if (endOfRibDue && ready && sink != null) {
            endOfRibDue = false;
            sink.sendEndOfRib();
        }
    }

    PeerView view() {
        var routes =
                adjRibIn.values().stream().flatMap(r -> r.values().stream()).toList();
        return new PeerView(
                name,
                PeerProtocol.XMPP,
                isConnected(),
                subscriptions.size(),
                routes.size(),
                (int) routes.stream().filter(Received::stale).count(),
                ribOuts.values().stream().mapToInt(AgentRibOut::told).sum(),
                ribOuts.values().stream().mapToInt(AgentRibOut::waiting).sum());
    }
}
