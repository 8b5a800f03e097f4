package net.weftnet.common.http.server;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.Health.Level;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.Secrets;
import net.weftnet.common.runtime.api.TlsIdentity;
import net.weftnet.common.runtime.health.ConditionBoard;
import net.weftnet.common.runtime.secrets.FileSecrets;

/** The server's parts put together as Declarative Services would: a listener with TLS, "rest", and one without. */
final class TestServer implements AutoCloseable {
    static final int IDLE_SECONDS = 3;

    private static final NodeContext NODE = new NodeContext() {
        @Override
        public String nodeName() {
            return "test";
        }

        @Override
        public Path stateDirectory() {
            throw new UnsupportedOperationException();
        }
    };

    private final RouteTable routes = new RouteTable();
    private final AccountTable accounts = new AccountTable();
    private final ObserverTable observers = new ObserverTable();
    private final ConditionBoard health = new ConditionBoard();
    private final List<HttpListener> listeners = new ArrayList<>();
    private final Map<String, HttpListener> byName;
    private final Secrets secrets;
    private final TlsIdentity identity;
    private final long maxBodyBytes;

    TestServer(Path secretsDirectory, TlsIdentity identity, long maxBodyBytes) {
        secrets = new FileSecrets(secretsDirectory);
        accounts.addAccounts(new SecretAccounts(secrets), Map.of(Accounts.NAME, Accounts.NODE));
        this.identity = identity;
        this.maxBodyBytes = maxBodyBytes;
        byName = Map.of("rest", listen("rest", 0, true), "port-api", listen("port-api", 0, false));
    }

    private HttpListener listen(String name, int port, boolean tls) {
        var config = new Settings(name, port, tls, maxBodyBytes, Accounts.NODE, "none");
        var listener = new HttpListener(routes, accounts, observers, identity, NODE, health, config);
        listeners.add(listener);
        return listener;
    }

    /** Opens a listener with TLS that asks for certificates of clients, for these accounts. */
    int listen(String name, String clientCertificate, Accounts users) {
        accounts.addAccounts(users, Map.of(Accounts.NAME, name));
        var config = new Settings(name, 0, true, maxBodyBytes, name, clientCertificate);
        var listener = new HttpListener(routes, accounts, observers, identity, NODE, health, config);
        listeners.add(listener);
        add(
                name,
                "/who",
                Set.of(HttpRoute.ANY_ROLE),
                call -> HttpReply.of(
                        200, "text/plain", call.caller().orElseThrow().name()));
        return listener.ports().getFirst().bound().join().getPort();
    }

    ServerPort open(String name, int port) {
        var listener = listen(name, port, false);
        add(name, "/", Set.of(), _ -> HttpReply.empty(204));
        return listener.ports().getFirst();
    }

    Health health() {
        return health;
    }

    String password(String user) {
        return secrets.password(user);
    }

    int tlsPort() {
        return port("rest");
    }

    int plainPort() {
        return port("port-api");
    }

    private int port(String listener) {
        return byName.get(listener).ports().getFirst().bound().join().getPort();
    }

    Optional<String> detail(String subject) {
        return health.conditions().stream()
                .filter(condition -> condition.subject().startsWith(subject))
                .map(Health.Condition::detail)
                .findFirst();
    }

    void awaitLevel(String subject, Level level) {
        while (health.conditions().stream()
                .noneMatch(condition -> condition.subject().startsWith(subject) && condition.level() == level)) {
            Thread.onSpinWait();
        }
    }

    /** A route's answer. */
    interface Answer {
        HttpReply to(HttpCall call) throws IOException, InterruptedException;
    }

    HttpRoute add(String listener, String path, Set<String> roles, Answer answer) {
        return add(listener, path, roles, answer, Optional.empty());
    }

    /** @param refusalType the type in which the route itself tells refusals; empty for the server's way */
    HttpRoute add(String listener, String path, Set<String> roles, Answer answer, Optional<String> refusalType) {
        var route = new HttpRoute() {
            @Override
            public HttpReply refuse(int status, String reason, List<String> accept) {
                return refusalType
                        .map(type -> HttpReply.of(status, type, status + " for " + accept))
                        .orElseGet(() -> refuse(status, reason));
            }

            @Override
            public String listener() {
                return listener;
            }

            @Override
            public String path() {
                return path;
            }

            @Override
            public Set<String> roles() {
                return roles;
            }

            @Override
            public HttpReply handle(HttpCall call) throws IOException, InterruptedException {
                return answer.to(call);
            }
        };
        routes.addRoute(route);
        return route;
    }

    void remove(HttpRoute route) {
        routes.removeRoute(route);
    }

    @Override
    public void close() throws Exception {
        for (var listener : listeners) {
            listener.close();
        }
        listeners.clear();
    }

    private record Settings(
            String name, int port, boolean tls, long maxBodyBytes, String accounts, String clientCertificate)
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
        public int maxConnections() {
            return 2;
        }

        @Override
        public int idleSeconds() {
            return IDLE_SECONDS;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return HttpListener.Config.class;
        }
    }
}
