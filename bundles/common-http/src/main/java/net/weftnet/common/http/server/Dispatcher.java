package net.weftnet.common.http.server;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import org.jspecify.annotations.Nullable;

/** Finds who answers a request on one listener, and whether the caller may have that answer. Thread-safe; may block. */
final class Dispatcher {
    private static final String CHALLENGE = "Basic realm=\"weftnet\", charset=\"UTF-8\"";

    private final String listener;
    private final RouteTable routes;
    private final Accounts accounts;
    private final HealthReport health;

    Dispatcher(String listener, RouteTable routes, Accounts accounts, HealthReport health) {
        this.listener = listener;
        this.routes = routes;
        this.accounts = accounts;
        this.health = health;
    }

    /** What becomes of a request. */
    sealed interface Decision {
        /** The route answers. */
        record Admit(HttpRoute route, @Nullable Caller caller) implements Decision {}

        /** The server answers. */
        record Reply(HttpReply reply) implements Decision {}
    }

    Decision decide(String method, String path, Optional<String> authorization) {
        if (path.equals(HealthReport.PATH)) {
            return new Decision.Reply(health.reply(method));
        }
        var route = routes.find(listener, path);
        if (route.isEmpty()) {
            return new Decision.Reply(text(404, "Nothing here answers " + path));
        }
        var roles = route.get().roles();
        if (roles.isEmpty()) {
            return new Decision.Admit(route.get(), null);
        }
        var caller = authorization
                .flatMap(BasicCredentials::parse)
                .flatMap(given ->
                        accounts.authenticate(given.user(), given.password().toCharArray()));
        if (caller.isEmpty()) {
            return new Decision.Reply(route.get()
                    .refuse(401, "User or password is wrong or missing")
                    .with("WWW-Authenticate", CHALLENGE));
        }
        if (Collections.disjoint(caller.get().roles(), roles)) {
            return new Decision.Reply(route.get()
                    .refuse(
                            403,
                            caller.get().name() + " may not use " + route.get().path()));
        }
        return new Decision.Admit(route.get(), caller.get());
    }

    /** {@return the refusal of a call, in the form of the route that would answer it} */
    HttpReply refusal(String path, int status, String reason, List<String> accept) {
        return routes.find(listener, path)
                .map(route -> route.refuse(status, reason, accept))
                .orElseGet(() -> text(status, reason));
    }

    /** {@return a reply of the server itself: one line of plain text} */
    static HttpReply text(int status, String line) {
        return HttpReply.of(status, "text/plain; charset=utf-8", line + "\n");
    }
}
