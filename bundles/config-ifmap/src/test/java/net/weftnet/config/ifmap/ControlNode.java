package net.weftnet.config.ifmap;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.SubgraphDelta;
import net.weftnet.control.config.client.IfmapClient;
import net.weftnet.control.config.graph.LiveConfigGraph;
import net.weftnet.test.SilentHealth;

/** A control node: the client, and what it knows. */
final class ControlNode implements AutoCloseable {
    private static final Name ROUTER = new Name("virtual-router", "default-global-system-config:compute1");

    private final OwnerThread owner = OwnerThread.named("graph-test");
    private final LiveConfigGraph graph = new LiveConfigGraph(owner);
    private final IfmapClient client;

    ControlNode(ConfigNode... servers) {
        var urls =
                Stream.of(servers).map(node -> URI.create(node.server().url())).toList();
        var first = servers[0].server();
        var settings = new IfmapClient.Settings(
                urls, first.identity().sslContext(), "ifmap", first.password(), Duration.ofMillis(200));
        var backOff = new BackOff(Duration.ofMillis(20), Duration.ofMillis(200), ThreadLocalRandom.current());
        var health = new SilentHealth().open("control", "ifmap-client");
        client = new IfmapClient(settings, graph, health, backOff, Clock.systemUTC());
        client.start();
    }

    IfmapClient client() {
        return client;
    }

    LiveConfigGraph graph() {
        return graph;
    }

    /** Waits until the node has read up to a revision. */
    void await(long revision) {
        while (graph.revision() < revision) {
            Thread.yield();
        }
    }

    /** {@return all routing instances, and what an agent would get of the rest} */
    Object knows() throws Exception {
        var instances = new CompletableFuture<Set<RoutingInstance>>();
        var part = new CompletableFuture<SubgraphDelta>();
        try (var all = graph.onRoutingInstances(changes -> instances.complete(changes.stream()
                        .map(change -> ((RoutingInstanceChange.Updated) change).instance())
                        .collect(Collectors.toSet())));
                var subscription = graph.subscribe(ROUTER, part::complete)) {
            return List.of(
                    instances.get(),
                    Set.copyOf(part.get().nodes()),
                    Set.copyOf(part.get().links()));
        }
    }

    @Override
    public void close() throws Exception {
        client.close();
        owner.close();
    }
}
