package net.weftnet.control.rib;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A peer: what it subscribed to, what it brought in (its AdjRibIn) and, while it is connected, what it is told. Owner:
 * that of the {@link RibTables}.
 */
final class PeerState {
    /** The address of a peer that was never connected. */
    private static final IpAddress UNKNOWN = IpAddress.ofIpv4(0);

    private final PeerProtocol protocol;
    private final String name;
    private final Map<String, Subscription> subscriptions = new TreeMap<>();
    private final Map<String, Map<IpPrefix, Received>> adjRibIn = new HashMap<>();
    private final Map<String, RibOut> ribOuts = new LinkedHashMap<>();
    private IpAddress routerId = UNKNOWN;
    private @Nullable RibSink sink;
    private boolean ready;
    private boolean endOfRibDue;

    /** That the peer takes part in an instance; stale if not renewed since its session was lost. */
    record Subscription(int instanceId, boolean wantsRoutes, boolean stale) {}

    /** A route the peer brought in; stale if not renewed since its session was lost. */
    record Received(RouteAttributes attributes, boolean stale) {}

    PeerState(PeerProtocol protocol, String name) {
        this.protocol = protocol;
        this.name = name;
    }

    String name() {
        return name;
    }

    Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    boolean isSubscribed(String instance) {
        return subscriptions.containsKey(instance);
    }

    void receive(String instance, IpPrefix prefix, Received route) {
        adjRibIn.computeIfAbsent(instance, _ -> new TreeMap<>()).put(prefix, route);
    }

    /** {@return whether there was such a route, which is gone} */
    boolean drop(String instance, IpPrefix prefix) {
        var routes = adjRibIn.getOrDefault(instance, Map.of());
        if (!routes.containsKey(prefix)) {
            return false;
        }
        routes.remove(prefix);
        if (routes.isEmpty()) {
            adjRibIn.remove(instance);
        }
        return true;
    }

    /** {@return the prefixes of the stale routes brought into an instance} */
    List<IpPrefix> stale(String instance) {
        return adjRibIn.getOrDefault(instance, Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue().stale())
                .map(Map.Entry::getKey)
                .toList();
    }

    Set<String> receivedInstances() {
        return Set.copyOf(adjRibIn.keySet());
    }

    void forget(String instance) {
        adjRibIn.remove(instance);
        ribOuts.remove(instance);
        subscriptions.remove(instance);
    }

    Path.Key key(String instance) {
        return new Path.Key(instance, name);
    }

    Path path(String instance, Received received) {
        return new Path(key(instance), protocol, routerId, received.stale(), received.attributes());
    }

    void connect(IpAddress address, RibSink newSink) {
        routerId = address;
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
        adjRibIn.values().forEach(routes -> routes.replaceAll((_, r) -> new Received(r.attributes(), true)));
    }

    boolean isConnected() {
        return sink != null;
    }

    /** Tells the peer an instance no more. */
    void silence(String instance) {
        ribOuts.remove(instance);
    }

    /** Begins to tell the peer an instance, from nothing. */
    RibOut tell(String instance) {
        var ribOut = new RibOut();
        ribOuts.put(instance, ribOut);
        return ribOut;
    }

    Optional<RibOut> ribOut(String instance) {
        return Optional.ofNullable(ribOuts.get(instance));
    }

    void requestEndOfRib() {
        endOfRibDue = isConnected();
    }

    void resume() {
        ready = isConnected();
    }

    /**
     * Tells the peer what there is to tell, until it can take no more.
     *
     * @param tables where an instance's routes are
     */
    void flush(Map<String, Instance> tables) {
        for (var entry : ribOuts.entrySet()) {
            var instance = tables.get(entry.getKey());
            while (ready && sink != null && entry.getValue().waiting() > 0) {
                var changes = entry.getValue()
                        .next(prefix -> Optional.ofNullable(instance).flatMap(i -> i.advertisement(prefix, name)));
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
                protocol,
                isConnected(),
                subscriptions.size(),
                routes.size(),
                (int) routes.stream().filter(Received::stale).count(),
                ribOuts.values().stream().mapToInt(RibOut::told).sum(),
                ribOuts.values().stream().mapToInt(RibOut::waiting).sum());
    }

    /** {@return the paths this peer brings into an instance, which count only if it takes part in it} */
    List<Map.Entry<IpPrefix, Path>> paths(String instance) {
        if (!isSubscribed(instance)) {
            return List.of();
        }
        return adjRibIn.getOrDefault(instance, Map.of()).entrySet().stream()
                .map(e -> Map.entry(e.getKey(), path(instance, e.getValue())))
                .toList();
    }
}
