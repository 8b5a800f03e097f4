package net.weftnet.config.access.rest;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.config.access.audit.AuditLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /weft/audit?limit=N&user=NAME}: the newest calls of this node, newest first, for the role {@code admin}. */
@Component(service = HttpRoute.class)
public final class AuditRoute implements HttpRoute {
    private static final Pattern LIMIT = Pattern.compile("limit=([1-9]\\d{0,3})");
    private static final Pattern USER = Pattern.compile("user=([A-Za-z0-9_.@-]{1,64})");
    private static final int USUAL = 100;

    private final AuditLog audit;

    /** Shows this log. */
    @Activate
    public AuditRoute(@Reference AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public String listener() {
        return "rest";
    }

    @Override
    public String path() {
        return "/weft/audit";
    }

    @Override
    public Set<String> roles() {
        return Set.of("admin");
    }

    @Override
    public HttpReply handle(HttpCall call) throws IOException {
        if (!call.method().equals("GET")) {
            return LoginRoute.error(405, "The audit log is only read").with("Allow", "GET");
        }
        int limit = USUAL;
        Optional<String> user = Optional.empty();
        for (var parameter : call.query().orElse("").split("&")) {
            var asLimit = LIMIT.matcher(parameter);
            var asUser = USER.matcher(parameter);
            if (asLimit.matches()) {
                limit = Integer.parseInt(asLimit.group(1));
            } else if (asUser.matches()) {
                user = Optional.of(asUser.group(1));
            } else if (!parameter.isEmpty()) {
                return LoginRoute.error(400, "The query is limit=N, up to 9999, and user=NAME");
            }
        }
        var calls = new JsonArray();
        audit.newest(limit, user).forEach(calls::add);
        return HttpReply.of(200, "application/json", calls.toString()).with("Cache-Control", "no-store");
    }
}
