package net.weftnet.control.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.common.runtime.tls.IssueIdentity;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.config.api.SubgraphDelta;
import net.weftnet.control.rib.SingleThreadRib;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.control.rib.api.RoutePath;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.control.xmpp.api.AgentView;
import net.weftnet.control.xmpp.api.AgentView.State;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole component, with agents that are sockets. */
@Timeout(60)
class XmppAgentServerTest {
    private static final String FRONT = "default-domain:demo:front:front";
    private static final TableName FRONT_TABLE = new TableName(FRONT, AddressFamily.INET);
    private static final String BACK = "default-domain:demo:back:back";
    private static final ConfigNode.Name ROUTER1 =
            new ConfigNode.Name("virtual-router", "default-global-system-config:compute1");
    private static final String KEEP_ALIVE = "\u0200";

    @TempDir
    static Path directory;

    static final Map<String, TlsIdentity> IDENTITIES = new HashMap<>();

    private final MemoryConfigGraph graph = new MemoryConfigGraph();
    private final Health health = new ConditionBoard();
    private final SingleThreadRib rib = new SingleThreadRib();
    private XmppAgentServer server;

    @BeforeAll
    static void issueIdentities() throws Exception {
        for (var node : List.of("controller", "compute1", "compute2")) {
            var out = directory.resolve(node);
            IssueIdentity.main(new String[] {
                "--authority", directory.resolve("authority").toString(), "--node", node, "--out", out.toString()
            });
            IDENTITIES.put(node, new NodeTlsIdentity(out, node, List.of()));
        }
    }

    @BeforeEach
    void start() {
        start(new FixedConfig(3, 60));
    }

    private void start(FixedConfig config) {
        server = new XmppAgentServer(IDENTITIES.get("controller"), rib, graph, health, config);
        until(() -> !server.listening().isEmpty());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        assertEquals(List.of(), rib.peers(), "no agent is left in the RIB");
        assertEquals(List.of(), health.conditions());
        rib.close();
    }

    private void restart(FixedConfig config) throws Exception {
        server.close();
        start(config);
    }

    private static void until(BooleanSupplier condition) {
        // The views are answered by owner threads behind everything that was handed to them before.
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Never came true");
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    private void untilAgent(String name, Predicate<AgentView> condition) {
        until(() -> server.agents().stream()
                .filter(agent -> agent.name().equals(name))
                .anyMatch(condition));
    }

    private InetSocketAddress address() {
        return server.listening().getFirst();
    }

    private static SSLContext tls(String node) {
        return IDENTITIES.get(node).sslContext();
    }

    private RawAgent agent(String name) throws Exception {
        return RawAgent.establish(name, address(), tls(name));
    }

    private AgentView view(String name) {
        return server.agents().stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RoutingInstanceChange instance(String name, String... targets) {
        var set = Set.of(targets).stream().map(RouteTarget::parse).collect(Collectors.toSet());
        return new RoutingInstanceChange.Updated(
                new RoutingInstance(name, name.substring(0, name.lastIndexOf(':')), 1, set, set));
    }

    @Test
    void aRouteOfOneAgentReachesTheOther() throws Exception {
        graph.change(instance(FRONT, "target:64512:8000001"), instance(BACK, "target:64512:8000002"));
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            agent2.subscribe(FRONT);
            agent2.subscribe(BACK);
            agent1.subscribe(FRONT);
            agent1.publish(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
            var message = agent2.await("</message>");
            assertTrue(
                    message.contains("from=\"network-control@contrailsystems.com\" to=\"compute2/bgp-peer\""), message);
            assertTrue(message.contains("<items node=\"1/1/" + FRONT + "\"><item id=\"10.1.1.3/32\">"), message);
            assertTrue(message.contains("<address>198.18.0.11</address><mac/><label>17</label>"), message);
            assertTrue(
                    message.contains("<tunnel-encapsulation>gre</tunnel-encapsulation>"
                            + "<tunnel-encapsulation>udp</tunnel-encapsulation>"),
                    message);
            assertTrue(message.contains("<security-group>8000001</security-group>"), message);
            assertFalse(message.contains(BACK), message);
            agent1.withdraw(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
            agent2.await("<items node=\"1/1/" + FRONT + "\"><retract id=\"10.1.1.3/32\"/></items>");
        }
    }

    @Test
    void aRouteOfEthernetVpnReachesTheOther() throws Exception {
        graph.change(instance(FRONT, "target:64512:8000001"));
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            agent1.subscribe(FRONT);
            agent2.subscribe(FRONT);
            agent1.publishMac(FRONT, "02:00:00:00:00:01", "10.1.1.3/32", "198.18.0.11", 500);
            var message = agent2.await("</message>");
            assertTrue(
                    message.contains(
                            "<items node=\"25/242/" + FRONT + "\"><item id=\"02:00:00:00:00:01,10.1.1.3/32\">"),
                    message);
            assertTrue(message.contains("<address>198.18.0.11</address><label>500</label>"), message);
            agent1.publishMac(FRONT, "ff:ff:ff:ff:ff:ff", "0.0.0.0/32", "198.18.0.11", 500);
            var forMany = agent2.await("</message>");
            assertTrue(forMany.contains("<item id=\"ff:ff:ff:ff:ff:ff,0.0.0.0/32\">"), forMany);
            assertTrue(
                    forMany.contains("<next-hops/><olist><next-hop><af>1</af><address>198.18.0.11</address>"), forMany);
            agent1.withdrawMac(FRONT, "02:00:00:00:00:01", "10.1.1.3/32", "198.18.0.11", 500);
            agent2.await("<retract id=\"02:00:00:00:00:01,10.1.1.3/32\"/></items>");
            assertEquals(0, view("compute1").rejected());
        }
    }

    @Test
    void anEndOfRibIsAnsweredBehindTheRoutes() throws Exception {
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            agent1.subscribe(FRONT);
            agent1.publish(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
            agent2.subscribe(FRONT);
            agent2.endOfRib();
            until(() -> rib.peers().stream().mapToInt(PeerView::subscriptions).sum() == 2
                    && rib.peers().stream().mapToInt(PeerView::received).sum() == 1);
            // The configuration comes after the agents: no end-of-RIB before it.
            graph.change(instance(FRONT, "target:64512:8000001"));
            var before = agent2.await("<items node=\"0/0/EndOfRib\"/>");
            assertTrue(before.contains("10.1.1.3/32"), before);
        }
    }

    @Test
    void anAgentGetsItsConfiguration() throws Exception {
        var network = new ConfigNode.Name("virtual-network", "default-domain:demo:front");
        var link = new ConfigLink("virtual-router-virtual-machine", ROUTER1, network);
        graph.send(
                ROUTER1,
                new SubgraphDelta(
                        7,
                        true,
                        List.of(
                                new ConfigNode(ROUTER1, Map.of()),
                                new ConfigNode(
                                        network,
                                        Map.of(
                                                "virtual-network-network-id",
                                                XmlElement.ofText("virtual-network-network-id", "5")))),
                        List.of(link),
                        List.of(),
                        List.of()));
        try (var agent1 = agent("compute1")) {
            agent1.subscribeConfig(ROUTER1.toString());
            var first = agent1.await("</iq>");
            assertTrue(
                    first.contains("<iq type=\"set\" from=\"network-control@contrailsystems.com\""
                            + " to=\"default-global-system-config:compute1/config\"><config><update>"),
                    first);
            assertTrue(
                    first.contains("<node type=\"virtual-network\"><name>default-domain:demo:front</name>"
                            + "<virtual-network-network-id>5</virtual-network-network-id></node>"),
                    first);
            assertTrue(first.contains("<metadata type=\"virtual-router-virtual-machine\"/></link>"), first);
            graph.send(ROUTER1, new SubgraphDelta(8, false, List.of(), List.of(), List.of(link), List.of(network)));
            var second = agent1.await("</iq>");
            assertTrue(second.contains("<config><delete><link>"), second);
            assertTrue(
                    second.contains(
                            "</link><node type=\"virtual-network\"><name>default-domain:demo:front</name></node>"
                                    + "</delete>"),
                    second);
            untilAgent("compute1", agent -> agent.configRevision() == 8);
            agent1.subscribeConfig("virtual-machine:2d308482-c7b3-4e05-af14-e732b7b50117");
            until(() -> graph.roots().size() == 2);
            agent1.unsubscribeConfig("virtual-machine:2d308482-c7b3-4e05-af14-e732b7b50117");
            until(() -> graph.roots().equals(List.of(ROUTER1.toString())));
        }
        until(() -> graph.roots().isEmpty());
    }

    @Test
    void anAgentDoesNotGetAnothersConfiguration() throws Exception {
        try (var agent2 = agent("compute2")) {
            agent2.subscribeConfig(ROUTER1.toString());
            untilAgent("compute2", agent -> agent.rejected() == 1);
            agent2.subscribeConfig("config-root:root");
            untilAgent("compute2", agent -> agent.rejected() == 2);
            assertEquals(List.of(), graph.roots());
        }
    }

    @Test
    void aSilentAgentIsDroppedAndItsRoutesStayForAWhile() throws Exception {
        restart(new FixedConfig(1, 2));
        graph.change(instance(FRONT, "target:64512:8000001"));
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            var beat = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        agent2.await(KEEP_ALIVE);
                        agent2.send(KEEP_ALIVE);
                    }
                } catch (Exception | AssertionError e) {
                    // the end of the test
                }
            });
            agent1.subscribe(FRONT);
            agent1.publish(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
            agent1.await(KEEP_ALIVE);
            agent1.awaitEnd();
            untilAgent("compute1", agent -> agent.state() == State.STALE);
            assertEquals(
                    List.of(true),
                    rib.routes(FRONT_TABLE).stream()
                            .map(r -> r.paths().getFirst().stale())
                            .toList());
            until(() -> rib.routes(FRONT_TABLE).isEmpty());
            assertEquals(State.GONE, view("compute1").state());
            assertEquals(State.UP, view("compute2").state());
            assertTrue(health.conditions().stream()
                    .anyMatch(c -> c.subject().equals("agent compute1") && c.level() == Health.Level.DEGRADED));
            beat.interrupt();
        }
    }

    @Test
    void anAgentThatComesBackKeepsWhatItRenews() throws Exception {
        graph.change(instance(FRONT, "target:64512:8000001"));
        try (var agent2 = agent("compute2")) {
            agent2.subscribe(FRONT);
            try (var agent1 = agent("compute1")) {
                agent1.subscribe(FRONT);
                agent1.publish(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
                agent1.publish(FRONT, "10.1.1.4/32", "198.18.0.11", 18);
                agent2.await("<item id=\"10.1.1.4/32\">");
            }
            untilAgent("compute1", agent -> agent.state() == State.STALE);
            try (var again = agent("compute1")) {
                again.subscribe(FRONT);
                again.publish(FRONT, "10.1.1.3/32", "198.18.0.11", 17);
                again.endOfRib();
                var told = agent2.await("<retract id=\"10.1.1.4/32\"/>");
                assertFalse(told.contains("10.1.1.3/32"), told);
            }
        }
    }

    @Test
    void aSecondSessionTakesThePlaceOfTheFirst() throws Exception {
        graph.change(instance(FRONT, "target:64512:8000001"));
        try (var first = agent("compute1");
                var second = agent("compute1")) {
            first.awaitEnd();
            second.subscribe(FRONT);
            until(() -> rib.instances().getFirst().subscribers().equals(List.of("compute1")));
            assertEquals(State.UP, view("compute1").state());
        }
    }

    @Test
    void subscribingTwiceEndsTheSession() throws Exception {
        try (var agent1 = agent("compute1")) {
            agent1.subscribe(FRONT);
            agent1.subscribe(FRONT);
            agent1.awaitEnd();
        }
        untilAgent("compute1", agent -> agent.lastClose().orElse("").contains("twice"));
    }

    @Test
    void unsubscribingFromNothingEndsTheSession() throws Exception {
        try (var agent1 = agent("compute1")) {
            agent1.unsubscribe(FRONT);
            agent1.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "<iq><unclosed></iq>",
                "<!DOCTYPE a>",
                "<iq>&entity;</iq>",
                "\u0000\u0000\u0000",
                "</stream:stream>"
            })
    void garbageEndsTheSessionAndNothingElse(String garbage) throws Exception {
        try (var agent1 = agent("compute1");
                var agent2 = agent("compute2")) {
            agent1.send(garbage);
            agent1.awaitEnd();
            agent2.subscribe(FRONT);
            until(() -> rib.peers().stream().anyMatch(p -> p.name().equals("compute2") && p.subscriptions() == 1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iq type='set' to='n/bgp-peer'><pubsub><subscribe/></pubsub></iq>",
                "<iq type='set' to='n/config'><pubsub><subscribe node='nothing'/></pubsub></iq>",
                "<iq type='set' to='n/bgp-peer'><pubsub><collection node='v'><associate node='1/1/v/10.0.0.1/32'/></collection></pubsub></iq>",
                "<iq type='set'><config><update/></config></iq>",
            })
    void aBadStanzaIsSkipped(String stanza) throws Exception {
        try (var agent1 = agent("compute1")) {
            agent1.send(stanza);
            agent1.subscribe(FRONT);
            until(() -> rib.peers().stream().anyMatch(p -> p.subscriptions() == 1));
            assertEquals(1, view("compute1").rejected());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<iq type='set'/>", "GET / HTTP/1.1\r\n\r\n", KEEP_ALIVE + "x"})
    void nothingButTlsIsTakenInClear(String text) throws Exception {
        try (var agent1 = RawAgent.connect("compute1", address())) {
            agent1.readInBackground();
            agent1.openStream();
            agent1.await("<required/>");
            agent1.send(text);
            agent1.awaitEnd();
            assertEquals(List.of(), server.agents());
        }
    }

    @Test
    void octetsBehindStarttlsEndTheSession() throws Exception {
        try (var agent1 = RawAgent.connect("compute1", address())) {
            agent1.readInBackground();
            agent1.openStream();
            agent1.await("<required/>");
            agent1.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><iq type='set'/>");
            agent1.awaitConnectionEnd();
            assertEquals(List.of(), server.agents());
        }
    }

    @Test
    void anAgentThatDoesNotReadIsToldTheLastStateWhenItDoes() throws Exception {
        restart(new FixedConfig(30, 60)); // it is silent for as long as a busy machine takes to make the routes
        graph.change(instance(FRONT, "target:64512:8000001"));
        var feeder = rib.addAgent("feeder");
        feeder.connect(IpAddress.parse("198.18.0.1"), NOBODY);
        feeder.subscribe(FRONT, 1, false);
        try (var agent2 = agent("compute2")) {
            agent2.read(false);
            agent2.subscribe(FRONT);
            int prefixes = 10_000;
            for (int label = 100; label < 110; label++) {
                for (int i = 0; i < prefixes; i++) {
                    var prefix = IpPrefix.host(IpAddress.parse("10.1.0.0").plus(i));
                    feeder.advertise(FRONT, PrefixNlri.of(prefix), List.of(path(label)));
                }
                agent2.send(KEEP_ALIVE);
                until(() -> peer("compute2").waiting() > 0);
            }
            assertTrue(peer("compute2").waiting() <= prefixes);
            agent2.read(true);
            agent2.endOfRib();
            var told = agent2.await("<items node=\"0/0/EndOfRib\"/>");
            assertTrue(told.lastIndexOf("<label>109</label>") > told.lastIndexOf("<label>108</label>"));
            assertEquals(prefixes, peer("compute2").sent());
        } finally {
            feeder.remove();
        }
    }

    private PeerView peer(String name) {
        return rib.peers().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RoutePath path(int label) {
        var attributes = PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPreference(100));
        return new RoutePath(IpAddress.parse("198.18.0.11"), label, 0, attributes, "");
    }

    private static final RibSink NOBODY = new RibSink() {
        @Override
        public boolean send(String instance, List<RouteChange> changes) {
            return true;
        }

        @Override
        public void sendEndOfRib() {}
    };

    private record FixedConfig(int holdSeconds, int staleSeconds) implements XmppAgentServer.Config {
        @Override
        public String listenAddresses() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public boolean tlsRequired() {
            return true;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return XmppAgentServer.Config.class;
        }
    }
}
