package net.weftnet.common.http.server;

import java.net.SocketAddress;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.http.api.Accounts.Verdict;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.Credentials;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;

/** Lets the callers of one listener in, or not. Thread-safe; may block. */
final class Gate {
    private static final String CHALLENGE = "Basic realm=\"weftnet\", charset=\"UTF-8\"";

    private final AccountTable table;
    private final String accounts;

    /** Asks the accounts of this name. */
    Gate(AccountTable table, String accounts) {
        this.table = table;
        this.accounts = accounts;
    }

    /** Whether a caller may come in. */
    sealed interface Passage {
        /** It may. */
        record Open(Caller caller) implements Passage {}

        /** It may not; the caller is there when it is known who it is. */
        record Closed(Optional<Caller> caller, HttpReply reply) implements Passage {}
    }

    /**
     * Decides about a call of a route.
     *
     * @param authorization the header of this name; it goes before the certificate
     * @param certificate the certificate that the connection came with
     */
    Passage pass(
            HttpRoute route,
            Optional<String> authorization,
            Optional<Credentials.Certificate> certificate,
            SocketAddress peer) {
        var authority = table.find(accounts);
        if (authority.isEmpty()) {
            return closed(route.refuse(503, "The accounts of this listener are not there yet"));
        }
        Optional<? extends Credentials> given =
                authorization.isPresent() ? authorization.flatMap(Authorization::parse) : certificate;
        Verdict verdict = given.<Verdict>map(one -> authority.get().authenticate(one, peer))
                .orElseGet(Verdict.Unknown::new);
        return switch (verdict) {
            case Verdict.Known(var caller) -> admit(route, caller);
            case Verdict.Unknown _ ->
                closed(route.refuse(401, "The credentials are wrong or missing").with("WWW-Authenticate", CHALLENGE));
            case Verdict.Later(var pause) ->
                closed(route.refuse(429, "There were too many wrong credentials; these were not looked at")
                        .with(
                                "Retry-After",
                                Long.toString(Math.max(1, pause.plusMillis(999).toSeconds()))));
        };
    }

    private static Passage admit(HttpRoute route, Caller caller) {
        return maySee(route.roles(), caller)
                ? new Passage.Open(caller)
                : new Passage.Closed(
                        Optional.of(caller), route.refuse(403, caller.name() + " may not use " + route.path()));
    }

    private static boolean maySee(Set<String> roles, Caller caller) {
        return roles.contains(HttpRoute.ANY_ROLE) || !Collections.disjoint(caller.roles(), roles);
    }

    private static Passage closed(HttpReply reply) {
        return new Passage.Closed(Optional.empty(), reply);
    }
}
