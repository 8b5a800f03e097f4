package net.weftnet.compute.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.weftnet.common.http.api.Accounts.Verdict;
import net.weftnet.common.http.server.LocalListener;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.runtime.tls.IssueIdentity;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import net.weftnet.compute.agent.api.Port;
import net.weftnet.compute.agent.port.PortApi;
import net.weftnet.compute.agent.port.PortJson;
import net.weftnet.protocol.xmpp.Jid;
import net.weftnet.protocol.xmpp.Stanza;
import net.weftnet.protocol.xmpp.StanzaException;
import net.weftnet.protocol.xmpp.session.CloseReason;
import net.weftnet.protocol.xmpp.session.SessionOptions;
import net.weftnet.protocol.xmpp.session.XmppListener;
import net.weftnet.protocol.xmpp.session.XmppServer;
import net.weftnet.protocol.xmpp.session.XmppSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole agent: real threads, a real control node's end of XMPP over TLS, the port API over real HTTP. */
@Timeout(60)
class VRouterAgentTest {
    /** The one device every host has stands for the workload's. */
    private static final String DEVICE = "lo";

    @TempDir
    static Path identities;

    private static TlsIdentity compute1;
    private static TlsIdentity controller;

    @TempDir
    Path state;

    private final FakeForwarding forwarding = new FakeForwarding();
    private final FakeHealth health = new FakeHealth();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final PlayedControlNode control = new PlayedControlNode();
    private XmppServer server;
    private VRouterAgentComponent agent;
    private LocalListener http;

    @BeforeAll
    static void issueIdentities() throws Exception {
        compute1 = identity("compute1");
        controller = identity("controller");
    }

    private static TlsIdentity identity(String node) throws Exception {
        var out = identities.resolve(node);
        IssueIdentity.main(new String[] {
            "--authority", identities.resolve("authority").toString(), "--node", node, "--out", out.toString()
        });
        return new NodeTlsIdentity(out, node, List.of());
    }

    @BeforeEach
    void start() throws Exception {
        server = serve(0);
        var config = new Settings("127.0.0.1:" + server.addresses().getFirst().getPort(), "198.18.0.11");
        agent = new VRouterAgentComponent(node(), compute1, forwarding, health, config);
        var ports = new PortApi(agent);
        http = new LocalListener(ports.listener(), 1 << 20, (_, _) -> new Verdict.Unknown(), health, ports);
    }

    private NodeContext node() {
        return new NodeContext() {
            @Override
            public String nodeName() {
                return "compute1";
            }

            @Override
            public Path stateDirectory() {
                return state;
            }
        };
    }

    private XmppServer serve(int port) throws IOException {
        return XmppServer.open(
                List.of(new InetSocketAddress("127.0.0.1", port)),
                SessionOptions.server(Jid.CONTROL_NODE, Duration.ofSeconds(30), controller.sslContext()),
                loops,
                control);
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        agent.close();
        server.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        assertEquals(
                List.of(),
                health.conditions().stream()
                        .filter(c -> !c.subject().startsWith("http"))
                        .toList());
    }

    private static Port port() {
        var port = Demo.port();
        return new Port(port.id(), port.instanceId(), DEVICE, port.macAddress(), "10.1.1.3", "", null, "vm1", null, 0);
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "in vain awaited: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void aPluggedPortIsPublishedAndForwarded() throws Exception {
        var session = control.sessions.take();
        assertEquals("compute1", session.peer());
        control.awaitStanza("EndOfRib");
        assertEquals(
                200, call("POST", "/port", PortJson.write(port()).toString()).statusCode());
        control.awaitStanza("virtual-machine:" + Demo.VM);
        session.send(Demo.update(Demo.config()));
        control.awaitStanza("1/1/" + Demo.FRONT_RI + "/10.1.1.3/32");
        session.send(Demo.reach("10.1.1.4", 5000, Encapsulation.MPLS_OVER_UDP));
        session.send(Demo.endOfRib());
        await(
                "both routes",
                () -> forwarding.contents().toString().contains("10.1.1.3/32")
                        && forwarding.contents().toString().contains("10.1.1.4/32"));
        await("convergence", () -> agent.status().converged());

        var shown = JsonParser.parseString(call("GET", "/port/" + Demo.VMI, "").body())
                .getAsJsonObject();
        assertTrue(shown.get("active").getAsBoolean());
        assertEquals(4098, shown.get("label").getAsInt());
        assertEquals(IpAddress.parse("198.18.0.12"), agent.routes().getFirst().nextHop());
        assertEquals(Optional.of("OK: session up"), health.of("control node " + control(0)));

        assertEquals(200, call("DELETE", "/port/" + Demo.VMI, "").statusCode());
        control.awaitStanza("Dissociate");
        await("empty tables", () -> forwarding.contents().isEmpty());
        assertEquals(404, call("DELETE", "/port/" + Demo.VMI, "").statusCode());
    }

    private String control(int index) {
        return agent.status().controlNodes().get(index).address();
    }

    @Test
    void returnsToAControlNodeThatWasAway() throws Exception {
        control.sessions.take();
        int port = server.addresses().getFirst().getPort();
        server.close();
        await(
                "the loss to be told",
                () -> health.of("control node " + control(0)).orElse("").startsWith("DEGRADED"));
        await("the port to be free", () -> {
            try {
                server = serve(port);
                return true;
            } catch (IOException e) {
                return false; // the event loop lets go of it in a moment
            }
        });
        control.sessions.take();
        control.awaitStanza("virtual-router:default-global-system-config:compute1");
        await(
                "recovery to be told",
                () -> health.of("control node " + control(0)).orElse("").startsWith("OK"));
    }

    @Test
    void answersBadCallsOfThePortApi() throws Exception {
        assertEquals(400, call("POST", "/port", "{").statusCode());
        var faults = call("POST", "/port", "{\"id\": \"x\"}");
        assertEquals(400, faults.statusCode());
        assertTrue(faults.body().contains("instance-id: missing"), faults.body());
        assertEquals(400, call("GET", "/port/x", "").statusCode());
        assertEquals(404, call("GET", "/port/" + Demo.VMI, "").statusCode());
        assertEquals(405, call("PUT", "/port", "{}").statusCode());
        assertEquals(405, call("POST", "/ports", "{}").statusCode());
        assertEquals(405, call("POST", "/port/" + Demo.VMI, "{}").statusCode());
        assertEquals(404, call("GET", "/elsewhere", "").statusCode());
        assertEquals(413, call("POST", "/port", " ".repeat(2 << 20)).statusCode());
        assertEquals(
                new JsonArray(),
                JsonParser.parseString(call("GET", "/ports", "").body()));
    }

    @Test
    void tellsThatADeviceIsTakenAndWhatAPortLacks() throws Exception {
        assertEquals(
                200, call("POST", "/port", PortJson.write(port()).toString()).statusCode());
        JsonObject second = PortJson.write(port());
        second.addProperty("id", "8f3c1c5e-1111-4a2b-9c3d-000000000002");
        assertEquals(409, call("POST", "/port", second.toString()).statusCode());
        await("the port", () -> !agent.interfaces().isEmpty());
        var ports = JsonParser.parseString(call("GET", "/ports", "").body()).getAsJsonArray();
        assertEquals(1, ports.size());
        var missing = ports.get(0).getAsJsonObject().get("missing").getAsJsonArray();
        assertEquals(
                "configuration of the virtual-machine-interface", missing.get(0).getAsString());
        assertFalse(ports.get(0).getAsJsonObject().get("active").getAsBoolean());
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:1, '', WEFT_UNDERLAY", "'', 198.18.0.11, WEFT_CONTROL_NODES", "host:x, 198.18.0.11, host:x"})
    void doesNotStartWithoutWhatItNeedsAndSaysSo(String controlNodes, String underlay, String named) {
        var board = new FakeHealth();
        var settings = new Settings(controlNodes, underlay);
        var fault = assertThrows(
                IllegalArgumentException.class,
                () -> new VRouterAgentComponent(node(), compute1, forwarding, board, settings));
        assertTrue(fault.getMessage().contains(named), fault.getMessage());
        assertEquals(Optional.of("FAILED: " + fault.getMessage()), board.of("agent"));
    }

    @ParameterizedTest
    @CsvSource({
        "198.18.0.1, 198.18.0.1, 5269",
        "198.18.0.1:5270, 198.18.0.1, 5270",
        "control.example:1, control.example, 1",
        "[2001:db8::1]:5270, 2001:db8::1, 5270",
        "[2001:db8::1], 2001:db8::1, 5269",
        "2001:db8::1, 2001:db8::1, 5269"
    })
    void readsAddressesOfControlNodes(String text, String host, int port) {
        assertEquals(InetSocketAddress.createUnresolved(host, port), ControlSessions.address(text));
    }

    /** The control node's end of the sessions. */
    private static final class PlayedControlNode implements XmppListener {
        final BlockingQueue<XmppSession> sessions = new LinkedBlockingQueue<>();
        final BlockingQueue<Stanza> stanzas = new LinkedBlockingQueue<>();

        @Override
        public void established(XmppSession session) {
            sessions.add(session);
        }

        @Override
        public void received(XmppSession session, Stanza stanza) {
            stanzas.add(stanza);
        }

        @Override
        public void rejected(XmppSession session, StanzaException problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void closed(XmppSession session, CloseReason reason) {}

        void awaitStanza(String words) throws InterruptedException {
            while (!stanzas.take().toString().contains(words)) {
                // The test's time limit ends this.
            }
        }
    }

    private record Settings(String controlNodes, String underlayAddress) implements AgentConfig {
        @Override
        public String encapsulations() {
            return "udp,gre";
        }

        @Override
        public int holdSeconds() {
            return 30;
        }

        @Override
        public int retrySeconds() {
            return 1;
        }

        @Override
        public int graceSeconds() {
            return 1;
        }

        @Override
        public int patienceSeconds() {
            return 30;
        }

        @Override
        public int configQuietSeconds() {
            return 1;
        }

        @Override
        public int restartSeconds() {
            return 300;
        }

        @Override
        public int auditSeconds() {
            return 30;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return AgentConfig.class;
        }
    }
}
