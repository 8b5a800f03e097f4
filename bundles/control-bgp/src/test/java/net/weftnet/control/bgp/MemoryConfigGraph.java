package net.weftnet.control.bgp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.ConfigGraph;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.SubgraphDelta;

/** A graph that says what a test tells it to; it has been read completely. */
final class MemoryConfigGraph implements ConfigGraph {
    private final List<Consumer<List<BgpRouter>>> routerListeners = new ArrayList<>();
    private final List<RoutingInstance> instances;
    private List<BgpRouter> routers = List.of();

    MemoryConfigGraph(RoutingInstance... instances) {
        this.instances = List.of(instances);
    }

    synchronized void put(BgpRouter... now) {
        routers = List.of(now);
        routerListeners.forEach(listener -> listener.accept(routers));
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public long revision() {
        return 1;
    }

    @Override
    public Subscription subscribe(ConfigNode.Name root, Consumer<SubgraphDelta> listener) {
        throw new UnsupportedOperationException("Only agents have sub-graphs");
    }

    @Override
    public AutoCloseable onRoutingInstances(Consumer<List<RoutingInstanceChange>> listener) {
        listener.accept(instances.stream()
                .<RoutingInstanceChange>map(RoutingInstanceChange.Updated::new)
                .toList());
        return () -> {};
    }

    @Override
    public synchronized AutoCloseable onBgpRouters(Consumer<List<BgpRouter>> listener) {
        routerListeners.add(listener);
        listener.accept(routers);
        return () -> {};
    }

    @Override
    public AutoCloseable onGatewayRouters(Consumer<List<GatewayRouter>> listener) {
        throw new UnsupportedOperationException("BGP has nothing to do with how routers are configured");
    }
}
