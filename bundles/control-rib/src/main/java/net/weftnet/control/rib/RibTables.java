package net.weftnet.control.rib;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.ExportChange;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteAttributes;

/**
 * All routes, and how they change.
 *
 * <pre>
 * AdjRibIn of a peer ──▶ table of the instance it was brought into (primary path)
 *                            │ for each instance that imports one of its route targets
 *                            ├──▶ table of that instance (secondary path, same key)
 *                            ▼
 *                        RibOut of each peer that subscribed to the table ──▶ sink
 * </pre>
 *
 * Inputs are the instances' configurations, the peers' subscriptions and AdjRibIns; the tables follow from them alone,
 * and {@link FullComputation} is how. Here each change of an input touches only what depends on it. Secondary paths are
 * never exported again. Not thread-safe: owned by the thread of {@link SingleThreadRib}.
 */
final class RibTables {
    private final ImportGraph graph = new ImportGraph();
    private final Map<String, PeerState> peers = new TreeMap<>();

    /** Peers by the instances they subscribed to, existing or not. */
    private final Map<String, Set<PeerState>> subscribers = new HashMap<>();

    /** Peers that may have something to be told. */
    private final SequencedSet<PeerState> pending = new LinkedHashSet<>();

    /** What is told to BGP. */
    private final Exports exports = new Exports();

    Map<String, Instance> instances() {
        return graph.instances();
    }

    Exports exports() {
        return exports;
    }

    Map<String, PeerState> peers() {
        return peers;
    }

    Set<PeerState> subscribers(String instance) {
        return subscribers.getOrDefault(instance, Set.of());
    }

    // Instances

    void configure(List<InstanceChange> changes) {
        var affected = new LinkedHashSet<Instance>();
        for (var change : changes) {
            switch (change) {
                case InstanceChange.Put(var config) -> put(config, affected);
                case InstanceChange.Remove(var name) -> remove(name, affected);
            }
        }
        for (var instance : affected) {
            if (graph.find(instance.name()) == instance) {
                importers(instance, graph.importersOf(instance));
            }
        }
    }

    private void put(InstanceConfig config, Set<Instance> affected) {
        var instance = graph.find(config.name());
        if (instance == null) {
            instance = new Instance(config);
            graph.add(instance);
            for (var peer : subscribers(config.name())) {
                for (var path : peer.paths(config.name())) {
                    put(instance, path.getKey(), path.getValue());
                }
            }
        } else {
            affected.addAll(graph.exportersTo(instance));
            if (!config.exports().equals(instance.config().exports())) {
                exports.changed(instance);
            }
            graph.reconfigure(instance, config);
        }
        affected.add(instance);
        affected.addAll(graph.exportersTo(instance));
    }

    private void remove(String name, Set<Instance> affected) {
        var instance = graph.find(name);
        if (instance == null) {
            return;
        }
        importers(instance, Set.of());
        affected.addAll(graph.exportersTo(instance));
        graph.remove(instance);
        exports.changed(instance);
        instance.prefixes().forEach(prefix -> changed(instance, prefix));
    }

    /** Copies the paths brought into an instance to those that import them now, and takes them out of the others. */
    private void importers(Instance instance, Set<Instance> now) {
        var before = instance.importers();
        if (now.equals(before)) {
            return;
        }
        instance.importers(now);
        for (var peer : subscribers(instance.name())) {
            for (var path : peer.paths(instance.name())) {
                before.stream()
                        .filter(i -> !now.contains(i))
                        .forEach(i -> remove(i, path.getKey(), path.getValue().key()));
                now.stream().filter(i -> !before.contains(i)).forEach(i -> put(i, path.getKey(), path.getValue()));
            }
        }
    }

    // Peers

    void add(PeerState peer) {
        if (peers.putIfAbsent(peer.name(), peer) != null) {
            throw new IllegalArgumentException("There is a peer " + peer.name());
        }
    }

    void connect(PeerState peer, IpAddress routerId, RibSink sink) {
        peer.connect(routerId, sink);
        spread(peer);
    }

    void disconnect(PeerState peer) {
        peer.disconnect();
        spread(peer);
    }

    void subscribe(PeerState peer, String name, PeerState.Subscription subscription) {
        var before = peer.subscriptions().put(name, subscription);
        if (before != null && before.instanceId() != subscription.instanceId()) {
            peer.paths(name).forEach(path -> exports.changed(name, path.getKey(), path.getValue()));
        }
        subscribers.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(peer);
        spread(peer, name);
        if (!subscription.wantsRoutes()) {
            peer.silence(name);
        } else if (peer.isConnected()) {
            var ribOut = peer.tell(name);
            var instance = graph.find(name);
            if (instance != null) {
                instance.prefixes().forEach(ribOut::change);
            }
            pending.add(peer);
        }
    }

    void unsubscribe(PeerState peer, String name) {
        for (var path : peer.paths(name)) {
            unspread(name, path.getKey(), path.getValue().key());
        }
        peer.forget(name);
        subscribers.computeIfPresent(name, (_, set) -> {
            set.remove(peer);
            return set.isEmpty() ? null : set;
        });
    }

    void advertise(PeerState peer, String name, IpPrefix prefix, RouteAttributes attributes) {
        var received = new PeerState.Received(attributes, false);
        peer.receive(name, prefix, received);
        if (peer.isSubscribed(name)) {
            spread(name, prefix, peer.path(name, received));
        }
    }

    void withdraw(PeerState peer, String name, IpPrefix prefix) {
        if (peer.drop(name, prefix) && peer.isSubscribed(name)) {
            unspread(name, prefix, peer.key(name));
        }
    }

    void sweepStale(PeerState peer) {
        for (var name : peer.receivedInstances()) {
            peer.stale(name).forEach(prefix -> withdraw(peer, name, prefix));
        }
        for (var subscription : Map.copyOf(peer.subscriptions()).entrySet()) {
            if (subscription.getValue().stale()) {
                unsubscribe(peer, subscription.getKey());
            }
        }
    }

    void requestEndOfRib(PeerState peer) {
        peer.requestEndOfRib();
        pending.add(peer);
    }

    void resume(PeerState peer) {
        peer.resume();
        pending.add(peer);
    }

    void remove(PeerState peer) {
        Set.copyOf(peer.subscriptions().keySet()).forEach(name -> unsubscribe(peer, name));
        peer.disconnect();
        peers.remove(peer.name(), peer);
        pending.remove(peer);
    }

    /** Tells every peer what there is to tell it, as far as it can take it. */
    void flush() {
        exports.flush(this::exported);
        while (!pending.isEmpty()) {
            pending.removeFirst().flush(graph.instances());
        }
    }

    private Optional<ExportChange.Reach> exported(ExportChange.Key key) {
        var instance = graph.find(key.instance());
        var peer = peers.get(key.peer());
        var path = instance == null ? null : instance.primary(key.prefix(), key.peer());
        var subscription = peer == null ? null : peer.subscriptions().get(key.instance());
        if (instance == null || path == null || subscription == null) {
            return Optional.empty();
        }
        return Optional.of(new ExportChange.Reach(
                key,
                path.routerId(),
                subscription.instanceId(),
                instance.config().exports(),
                path.attributes()));
    }

    // Paths

    private void spread(PeerState peer) {
        peer.subscriptions().keySet().forEach(name -> spread(peer, name));
    }

    private void spread(PeerState peer, String name) {
        for (var path : peer.paths(name)) {
            spread(name, path.getKey(), path.getValue());
        }
    }

    private void spread(String name, IpPrefix prefix, Path path) {
        var instance = graph.find(name);
        if (instance != null) {
            put(instance, prefix, path);
            instance.importers().forEach(importer -> put(importer, prefix, path));
        }
    }

    private void unspread(String name, IpPrefix prefix, Path.Key key) {
        var instance = graph.find(name);
        if (instance != null) {
            remove(instance, prefix, key);
            instance.importers().forEach(importer -> remove(importer, prefix, key));
        }
    }

    private void put(Instance instance, IpPrefix prefix, Path path) {
        if (instance.put(prefix, path)) {
            changed(instance, prefix);
            exports.changed(instance.name(), prefix, path);
        }
    }

    private void remove(Instance instance, IpPrefix prefix, Path.Key key) {
        if (instance.remove(prefix, key)) {
            changed(instance, prefix);
            exports.changed(instance.name(), prefix, key);
        }
    }

    private void changed(Instance instance, IpPrefix prefix) {
        for (var peer : subscribers(instance.name())) {
            peer.ribOut(instance.name()).ifPresent(ribOut -> {
                ribOut.change(prefix);
                pending.add(peer);
            });
        }
    }
}
