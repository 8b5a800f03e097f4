package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.DerivedRoute;
import net.weftnet.control.rib.api.DerivedRoute.Aggregate;
import net.weftnet.control.rib.api.DerivedRoute.ServiceChain;
import net.weftnet.control.rib.api.DerivedRoute.StaticRoute;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePolicy;
import net.weftnet.control.rib.api.RoutePolicy.Decision;
import net.weftnet.control.rib.api.RoutePolicy.Match;
import net.weftnet.control.rib.api.RoutePolicy.SetChange;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.nlri.Nlri;

/** Random operations: what the tables become step by step is what follows from the inputs at once, and peers know it. */
class RibPropertiesTest {
    private static final List<String> INSTANCES = List.of("red", "blue", "green");
    private static final List<String> AGENTS = List.of("compute1", "compute2", "compute3");
    private static final List<String> ROUTERS = List.of("client1", "client2", "mesh", "outside");

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
        final Map<String, AgentState> agents = new TreeMap<>();
        final Map<String, RecordingSink> sinks = new HashMap<>();
        final Map<String, TestRouter> routers = new TreeMap<>();

        World() {
            tables.identify(64512, Routes.ip("192.0.2.100"));
            for (var name : AGENTS) {
                var agent = new AgentState(name);
                tables.agents().add(agent);
                agents.put(name, agent);
                connect(name);
            }
            for (var name : ROUTERS) {
                routers.put(name, new TestRouter(tables, name));
                routers.get(name).connect();
            }
        }

        void connect(String name) {
            sinks.put(name, new RecordingSink());
            var address = Routes.ip("192.0.2." + (1 + AGENTS.indexOf(name)));
            tables.agents().connect(agents.get(name), address, sinks.get(name));
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
        void subscribe(String agent, String instance, int id, boolean wantsRoutes) {
            sinks.get(agent).known.remove(instance);
            tables.agents().subscribe(agents.get(agent), instance, new AgentState.Subscription(id, wantsRoutes, false));
        }

        void unsubscribe(String agent, String instance) {
            sinks.get(agent).known.remove(instance);
            tables.agents().unsubscribe(agents.get(agent), instance);
        }

        Map<TableName, Map<Nlri, List<Path>>> incremental() {
            var all = new HashMap<TableName, Map<Nlri, List<Path>>>();
            tables.replication().vpnTables().forEach(table -> put(table, all));
            tables.replication().instances().values().forEach(instance -> instance.tables()
                    .forEach(table -> put(table, all)));
            return all;
        }

        /** Paths that nobody brought in, in the tables of all VPNs. */
        Map<Nlri, List<Path>> derived() {
            var all = new HashMap<Nlri, List<Path>>();
            for (var table : tables.replication().vpnTables()) {
                for (var destination : table.destinations()) {
                    var paths = destination.paths().stream()
                            .filter(path -> path.source() == Source.LOCAL)
                            .toList();
                    if (!paths.isEmpty()) {
                        all.put(destination.key(), paths);
                    }
                }
            }
            return all;
        }

        private static void put(Table table, Map<TableName, Map<Nlri, List<Path>>> all) {
            for (var destination : table.destinations()) {
                // What this node asks for is not an input, and is tested apart.
                var paths = destination.paths().stream()
                        .filter(path -> path.source() != Source.LOCAL)
                        .toList();
                if (!paths.isEmpty()) {
                    all.computeIfAbsent(table.name(), _ -> new HashMap<>()).put(destination.key(), paths);
                }
            }
        }

        Map<TableName, Map<Nlri, List<Path>>> computed() {
            var paths = new ArrayList<Path>();
            routers.values().forEach(router -> paths.addAll(router.paths()));
            return FullComputation.tables(configs.values(), agents.values(), paths);
        }

        void everybodyListens() {
            sinks.forEach((name, sink) -> {
                sink.listening = true;
                tables.agents().resume(agents.get(name));
            });
            routers.values().forEach(TestRouter::listen);
            flush();
        }

        void flush() {
            while (tables.flush()) {}
        }

        Map<Nlri, RouteChange.Reach> due(String agent, String instance) {
            var due = new HashMap<Nlri, RouteChange.Reach>();
            var subscription = agents.get(agent).subscriptions().get(instance);
            var exists = tables.replication().instances().get(instance);
            if (exists != null
                    && agents.get(agent).isConnected()
                    && subscription != null
                    && subscription.wantsRoutes()
                    && !subscription.stale()) {
                for (var table : exists.tables()) {
                    for (var destination : table.destinations()) {
                        var reach = tables.agents().advertisement(agents.get(agent), instance, destination.key());
                        if (reach != null) {
                            due.put(destination.key(), reach);
                        }
                    }
                }
            }
            return due;
        }
    }

    @Property(tries = 500)
    void incrementalResultsEqualRecomputation(@ForAll("operations") List<Operation> operations) {
        var world = new World();
        for (var operation : operations) {
            operation.apply().accept(world);
            assertEquals(world.computed(), world.incremental(), operation::toString);
        }
        world.everybodyListens();
        for (var agent : AGENTS) {
            for (var instance : INSTANCES) {
                var known = world.sinks.get(agent).known.getOrDefault(instance, Map.of());
                assertEquals(world.due(agent, instance), known, () -> agent + " of " + instance);
            }
        }
        world.routers.values().forEach(router -> assertEquals(router.due(), router.known(), router::name));
        // What follows from other routes follows from them at once, too: looking at all again changes nothing.
        var derived = world.derived();
        world.configs.values().stream().toList().forEach(world::configure);
        world.flush();
        assertEquals(derived, world.derived());
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        var instance = Arbitraries.of(INSTANCES);
        var agent = Arbitraries.of(AGENTS);
        var prefix = Arbitraries.of("10.0.0.1/32", "10.0.0.2/32", "fd00::/64").map(Routes::prefix);
        var targets = Arbitraries.of("", "1", "2", "1 2", "2 3", "3");
        var path = Combinators.combine(
                        Arbitraries.of("192.0.2.1", "192.0.2.2"),
                        Arbitraries.of(100, 200),
                        Arbitraries.of(0, 1),
                        Arbitraries.of(16, 17))
                .as((address, preference, sequence, label) -> Routes.preferred(address, label, preference, sequence));
        var paths = path.list().uniqueElements().ofMinSize(1).ofMaxSize(2);
        var configure = Combinators.combine(instance, targets, targets, derived(), policies())
                .as((i, in, out, derived, policies) -> new Operation(
                        "put " + i + in + ">" + out + derived + policies,
                        w -> w.configure(
                                Routes.instance(i, in, out).withDerived(derived).withPolicies(policies))));
        var subscribe = Combinators.combine(agent, instance, Arbitraries.of(1, 2), Arbitraries.of(true, true, false))
                .as((p, i, id, wants) ->
                        new Operation("subscribe " + p + " " + i + " as " + id, w -> w.subscribe(p, i, id, wants)));
        var advertise = Combinators.combine(agent, instance, prefix, paths)
                .as((p, i, x, a) -> new Operation(
                        "advertise " + p + " " + i + " " + x,
                        w -> w.tables.agents().advertise(w.agents.get(p), i, x, a)));
        var withdraw = Combinators.combine(agent, instance, prefix)
                .as((p, i, x) -> new Operation(
                        "withdraw " + p + " " + i + " " + x,
                        w -> w.tables.agents().withdraw(w.agents.get(p), i, x)));
        var unsubscribe = Combinators.combine(agent, instance)
                .as((p, i) -> new Operation("unsubscribe " + p + " " + i, w -> w.unsubscribe(p, i)));
        return Arbitraries.frequencyOf(
                        Tuple.of(4, configure),
                        Tuple.of(5, subscribe),
                        Tuple.of(8, advertise),
                        Tuple.of(3, withdraw),
                        Tuple.of(2, unsubscribe),
                        Tuple.of(1, instance.map(i -> new Operation("remove " + i, w -> w.unconfigure(i)))),
                        Tuple.of(5, agent.flatMap(this::sessions)),
                        Tuple.of(9, routers(targets)),
                        Tuple.of(4, Arbitraries.of(ROUTERS).flatMap(this::routerSessions)))
                .list()
                .ofMinSize(5)
                .ofMaxSize(70);
    }

    /** One that refuses some routes, and one that changes others; mostly none. */
    private Arbitrary<List<RoutePolicy>> policies() {
        var refuse = new RoutePolicy(
                "refuse",
                List.of(new RoutePolicy.Term(
                        Routes.inside("10.0.0.1/32", 32, 32), RoutePolicy.Update.NOTHING, Decision.REJECT)));
        var prefer = new RoutePolicy(
                "prefer",
                List.of(new RoutePolicy.Term(
                        Match.ALL,
                        new RoutePolicy.Update(
                                List.of(65001L),
                                new SetChange<>(Optional.empty(), List.of(), List.of(Community.parse("1:2"))),
                                SetChange.none(),
                                OptionalLong.of(300),
                                OptionalLong.empty()),
                        Decision.NEXT_TERM)));
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(List.of())),
                Tuple.of(1, Arbitraries.just(List.of(refuse))),
                Tuple.of(1, Arbitraries.just(List.of(prefer))),
                Tuple.of(1, Arbitraries.just(List.of(prefer, refuse))));
    }

    private Arbitrary<List<DerivedRoute>> derived() {
        var service = Routes.ip("10.0.0.1");
        var staticRoute =
                new StaticRoute(IpPrefix.parse("10.0.0.2/32"), service, Set.of(Routes.target("3")), List.of());
        var chains = Arbitraries.of(INSTANCES)
                .map(remote -> List.<DerivedRoute>of(
                        new ServiceChain(remote, Set.of(IpPrefix.parse("10.0.0.0/24")), service, "red", false, false)));
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(List.of())),
                Tuple.of(1, Arbitraries.just(List.of(staticRoute))),
                Tuple.of(1, Arbitraries.just(List.of(new Aggregate(IpPrefix.parse("10.0.0.0/24"), service)))),
                Tuple.of(2, chains));
    }

    private Arbitrary<Operation> routers(Arbitrary<String> targets) {
        var router = Arbitraries.of(ROUTERS);
        var prefix = Arbitraries.of("10.0.0.1/32", "10.0.0.2/32", "fd00::/64");
        var distinguisher = Arbitraries.of("64512:1", "192.0.2.1:1");
        var reach = Combinators.combine(router, distinguisher, prefix, targets, Arbitraries.of(100, 200))
                .as((r, d, x, t, preference) -> new Operation(
                        r + " reach " + d + ":" + x + " " + t,
                        w -> w.routers.get(r).reach(d, x, t, preference)));
        var unreach = Combinators.combine(router, distinguisher, prefix)
                .as((r, d, x) -> new Operation(
                        r + " unreach " + d + ":" + x, w -> w.routers.get(r).unreach(d, x)));
        var want = Combinators.combine(router, Arbitraries.of("1", "2"), Arbitraries.of(true, false))
                .as((r, t, wants) -> new Operation(
                        r + " want " + t + " " + wants, w -> w.routers.get(r).want(t, wants)));
        return Arbitraries.frequencyOf(Tuple.of(4, reach), Tuple.of(2, unreach), Tuple.of(3, want));
    }

    private Arbitrary<Operation> routerSessions(String name) {
        return Arbitraries.of(
                new Operation("connect " + name, w -> w.routers.get(name).connect()),
                new Operation("disconnect " + name, w -> w.routers.get(name).disconnect()),
                new Operation("sweep " + name, w -> w.routers.get(name).sweep()),
                new Operation("mute " + name, w -> w.routers.get(name).mute()),
                new Operation("refresh " + name, w -> w.routers.get(name).refresh()),
                new Operation("flush", World::flush));
    }

    private Arbitrary<Operation> sessions(String agent) {
        return Arbitraries.of(
                new Operation("connect " + agent, w -> w.connect(agent)),
                new Operation("disconnect " + agent, w -> {
                    w.tables.agents().disconnect(w.agents.get(agent));
                    w.sinks.put(agent, new RecordingSink());
                }),
                new Operation("sweep " + agent, w -> w.tables.agents().sweepStale(w.agents.get(agent))),
                new Operation("mute " + agent, w -> w.sinks.get(agent).listening = false),
                new Operation("flush", World::flush));
    }
}
