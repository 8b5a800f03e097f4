package net.weftnet.config.api;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.common.runtime.api.Health;
import net.weftnet.common.runtime.api.Health.Level;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers while the configuration is not there, since the node starts or its stores are out of reach: 503, and why. */
@Component(service = HttpRoute.class)
public final class StartingRoute implements HttpRoute {
    private static final String ROLE = "config";
    private static final String SOON = "5";

    private final Health health;

    @Activate
    public StartingRoute(@Reference Health health) {
        this.health = health;
    }

    @Override
    public String listener() {
        return "rest";
    }

    @Override
    public String path() {
        return RestconfResources.ROOT;
    }

    @Override
    public boolean isStandIn() {
        return true;
    }

    /** Nobody: who calls cannot be known either, and this says no more than the health report, which everybody may read. */
    @Override
    public Set<String> roles() {
        return Set.of();
    }

    @Override
    public HttpReply handle(HttpCall call) {
        var reasons = health.conditions().stream()
                .filter(one -> one.role().equals(ROLE) && one.level() != Level.OK)
                .map(one -> one.subject() + ": " + one.detail())
                .collect(Collectors.joining("; "));
        var reason = "The configuration is not there yet" + (reasons.isEmpty() ? "" : ": " + reasons);
        return refuse(503, reason, call.headers("Accept")).with("Retry-After", SOON);
    }

    @Override
    public HttpReply refuse(int status, String reason, List<String> accept) {
        return RestconfResources.refuse(status, reason, accept);
    }
}
