package net.weftnet.config.ifmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.hshannover.f4.trust.ifmapj.IfmapJ;
import de.hshannover.f4.trust.ifmapj.exception.IfmapErrorCode;
import de.hshannover.f4.trust.ifmapj.exception.IfmapErrorResult;
import de.hshannover.f4.trust.ifmapj.identifier.Identifiers;
import de.hshannover.f4.trust.ifmapj.messages.Requests;
import de.hshannover.f4.trust.ifmapj.metadata.Cardinality;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.runtime.api.Health.Level;
import net.weftnet.common.runtime.api.OwnerThread;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectName;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.SubgraphDelta;
import net.weftnet.control.config.client.ClientStatus.State;
import net.weftnet.control.config.client.IfmapClient;
import net.weftnet.control.config.graph.LiveConfigGraph;
import net.weftnet.protocol.ifmap.Contrail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control node's client and graph against the real server, over TLS. */
@Timeout(60)
class ControlNodeTest {
    private static final ObjectName ROUTER = new ObjectName("virtual-router", "default-global-system-config:compute1");
    private static final RouteTarget TARGET = RouteTarget.parse(DemoGraph.TARGET.fqName());

    @TempDir
    private Path directory;

    private final OwnerThread owner = OwnerThread.named("graph-test");
    private final LiveConfigGraph graph = new LiveConfigGraph(owner);
    private final ConditionBoard health = new ConditionBoard();
    private final BlockingQueue<List<RoutingInstanceChange>> instances = new LinkedBlockingQueue<>();
    private final BlockingQueue<SubgraphDelta> deltas = new LinkedBlockingQueue<>();
    private TestServer server;
    private IfmapClient client;

    private void start(int maxWaiting, String password, URI... before) throws Exception {
        server = new TestServer(directory, maxWaiting);
        var servers = new ArrayList<>(List.of(before));
        servers.add(URI.create(server.url()));
        startClient(password.isEmpty() ? server.password() : password, servers.toArray(URI[]::new));
    }

    private void startClient(String password, URI... servers) {
        graph.onRoutingInstances(instances::add);
        graph.subscribe(new Name(ROUTER.type(), ROUTER.fqName()), deltas::add);
        var settings = new IfmapClient.Settings(
                List.of(servers), server.identity().sslContext(), "ifmap", password, Duration.ofMillis(200));
        var backOff = new BackOff(Duration.ofMillis(20), Duration.ofMillis(200), ThreadLocalRandom.current());
        client = new IfmapClient(settings, graph, health.open("control", "ifmap-client"), backOff, Clock.systemUTC());
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        owner.close();
        server.close();
    }

    @Test
    void readsTheGraphAndFollowsIt() throws Exception {
        start(1000, "");
        assertEquals(
                List.of(new RoutingInstanceChange.Updated(new RoutingInstance(
                        DemoGraph.INSTANCE.fqName(), DemoGraph.NETWORK.fqName(), 0, Set.of(TARGET), Set.of(TARGET)))),
                take(instances));
        assertTrue(take(deltas).isEmpty());
        assertEquals(1, graph.revision());
        awaitState(State.UP);
        assertEquals(Level.OK, health.conditions().get(0).level());

        var machine = new ObjectName("virtual-machine", "vm1");
        var system = new ObjectName("global-system-config", "default-global-system-config");
        server.graph()
                .change(
                        new GraphChange.LinkSet(
                                new Link("config-root-global-system-config", ObjectName.ROOT, system),
                                Optional.empty()),
                        new GraphChange.LinkSet(
                                new Link("global-system-config-virtual-router", system, ROUTER), Optional.empty()),
                        new GraphChange.LinkSet(
                                new Link("virtual-router-virtual-machine", ROUTER, machine), Optional.empty()),
                        new GraphChange.PropertySet(
                                DemoGraph.NETWORK,
                                "virtual-network-network-id",
                                XmlElement.ofText("virtual-network-network-id", "5")));
        var delta = take(deltas);
        assertEquals(2, delta.revision());
        assertEquals(
                List.of(
                        "global-system-config:default-global-system-config",
                        "virtual-machine:vm1",
                        "virtual-router:default-global-system-config:compute1"),
                delta.nodes().stream().map(node -> node.name().toString()).toList());
        assertEquals(2, delta.links().size());
        assertEquals(
                5,
                ((RoutingInstanceChange.Updated) take(instances).get(0))
                        .instance()
                        .networkId());
        // The session is renewed meanwhile, on the other connection, and stays the same.
        assertEquals(1, server.service().sessions().size());
    }

    @Test
    void seesDifferencesOnlyAfterTheServerWasAway() throws Exception {
        start(1000, "");
        take(instances);
        take(deltas);
        server.stop();
        awaitState(State.DOWN);
        assertEquals(Level.DEGRADED, health.conditions().get(0).level());
        assertTrue(graph.ready());
        server.graph()
                .change(new GraphChange.LinkRemoved(new Link("instance-target", DemoGraph.INSTANCE, DemoGraph.TARGET)));
        server.start();
        assertEquals(
                List.of(new RoutingInstanceChange.Updated(new RoutingInstance(
                        DemoGraph.INSTANCE.fqName(), DemoGraph.NETWORK.fqName(), 0, Set.of(), Set.of()))),
                take(instances));
        assertEquals(2, graph.revision());
        awaitState(State.UP);
        server.stop();
        awaitState(State.DOWN);
        server.start();
        awaitState(State.UP);
        assertTrue(instances.isEmpty() && deltas.isEmpty(), "nothing changed, nothing is told");
        // Read at the start and after the change; the last time the server had the client's revision.
        assertEquals(2, client.wholeReads());
    }

    @Test
    void goesOnAtTheOtherServerWhileEditsGoOn() throws Exception {
        var feed = new DemoGraph();
        server = new TestServer(directory, feed, 1000, 180);
        var other = new TestServer(directory, feed, 1000, 180);
        try {
            startClient(server.password(), URI.create(server.url()), URI.create(other.url()));
            take(instances);
            awaitState(State.UP);
            assertEquals(server.url(), client.status().server());
            for (int id = 1; id <= 200; id++) {
                feed.change(number(DemoGraph.NETWORK, id));
                if (id == 100) {
                    server.stop();
                }
            }
            awaitNetworkId(200);
            assertEquals(other.url(), client.status().server());
            assertEquals(1, client.wholeReads(), "no full re-read");
            server.start();
            other.stop();
            feed.change(number(DemoGraph.NETWORK, 201));
            awaitNetworkId(201);
            assertEquals(server.url(), client.status().server());
        } finally {
            other.close();
        }
    }

    private void awaitNetworkId(int wanted) throws InterruptedException {
        int last = 0;
        while (last < wanted) {
            last = ((RoutingInstanceChange.Updated) take(instances).get(0))
                    .instance()
                    .networkId();
        }
    }

    @Test
    void catchesUpWithAFullResultWhenItWasTooSlow() throws Exception {
        start(3, "");
        take(instances);
        for (int id = 1; id <= 50; id++) {
            server.graph()
                    .change(
                            number(DemoGraph.NETWORK, id),
                            number(DemoGraph.PROJECT, id),
                            number(DemoGraph.DOMAIN, id),
                            number(DemoGraph.INSTANCE, id));
        }
        awaitNetworkId(50);
        assertEquals(51, graph.revision());
    }

    private static GraphChange number(ObjectName object, int id) {
        return new GraphChange.PropertySet(
                object, "virtual-network-network-id", XmlElement.ofText("virtual-network-network-id", id + ""));
    }

    @Test
    void cannotBeToldAConfigurationByAnotherClient() throws Exception {
        start(1000, "");
        take(instances);
        var forger = IfmapJ.createSsrc(server.url(), "ifmap", server.password(), server.trust());
        forger.newSession();
        var target = Identifiers.createOtherIdentity("contrail:route-target:target:64512:666", "", "extended");
        var instance = Identifiers.createOtherIdentity(
                "contrail:routing-instance:" + DemoGraph.INSTANCE.fqName(), "", "extended");
        var forged = Requests.createPublishReq(Requests.createPublishUpdate(
                instance,
                target,
                IfmapJ.createStandardMetadataFactory()
                        .create("instance-target", "contrail", Contrail.NAMESPACE, Cardinality.singleValue)));
        assertEquals(
                IfmapErrorCode.AccessDenied,
                assertThrows(IfmapErrorResult.class, () -> forger.publish(forged))
                        .getErrorCode());
        server.graph().change(number(DemoGraph.NETWORK, 9));
        var updated = ((RoutingInstanceChange.Updated) take(instances).get(0)).instance();
        assertEquals(9, updated.networkId());
        assertEquals(Set.of(TARGET), updated.imports());
    }

    @Test
    void goesToTheNextServer() throws Exception {
        start(1000, "", URI.create("https://127.0.0.1:1"));
        take(instances);
        awaitState(State.UP);
        assertEquals(server.url(), client.status().server());
    }

    @Test
    void saysThatThePasswordIsRefused() throws Exception {
        start(1000, "wrong");
        awaitState(State.DOWN);
        assertTrue(client.status().detail().contains("401"), client.status().detail());
        assertFalse(graph.ready());
    }

    private void awaitState(State state) throws InterruptedException {
        while (client.status().state() != state) {
            Thread.onSpinWait();
        }
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        var taken = queue.poll(20, TimeUnit.SECONDS);
        assertTrue(taken != null, "nothing was told");
        return taken;
    }
}
