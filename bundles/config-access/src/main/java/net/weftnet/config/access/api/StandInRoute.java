package net.weftnet.config.access.api;

import java.util.Set;
import java.util.stream.Collectors;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.Health.Level;

/**
 * Answers in the place of a route that needs the configuration, while the configuration is not there, since the node starts
 * or its stores are out of reach: 503, and why.
 */
public abstract class StandInRoute implements HttpRoute {
    private static final String ROLE = "config";
    private static final String SOON = "5";

    private final Health health;
    private final String listener;
    private final String path;

    /**
     * Answers for a route.
     *
     * @param health knows why the configuration is not there
     * @param listener that of the route
     * @param path that of the route
     */
    protected StandInRoute(Health health, String listener, String path) {
        this.health = health;
        this.listener = listener;
        this.path = path;
    }

    @Override
    public final String listener() {
        return listener;
    }

    @Override
    public final String path() {
        return path;
    }

    @Override
    public final boolean isStandIn() {
        return true;
    }

    /** Nobody: who calls cannot be known either, and this says no more than the health report, which everybody may read. */
    @Override
    public final Set<String> roles() {
        return Set.of();
    }

    @Override
    public final HttpReply handle(HttpCall call) {
        var reasons = health.conditions().stream()
                .filter(one -> one.role().equals(ROLE) && one.level() != Level.OK)
                .map(one -> one.subject() + ": " + one.detail())
                .collect(Collectors.joining("; "));
        var reason = "The configuration is not there yet" + (reasons.isEmpty() ? "" : ": " + reasons);
        return refuse(503, reason, call.headers("Accept")).with("Retry-After", SOON);
    }
}
