package net.weftnet.common.http.server;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.Map;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.Secrets;
import net.weftnet.common.runtime.api.TlsIdentity;

/** The real listener "ifmap" with TLS, put together as Declarative Services would; in its package to bind a route. */
public final class TestListener implements AutoCloseable {
    private final HttpListener listener;

    /** With the passwords of a node. */
    public TestListener(HttpRoute route, TlsIdentity identity, Secrets secrets, Health health, int port) {
        this(route, identity, new SecretAccounts(secrets), "none", health, port);
    }

    /** @param clientCertificate whether clients show one: none, optional or required */
    public TestListener(
            HttpRoute route, TlsIdentity identity, Accounts users, String clientCertificate, Health health, int port) {
        var routes = new RouteTable();
        var node = new NodeContext() {
            @Override
            public String nodeName() {
                return "test";
            }

            @Override
            public Path stateDirectory() {
                throw new UnsupportedOperationException();
            }
        };
        var accounts = new AccountTable();
        accounts.addAccounts(users, Map.of(Accounts.NAME, Accounts.NODE));
        listener = new HttpListener(
                routes,
                accounts,
                new ObserverTable(),
                identity,
                node,
                health,
                new Settings("ifmap", port, clientCertificate));
        routes.addRoute(route);
    }

    public int port() {
        return listener.ports().getFirst().bound().join().getPort();
    }

    @Override
    public void close() throws Exception {
        listener.close();
    }

    private record Settings(String name, int port, String clientCertificate) implements HttpListener.Config {
        @Override
        public String role() {
            return "config";
        }

        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public boolean tls() {
            return true;
        }

        @Override
        public long maxBodyBytes() {
            return 1 << 20;
        }

        @Override
        public String accounts() {
            return Accounts.NODE;
        }

        @Override
        public int maxConnections() {
            return 32;
        }

        @Override
        public int idleSeconds() {
            return 20;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return HttpListener.Config.class;
        }
    }
}
