package net.weftnet.config.access.rest;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Set;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.config.access.ConfigAccounts;
import net.weftnet.config.access.StoredAccess;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /weft/session}: {@code GET} tells who the caller is, {@code DELETE} ends its token. */
@Component(service = HttpRoute.class)
public final class SessionRoute implements HttpRoute {
    static final String PATH = "/weft/session";

    private static final String BEARER = "Bearer ";
    private static final Gson JSON = new Gson();

    private final ConfigAccounts accounts;
    private final StoredAccess access;

    /** Tells of these accounts. */
    @Activate
    public SessionRoute(@Reference ConfigAccounts accounts, @Reference StoredAccess access) {
        this.accounts = accounts;
        this.access = access;
    }

    @Override
    public String listener() {
        return "rest";
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Set<String> roles() {
        return Set.of(ANY_ROLE);
    }

    @Override
    public HttpReply handle(HttpCall call) {
        return switch (call.method()) {
            case "GET" -> who(call.caller().orElseThrow());
            case "DELETE" -> logout(call);
            default -> HttpReply.error(405, "A session is read or deleted").with("Allow", "DELETE, GET");
        };
    }

    private HttpReply who(Caller caller) {
        var answer = new JsonObject();
        answer.addProperty("user", caller.name());
        answer.add("roles", JSON.toJsonTree(caller.roles()));
        answer.add("projects", JSON.toJsonTree(access.state().users().projects(caller.roles())));
        return HttpReply.of(200, "application/json", answer.toString()).with("Cache-Control", "no-store");
    }

    private HttpReply logout(HttpCall call) {
        boolean isEnded = call.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> accounts.users()
                        .logout(header.substring(BEARER.length()).strip()))
                .orElse(false);
        return isEnded ? HttpReply.empty(204) : HttpReply.error(400, "The call has no token that could be ended");
    }
}
