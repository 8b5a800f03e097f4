package net.weftnet.analytics.collector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import net.weftnet.common.sandesh.Requests;
import net.weftnet.common.sandesh.TcpSandeshClient;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.Uve;
import net.weftnet.common.sandesh.api.UveType;
import net.weftnet.common.sandesh.api.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Collector and generators in one process, on real sockets with TLS. */
@Timeout(60)
abstract class CollectorAndGenerators {
    static final UveType NETWORK = new UveType("VnUve", "Vn", "ObjectVNTable");

    @TempDir
    Path directory;

    final List<AutoCloseable> open = new ArrayList<>();
    private final Requests requests = new Requests();
    TlsIdentity identity;

    @BeforeEach
    void issue() throws Exception {
        identity = new NodeTlsIdentity(directory.resolve("tls"), "node", List.of("127.0.0.1"));
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    Collector collector(int port, Map<String, Object> settings) {
        var all = new java.util.HashMap<>(settings);
        all.put("port", port);
        var collector =
                new Collector(node("controller"), identity, new ConditionBoard(), config(Collector.Config.class, all));
        open.add(collector::close);
        await(() -> collector.port() > 0);
        return collector;
    }

    TcpSandeshClient client(String node, int port) {
        return client(node, port, new ConditionBoard());
    }

    TcpSandeshClient client(String node, int port, Health health) {
        var settings = Map.<String, Object>of("collectors", "127.0.0.1:" + port, "nodeType", "compute");
        var client = new TcpSandeshClient(
                node(node), identity, health, requests, config(TcpSandeshClient.Config.class, settings));
        open.add(client::close);
        return client;
    }

    /** A configuration of the defaults and some other values. */
    private static <A extends Annotation> A config(Class<A> type, Map<String, Object> settings) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, _) -> settings.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    private NodeContext node(String name) {
        return new NodeContext() {
            @Override
            public String nodeName() {
                return name;
            }

            @Override
            public Path stateDirectory() {
                return directory;
            }
        };
    }

    static Uve network(String name, int ports) {
        return new Uve(NETWORK, name, List.of(Field.of("ports", 3, Value.i32(ports))));
    }

    static void await(BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(25);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "It does not come to it");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
