package net.weftnet.control.config.graph;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.ConfigGraph;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.ConfigObjects;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.SubgraphDelta;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The graph with its subscribers. All state belongs to the owner thread, which also calls the listeners; the graph only
 * ever stands at a commit, since updates are applied and told in one task.
 */
public final class LiveConfigGraph implements ConfigGraph, ConfigObjects {
    private static final Logger log = LoggerFactory.getLogger(LiveConfigGraph.class);

    private final OwnerThread owner;
    private final GraphStore store = new GraphStore();
    private final RoutingInstances instances = new RoutingInstances(store);
    private final BgpRouters routers = new BgpRouters(store);
    private final GatewayRouters gateways = new GatewayRouters(store, instances::find, routers::find);
    private final Set<AgentSubscription> subscriptions = new LinkedHashSet<>();
    private final Set<Consumer<List<RoutingInstanceChange>>> instanceListeners = new LinkedHashSet<>();
    private final Set<Consumer<List<BgpRouter>>> routerListeners = new LinkedHashSet<>();
    private final Set<Consumer<List<GatewayRouter>>> gatewayListeners = new LinkedHashSet<>();
    private final Set<TypedObjects> typedObjects = new LinkedHashSet<>();
    /** Who has a node, or waits for it as a root: so that a change is only looked at for those it may concern. */
    private final Map<Name, Set<AgentSubscription>> interested = new HashMap<>();

    private volatile boolean ready;
    private volatile long revision;
    private volatile int objects;

    public LiveConfigGraph(OwnerThread owner) {
        this.owner = owner;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public long revision() {
        return revision;
    }

    /** {@return how many objects the graph has} */
    public int objects() {
        return objects;
    }

    /** {@return how many agents have a sub-graph} */
    public int subscriptions() {
        return owner.call(subscriptions::size);
    }

    /**
     * Applies what one poll told, and tells the subscribers the difference.
     *
     * @param updates in order
     * @param marked the revision the graph then shows, if the server marks it
     */
    public void commit(List<GraphUpdate> updates, OptionalLong marked) {
        owner.execute(() -> {
            updates.forEach(store::apply);
            revision = marked.orElse(revision);
            objects = store.objects();
            tell(store.takeChanges());
            if (!ready && updates.stream().anyMatch(GraphUpdate::whole)) {
                becomeReady();
            }
        });
    }

    private void tell(Changes changes) {
        if (changes.isEmpty()) {
            return;
        }
        var differing = instances.update(changes);
        boolean routersDiffer = routers.update(changes);
        boolean gatewaysDiffer = gateways.update(changes, routersDiffer || !differing.isEmpty());
        if (!ready) {
            return;
        }
        if (!differing.isEmpty()) {
            instanceListeners.forEach(listener -> call(listener, differing));
        }
        if (routersDiffer) {
            routerListeners.forEach(listener -> call(listener, routers.all()));
        }
        if (gatewaysDiffer) {
            gatewayListeners.forEach(listener -> call(listener, gateways.all()));
        }
        typedObjects.forEach(typed -> call(_ -> typed.tell(changes, revision), changes));
        var concerned = new LinkedHashSet<AgentSubscription>();
        for (var name : changes.touched()) {
            concerned.addAll(interested.getOrDefault(name, Set.of()));
        }
        concerned.forEach(subscription -> subscription.follow(changes));
    }

    private void becomeReady() {
        ready = true;
        log.info("configuration: read completely, revision {}, {} objects", revision, objects);
        instanceListeners.forEach(listener -> call(listener, instances.all()));
        routerListeners.forEach(listener -> call(listener, routers.all()));
        gatewayListeners.forEach(listener -> call(listener, gateways.all()));
        typedObjects.forEach(typed -> call(_ -> typed.tellAll(revision), revision));
        List.copyOf(subscriptions).forEach(AgentSubscription::begin);
    }

    private static <T> void call(Consumer<T> listener, T news) {
        try {
            listener.accept(news);
        } catch (RuntimeException e) {
            log.error("configuration: a listener failed", e);
        }
    }

    @Override
    public Subscription subscribe(Name root, Consumer<SubgraphDelta> listener) {
        var subscription = new AgentSubscription(root, listener);
        owner.execute(subscription::open);
        return subscription;
    }

    @Override
    public AutoCloseable onRoutingInstances(Consumer<List<RoutingInstanceChange>> listener) {
        owner.execute(() -> {
            instanceListeners.add(listener);
            if (ready) {
                call(listener, instances.all());
            }
        });
        return () -> owner.execute(() -> instanceListeners.remove(listener));
    }

    @Override
    public AutoCloseable onBgpRouters(Consumer<List<BgpRouter>> listener) {
        owner.execute(() -> {
            routerListeners.add(listener);
            if (ready) {
                call(listener, routers.all());
            }
        });
        return () -> owner.execute(() -> routerListeners.remove(listener));
    }

    @Override
    public AutoCloseable onGatewayRouters(Consumer<List<GatewayRouter>> listener) {
        owner.execute(() -> {
            gatewayListeners.add(listener);
            if (ready) {
                call(listener, gateways.all());
            }
        });
        return () -> owner.execute(() -> gatewayListeners.remove(listener));
    }

    @Override
    public AutoCloseable onObjects(Set<String> types, Consumer<SubgraphDelta> listener) {
        var typed = new TypedObjects(store, types, listener);
        owner.execute(() -> {
            typedObjects.add(typed);
            if (ready) {
                call(_ -> typed.tellAll(revision), revision);
            }
        });
        return () -> owner.execute(() -> typedObjects.remove(typed));
    }

    /** One agent: its sub-graph and who is told of it. State of the owner thread. */
    private final class AgentSubscription implements Subscription {
        private final Subgraph subgraph = new Subgraph(store);
        private final Consumer<SubgraphDelta> listener;
        /** A root may be asked for more than once, and stays until each has taken it back. */
        private final Map<Name, Integer> asked = new LinkedHashMap<>();

        private volatile boolean closed;

        AgentSubscription(Name root, Consumer<SubgraphDelta> listener) {
            this.listener = listener;
            asked.put(root, 1);
            subgraph.addRoot(root);
        }

        private void open() {
            if (closed) {
                return;
            }
            subscriptions.add(this);
            subgraph.roots().forEach(this::interest);
            if (ready) {
                begin();
            }
        }

        private void begin() {
            tell(subgraph.first(revision));
        }

        private void follow(Changes changes) {
            var delta = subgraph.update(changes, revision);
            if (!delta.isEmpty()) {
                tell(delta);
            }
        }

        private void tell(SubgraphDelta delta) {
            delta.nodes().forEach(node -> interest(node.name()));
            delta.removedNodes().forEach(this::lose);
            if (!closed) {
                call(listener, delta);
            }
        }

        @Override
        public void addRoot(Name root) {
            owner.execute(() -> {
                if (!closed && asked.merge(root, 1, Integer::sum) == 1) {
                    subgraph.addRoot(root);
                    interest(root);
                    followRoots();
                }
            });
        }

        @Override
        public void removeRoot(Name root) {
            owner.execute(() -> {
                if (!closed && asked.computeIfPresent(root, (_, times) -> times > 1 ? times - 1 : null) == null) {
                    subgraph.removeRoot(root);
                    followRoots();
                    if (!subgraph.nodes().contains(root)) {
                        lose(root);
                    }
                }
            });
        }

        private void followRoots() {
            if (ready) {
                follow(new Changes());
            }
        }

        private void interest(Name name) {
            interested.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(this);
        }

        private void lose(Name name) {
            var others = interested.get(name);
            if (others != null && !subgraph.roots().contains(name)) {
                others.remove(this);
                if (others.isEmpty()) {
                    interested.remove(name);
                }
            }
        }

        @Override
        public void close() {
            closed = true;
            owner.execute(() -> {
                subscriptions.remove(this);
                subgraph.roots().forEach(root -> forget(root));
                subgraph.nodes().forEach(name -> forget(name));
            });
        }

        private void forget(Name name) {
            interested.computeIfPresent(name, (_, others) -> {
                others.remove(this);
                return others.isEmpty() ? null : others;
            });
        }
    }
}
