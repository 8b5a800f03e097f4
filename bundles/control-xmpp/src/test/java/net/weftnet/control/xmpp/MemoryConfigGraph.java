package net.weftnet.control.xmpp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.ConfigGraph;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.SubgraphDelta;

/** A graph that says what a test tells it to. */
final class MemoryConfigGraph implements ConfigGraph {
    private final List<Consumer<List<RoutingInstanceChange>>> instances = new ArrayList<>();
    private final Map<ConfigNode.Name, Consumer<SubgraphDelta>> agents = new LinkedHashMap<>();
    private final Map<ConfigNode.Name, SubgraphDelta> current = new LinkedHashMap<>();
    private final List<String> roots = new ArrayList<>();
    private boolean ready;

    @Override
    public synchronized boolean ready() {
        return ready;
    }

    @Override
    public long revision() {
        return 0;
    }

    @Override
    public synchronized Subscription subscribe(ConfigNode.Name root, Consumer<SubgraphDelta> listener) {
        agents.put(root, listener);
        roots.add(root.toString());
        var first = current.get(root);
        if (first != null) {
            listener.accept(first);
        }
        return new Subscription() {
            @Override
            public void addRoot(ConfigNode.Name other) {
                synchronized (MemoryConfigGraph.this) {
                    roots.add(other.toString());
                }
            }

            @Override
            public void removeRoot(ConfigNode.Name other) {
                synchronized (MemoryConfigGraph.this) {
                    roots.remove(other.toString());
                }
            }

            @Override
            public void close() {
                synchronized (MemoryConfigGraph.this) {
                    agents.remove(root, listener);
                    roots.remove(root.toString());
                }
            }
        };
    }

    @Override
    public AutoCloseable onBgpRouters(Consumer<List<BgpRouter>> listener) {
        throw new UnsupportedOperationException("Agents have nothing to do with BGP");
    }

    @Override
    public AutoCloseable onGatewayRouters(Consumer<List<GatewayRouter>> listener) {
        throw new UnsupportedOperationException("Agents have nothing to do with how routers are configured");
    }

    @Override
    public synchronized AutoCloseable onRoutingInstances(Consumer<List<RoutingInstanceChange>> listener) {
        instances.add(listener);
        return () -> {};
    }

    synchronized void change(RoutingInstanceChange... changes) {
        ready = true;
        instances.forEach(listener -> listener.accept(List.of(changes)));
    }

    synchronized void send(ConfigNode.Name root, SubgraphDelta delta) {
        current.putIfAbsent(root, delta);
        var listener = agents.get(root);
        if (listener != null) {
            listener.accept(delta);
        }
    }

    synchronized List<String> roots() {
        return List.copyOf(roots);
    }
}
