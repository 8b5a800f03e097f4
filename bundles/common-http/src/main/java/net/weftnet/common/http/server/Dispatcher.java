package net.weftnet.common.http.server;

import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.http.api.AnsweredCall;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.Credentials;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.http.server.Gate.Passage;

/** Finds who answers a request on one listener, and whether the caller may have that answer. Thread-safe; may block. */
final class Dispatcher {
    private final String listener;
    private final RouteTable routes;
    private final Gate gate;
    private final HealthReport health;
    private final ObserverTable observers;

    Dispatcher(String listener, RouteTable routes, Gate gate, HealthReport health, ObserverTable observers) {
        this.listener = listener;
        this.routes = routes;
        this.gate = gate;
        this.health = health;
        this.observers = observers;
    }

    /** What becomes of a request. The caller is there when it is known who it is. */
    sealed interface Decision {
        /** {@return who calls} */
        Optional<Caller> caller();

        /** The route answers. */
        record Admit(HttpRoute route, Optional<Caller> caller) implements Decision {}

        /** The server answers. */
        record Reply(HttpReply reply, Optional<Caller> caller) implements Decision {}
    }

    Decision decide(
            String method,
            String path,
            Optional<String> authorization,
            Optional<Credentials.Certificate> certificate,
            SocketAddress peer) {
        if (path.equals(HealthReport.PATH)) {
            return new Decision.Reply(health.reply(method), Optional.empty());
        }
        var route = routes.find(listener, path);
        if (route.isEmpty()) {
            return new Decision.Reply(text(404, "Nothing here answers " + path), Optional.empty());
        }
        if (route.get().roles().isEmpty()) {
            return new Decision.Admit(route.get(), Optional.empty());
        }
        return switch (gate.pass(route.get(), authorization, certificate, peer)) {
            case Passage.Open(var caller) -> new Decision.Admit(route.get(), Optional.of(caller));
            case Passage.Closed(var caller, var reply) -> new Decision.Reply(reply, caller);
        };
    }

    /** Tells of a call that is over; that of the health report is none. */
    void answered(AnsweredCall call) {
        if (!call.path().equals(HealthReport.PATH)) {
            observers.answered(call);
        }
    }

    String listener() {
        return listener;
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
