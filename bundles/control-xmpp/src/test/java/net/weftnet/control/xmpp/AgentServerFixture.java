package net.weftnet.control.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import net.weftnet.common.net.RouteTarget;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.common.runtime.tls.IssueIdentity;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;
import net.weftnet.control.rib.SingleThreadRib;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.control.xmpp.api.AgentView;
import net.weftnet.protocol.bgp.AddressFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole component, for agents that are sockets. */
@Timeout(60)
abstract class AgentServerFixture {
    static final String FRONT = "default-domain:demo:front:front";
    static final TableName FRONT_TABLE = new TableName(FRONT, AddressFamily.INET);
    static final String BACK = "default-domain:demo:back:back";
    static final ConfigNode.Name ROUTER1 =
            new ConfigNode.Name("virtual-router", "default-global-system-config:compute1");
    static final String KEEP_ALIVE = "\u0200";

    @TempDir
    static Path directory;

    static final Map<String, TlsIdentity> IDENTITIES = new HashMap<>();

    final MemoryConfigGraph graph = new MemoryConfigGraph();
    final Health health = new ConditionBoard();
    final SingleThreadRib rib = new SingleThreadRib();
    XmppAgentServer server;

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

    void start(FixedConfig config) {
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

    void restart(FixedConfig config) throws Exception {
        server.close();
        start(config);
    }

    static void until(BooleanSupplier condition) {
        // The views are answered by owner threads behind everything that was handed to them before.
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Never came true");
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    void untilAgent(String name, Predicate<AgentView> condition) {
        until(() -> server.agents().stream()
                .filter(agent -> agent.name().equals(name))
                .anyMatch(condition));
    }

    InetSocketAddress address() {
        return server.listening().getFirst();
    }

    static SSLContext tls(String node) {
        return IDENTITIES.get(node).sslContext();
    }

    RawAgent agent(String name) throws Exception {
        return RawAgent.establish(name, address(), tls(name));
    }

    AgentView view(String name) {
        return server.agents().stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static RoutingInstanceChange instance(String name, String... targets) {
        var set = Set.of(targets).stream().map(RouteTarget::parse).collect(Collectors.toSet());
        return new RoutingInstanceChange.Updated(
                new RoutingInstance(name, name.substring(0, name.lastIndexOf(':')), 1, set, set));
    }

    record FixedConfig(int holdSeconds, int staleSeconds) implements XmppAgentServer.Config {
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
