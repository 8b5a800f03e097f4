package net.weftnet.config.access.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.config.access.audit.AuditFilter;
import net.weftnet.config.access.audit.AuditLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code GET /weft/audit?limit=N&user=NAME&path=PREFIX&status=4xx}: the newest calls of this node, newest first, for the role
 * {@code admin}.
 */
@Component(service = HttpRoute.class)
public final class AuditRoute implements HttpRoute {
    private static final int USUAL = 100;
    private static final int MOST = 9999;
    private static final Set<String> PARAMETERS = Set.of("limit", "user", "path", "status");

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
            return HttpReply.error(405, "The audit log is only read").with("Allow", "GET");
        }
        int limit;
        AuditFilter filter;
        try {
            var query = query(call);
            limit = Integer.parseInt(query.getOrDefault("limit", Integer.toString(USUAL)));
            filter = AuditFilter.of(
                    query.getOrDefault("user", ""), query.getOrDefault("path", ""), query.getOrDefault("status", ""));
            if (limit < 1 || limit > MOST) {
                throw new IllegalArgumentException("The limit is from 1 to " + MOST);
            }
        } catch (IllegalArgumentException e) {
            return HttpReply.error(400, "limit=N, user=NAME, path=PREFIX, status=403 or 4xx: " + e.getMessage());
        }
        var calls = new JsonArray();
        audit.newest(limit, filter).forEach(calls::add);
        return HttpReply.of(200, "application/json", calls.toString()).with("Cache-Control", "no-store");
    }

    private static Map<String, String> query(HttpCall call) {
        var found = new HashMap<String, String>();
        for (var parameter : call.query().orElse("").split("&")) {
            var pair = parameter.split("=", 2);
            if (pair.length == 2 && PARAMETERS.contains(pair[0])) {
                found.put(pair[0], URLDecoder.decode(pair[1], UTF_8));
            } else if (!parameter.isEmpty()) {
                throw new IllegalArgumentException("There is no " + parameter);
            }
        }
        return found;
    }
}
