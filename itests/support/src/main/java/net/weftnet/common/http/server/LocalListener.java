package net.weftnet.common.http.server;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.Secrets;
import net.weftnet.common.runtime.api.TlsIdentity;

/** The real server on a port of the loopback address, put together as Declarative Services would. */
public final class LocalListener implements AutoCloseable {

    private final HttpListener listener;

    /**
     * Opens it without TLS, on a port that the system chooses; all routes are of the listener {@code name}.
     *
     * @param maxBodyBytes how many octets a body may have
     */
    public LocalListener(String name, long maxBodyBytes, Accounts accounts, Health health, HttpRoute... routes) {
        this(new NoIdentity(), accounts, health, new Settings(name, maxBodyBytes, false, "none", 0), routes);
    }

    /**
     * Opens it with TLS.
     *
     * @param clientCertificate whether clients show one: none, optional or required
     * @param port where, or 0 for one that the system chooses
     */
    public LocalListener(
            HttpRoute route,
            TlsIdentity identity,
            Accounts accounts,
            String clientCertificate,
            Health health,
            int port) {
        this(identity, accounts, health, new Settings(route.listener(), 1 << 20, true, clientCertificate, port), route);
    }

    private LocalListener(
            TlsIdentity identity, Accounts accounts, Health health, Settings settings, HttpRoute... routes) {
        var table = new RouteTable();
        var known = new AccountTable();
        known.addAccounts(accounts, Map.of(Accounts.NAME, Accounts.NODE));
        listener = new HttpListener(table, known, new ObserverTable(), identity, new TestNode(), health, settings);
        for (var route : routes) {
            table.addRoute(route);
        }
    }

    /** {@return the users that a node has of its own} */
    public static Accounts nodeAccounts(Secrets secrets) {
        return new SecretAccounts(secrets);
    }

    /** {@return the port, once it is open} */
    public int port() {
        return listener.ports().getFirst().bound().join().getPort();
    }

    @Override
    public void close() throws Exception {
        listener.close();
    }

    private record TestNode() implements NodeContext {
        @Override
        public String nodeName() {
            return "test";
        }

        @Override
        public Path stateDirectory() {
            throw new UnsupportedOperationException();
        }
    }

    private record NoIdentity() implements TlsIdentity {
        @Override
        public SSLContext sslContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate certificate() {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate authority() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Files files() {
            throw new UnsupportedOperationException();
        }
    }

    private record Settings(String name, long maxBodyBytes, boolean tls, String clientCertificate, int port)
            implements HttpListener.Config {
        @Override
        public String role() {
            return "config";
        }

        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public String accounts() {
            return Accounts.NODE;
        }

        @Override
        public int maxConnections() {
            return 64;
        }

        @Override
        public int idleSeconds() {
            return 60;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return HttpListener.Config.class;
        }
    }
}
