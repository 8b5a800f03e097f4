package net.weftnet.config.access.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.http.api.Accounts.Verdict;
import net.weftnet.common.http.api.Credentials;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import net.weftnet.config.access.ConfigAccounts;
import net.weftnet.config.access.audit.AuditLog;
import net.weftnet.config.access.user.UserAccounts.Login;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /weft/login} with user and password: a token, for who would rather not send the password each time. */
@Component(service = HttpRoute.class)
public final class LoginRoute implements HttpRoute {
    private static final int MAX_BODY = 4096;
    private static final Gson JSON = new Gson();

    private final ConfigAccounts accounts;
    private final AuditLog audit;

    /** Makes tokens of these accounts. */
    @Activate
    public LoginRoute(@Reference ConfigAccounts accounts, @Reference AuditLog audit) {
        this.accounts = accounts;
        this.audit = audit;
    }

    @Override
    public String listener() {
        return "rest";
    }

    @Override
    public String path() {
        return AuditLog.LOGIN;
    }

    @Override
    public Set<String> roles() {
        return Set.of();
    }

    @Override
    public HttpReply handle(HttpCall call) throws IOException {
        if (!call.method().equals("POST")) {
            return HttpReply.error(405, "A login is a POST").with("Allow", "POST");
        }
        var body = call.body().readNBytes(MAX_BODY + 1);
        var given = body.length > MAX_BODY ? Optional.<Credentials.Password>empty() : credentials(body);
        if (given.isEmpty()) {
            return told(call, Optional.empty(), HttpReply.error(400, "The body is {\"user\": …, \"password\": …}"));
        }
        var login = accounts.users().login(given.get(), call.peer());
        var user = login.verdict() instanceof Verdict.Known(var caller)
                ? Optional.of(caller.name())
                : accounts.known(given.get().user());
        return told(call, user, reply(login));
    }

    private HttpReply told(HttpCall call, Optional<String> user, HttpReply reply) {
        audit.login(user, call.peer(), reply.status());
        return reply.with("Cache-Control", "no-store");
    }

    private static Optional<Credentials.Password> credentials(byte[] body) {
        try {
            return JsonParser.parseString(new String(body, UTF_8)) instanceof JsonObject json && json.size() == 2
                    ? Optional.of(new Credentials.Password(
                            json.get("user").getAsString(), json.get("password").getAsString()))
                    : Optional.empty();
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | NullPointerException _) {
            return Optional.empty();
        }
    }

    private static HttpReply reply(Login login) {
        return switch (login.verdict()) {
            case Verdict.Known(var caller) -> {
                var token = Objects.requireNonNull(login.token());
                var answer = new JsonObject();
                answer.addProperty("token", token.text());
                answer.addProperty("type", "Bearer");
                answer.addProperty("expires", token.end().toString());
                answer.addProperty("user", caller.name());
                answer.add("roles", JSON.toJsonTree(caller.roles()));
                yield HttpReply.of(200, "application/json", answer.toString());
            }
            case Verdict.Unknown _ -> HttpReply.error(401, "User or password is wrong");
            case Verdict.Later(var pause) ->
                HttpReply.error(429, "There were too many wrong passwords; this one was not looked at")
                        .with(
                                "Retry-After",
                                Long.toString(Math.max(1, pause.plusMillis(999).toSeconds())));
        };
    }
}
