package net.weftnet.common.http.server;

import java.lang.annotation.Annotation;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.TlsIdentity;

/** A real listener without TLS on a free port of loopback, put together as Declarative Services would. */
public final class PlainListener implements AutoCloseable {
    private final HttpListener listener;

    public PlainListener(HttpRoute route, NodeContext node, TlsIdentity identity, Health health) {
        var routes = new RouteTable();
        var config = new Settings(route.listener());
        listener = new HttpListener(routes, new AccountTable(), new ObserverTable(), identity, node, health, config);
        routes.addRoute(route);
    }

    public int port() {
        return listener.ports().getFirst().bound().join().getPort();
    }

    @Override
    public void close() throws Exception {
        listener.close();
    }

    private record Settings(String name) implements HttpListener.Config {
        @Override
        public String role() {
            return "compute";
        }

        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public boolean tls() {
            return false;
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
        public String clientCertificate() {
            return "none";
        }

        @Override
        public int maxConnections() {
            return 10;
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
