package net.weftnet.config.ifmap;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import net.weftnet.common.http.server.LocalListener;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.Secrets;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.common.runtime.secrets.FileSecrets;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;
import net.weftnet.config.transformer.api.GraphFeed;

/** The component behind the real HTTP listener, with TLS and passwords, on a free port of the loopback. */
final class TestServer implements AutoCloseable {
    private final GraphFeed graph;
    private final ConditionBoard health = new ConditionBoard();
    private final TlsIdentity identity;
    private final Secrets secrets;
    private final int maxWaiting;
    private final int sessionTimeoutSeconds;
    private IfmapService service;
    private LocalListener listener;
    private int port;
    private boolean running;

    TestServer(Path directory, int maxWaiting) throws Exception {
        this(directory, maxWaiting, 180);
    }

    TestServer(Path directory, int maxWaiting, int sessionTimeoutSeconds) throws Exception {
        this(directory, new DemoGraph(), maxWaiting, sessionTimeoutSeconds);
    }

    /** A server of a graph that others may serve too; those of one directory are of one system. */
    TestServer(Path directory, GraphFeed graph, int maxWaiting, int sessionTimeoutSeconds) throws Exception {
        this.graph = graph;
        identity = new NodeTlsIdentity(directory.resolve("tls"), "test", List.of());
        secrets = new FileSecrets(directory.resolve("secrets"));
        this.maxWaiting = maxWaiting;
        this.sessionTimeoutSeconds = sessionTimeoutSeconds;
        start();
    }

    /** Starts, or starts again on the same port. */
    void start() {
        service = new IfmapService(graph, health, new Settings(maxWaiting, sessionTimeoutSeconds));
        listener = new LocalListener(service, identity, LocalListener.nodeAccounts(secrets), "none", health, port);
        port = listener.port();
        running = true;
    }

    void stop() throws Exception {
        if (running) {
            running = false;
            listener.close();
            service.close();
        }
    }

    /** {@return the graph of a test that drives it} */
    DemoGraph graph() {
        return (DemoGraph) graph;
    }

    IfmapService service() {
        return service;
    }

    TlsIdentity identity() {
        return identity;
    }

    Health health() {
        return health;
    }

    String url() {
        return "https://127.0.0.1:" + port;
    }

    String password() {
        return secrets.password("ifmap");
    }

    /** Trust in the node's own authority only. */
    TrustManager[] trust() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", identity.authority());
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        return trust.getTrustManagers();
    }

    @Override
    public void close() throws Exception {
        stop();
    }

    private record Settings(int maxWaiting, int sessionTimeoutSeconds) implements IfmapService.Config {
        @Override
        public int answerGapMillis() {
            return 1;
        }

        @Override
        public int maxSessions() {
            return 8;
        }

        @Override
        public int maxSubscriptions() {
            return 4;
        }

        @Override
        public int maxMetadata() {
            return 12_000;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return IfmapService.Config.class;
        }
    }
}
