package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.ExportChange;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.RouteAttributes;

/** Random operations: what the tables become step by step is what follows from the inputs at once. */
class RibPropertiesTest {
    private static final List<String> INSTANCES = List.of("red", "blue", "green");
    private static final List<String> PEERS = List.of("compute1", "compute2", "compute3");

    /** One operation, and its name for a failed sample. */
    private record Operation(String what, Consumer<World> apply) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static final class World {
        final RibTables tables = new RibTables();
        final Map<String, InstanceConfig> configs = new TreeMap<>();
        final Map<String, PeerState> peers = new TreeMap<>();
        final Map<String, RecordingSink> sinks = new HashMap<>();
        final Map<ExportChange.Key, ExportChange.Reach> exported = new HashMap<>();

        World() {
            tables.exports().add(this::export, List.of());
            for (var name : PEERS) {
                var peer = new PeerState(PeerProtocol.XMPP, name);
                tables.add(peer);
                peers.put(name, peer);
                connect(name);
            }
        }

        void connect(String name) {
            sinks.put(name, new RecordingSink());
            tables.connect(peers.get(name), IpAddress.parse("192.0.2." + (1 + PEERS.indexOf(name))), sinks.get(name));
        }

        private void export(List<ExportChange> changes) {
            for (var change : changes) {
                switch (change) {
                    case ExportChange.Reach reach -> exported.put(reach.key(), reach);
                    case ExportChange.Withdraw(var key) -> exported.remove(key);
                }
            }
        }

        /** What is exported: the paths that peers bring into instances which exist and which they take part in. */
        Map<ExportChange.Key, ExportChange.Reach> toExport() {
            var due = new HashMap<ExportChange.Key, ExportChange.Reach>();
            for (var peer : peers.values()) {
                for (var config : configs.values()) {
                    var subscription = peer.subscriptions().get(config.name());
                    for (var path : peer.paths(config.name())) {
                        var key = new ExportChange.Key(config.name(), peer.name(), path.getKey());
                        due.put(
                                key,
                                new ExportChange.Reach(
                                        key,
                                        path.getValue().routerId(),
                                        subscription.instanceId(),
                                        config.exports(),
                                        path.getValue().attributes()));
                    }
                }
            }
            return due;
        }

        void configure(InstanceConfig config) {
            configs.put(config.name(), config);
            tables.configure(List.of(new InstanceChange.Put(config)));
        }

        void unconfigure(String name) {
            configs.remove(name);
            tables.configure(List.of(new InstanceChange.Remove(name)));
        }

        /** An agent forgets the table of an instance that it leaves, and of one it enters anew. */
        void subscribe(String peer, String instance, int id, boolean wantsRoutes) {
            sinks.get(peer).known.remove(instance);
            tables.subscribe(peers.get(peer), instance, new PeerState.Subscription(id, wantsRoutes, false));
        }

        void unsubscribe(String peer, String instance) {
            sinks.get(peer).known.remove(instance);
            tables.unsubscribe(peers.get(peer), instance);
        }

        Map<String, Map<IpPrefix, List<Path>>> incremental() {
            var all = new TreeMap<String, Map<IpPrefix, List<Path>>>();
            tables.instances().forEach((name, instance) -> {
                var table = new TreeMap<IpPrefix, List<Path>>();
                instance.table().forEach((prefix, destination) -> table.put(prefix, List.copyOf(destination.paths())));
                all.put(name, table);
            });
            return all;
        }

        Map<String, Map<IpPrefix, List<Path>>> computed() {
            return FullComputation.tables(configs.values(), peers.values());
        }

        void everybodyListens() {
            sinks.forEach((name, sink) -> {
                sink.listening = true;
                tables.resume(peers.get(name));
            });
            tables.flush();
        }

        Map<IpPrefix, RouteAttributes> due(String peer, String instance) {
            var due = new HashMap<IpPrefix, RouteAttributes>();
            var subscription = peers.get(peer).subscriptions().get(instance);
            var exists = tables.instances().get(instance);
            if (exists != null
                    && peers.get(peer).isConnected()
                    && subscription != null
                    && subscription.wantsRoutes()
                    && !subscription.stale()) {
                exists.table().forEach((prefix, destination) -> destination
                        .advertisement(new Path.Key(instance, peer))
                        .ifPresent(attributes -> due.put(prefix, attributes)));
            }
            return due;
        }
    }

    @Property(tries = 600)
    void incrementalResultsEqualRecomputation(@ForAll("operations") List<Operation> operations) {
        var world = new World();
        for (var operation : operations) {
            operation.apply().accept(world);
            assertEquals(world.computed(), world.incremental(), operation::toString);
        }
        world.everybodyListens();
        assertEquals(world.toExport(), world.exported);
        for (var peer : PEERS) {
            for (var instance : INSTANCES) {
                var known = world.sinks.get(peer).known.getOrDefault(instance, Map.of());
                assertEquals(world.due(peer, instance), known, () -> peer + " of " + instance);
            }
        }
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        var instance = Arbitraries.of(INSTANCES);
        var peer = Arbitraries.of(PEERS);
        var prefix = Arbitraries.of("10.0.0.1/32", "10.0.0.2/32", "fd00::/64").map(IpPrefix::parse);
        var targets = Arbitraries.of("", "1", "2", "1 2", "2 3", "3");
        var attributes = Combinators.combine(Arbitraries.of(100, 200), Arbitraries.of(0, 1), Arbitraries.of(16, 17))
                .as((preference, sequence, label) -> Routes.preferred("192.0.2.1", label, preference, sequence));
        var configure = Combinators.combine(instance, targets, targets)
                .as((i, in, out) ->
                        new Operation("put " + i + in + ">" + out, w -> w.configure(Routes.instance(i, in, out))));
        var subscribe = Combinators.combine(peer, instance, Arbitraries.of(1, 2), Arbitraries.of(true, true, false))
                .as((p, i, id, wants) ->
                        new Operation("subscribe " + p + " " + i + " as " + id, w -> w.subscribe(p, i, id, wants)));
        var advertise = Combinators.combine(peer, instance, prefix, attributes)
                .as((p, i, x, a) -> new Operation(
                        "advertise " + p + " " + i + " " + x, w -> w.tables.advertise(w.peers.get(p), i, x, a)));
        var withdraw = Combinators.combine(peer, instance, prefix)
                .as((p, i, x) -> new Operation(
                        "withdraw " + p + " " + i + " " + x, w -> w.tables.withdraw(w.peers.get(p), i, x)));
        var unsubscribe = Combinators.combine(peer, instance)
                .as((p, i) -> new Operation("unsubscribe " + p + " " + i, w -> w.unsubscribe(p, i)));
        return Arbitraries.frequencyOf(
                        Tuple.of(4, configure),
                        Tuple.of(5, subscribe),
                        Tuple.of(8, advertise),
                        Tuple.of(3, withdraw),
                        Tuple.of(2, unsubscribe),
                        Tuple.of(1, instance.map(i -> new Operation("remove " + i, w -> w.unconfigure(i)))),
                        Tuple.of(6, peer.flatMap(this::sessions)))
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    private Arbitrary<Operation> sessions(String peer) {
        var all = new ArrayList<Operation>();
        all.add(new Operation("connect " + peer, w -> w.connect(peer)));
        all.add(new Operation("disconnect " + peer, w -> {
            w.tables.disconnect(w.peers.get(peer));
            w.sinks.put(peer, new RecordingSink());
        }));
        all.add(new Operation("sweep " + peer, w -> w.tables.sweepStale(w.peers.get(peer))));
        all.add(new Operation("mute " + peer, w -> w.sinks.get(peer).listening = false));
        all.add(new Operation("flush", w -> w.tables.flush()));
        return Arbitraries.of(all);
    }
}
