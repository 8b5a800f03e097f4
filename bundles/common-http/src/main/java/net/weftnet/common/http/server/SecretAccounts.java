package net.weftnet.common.http.server;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.Credentials;
import net.weftnet.common.runtime.api.Secrets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Two users, each with a role of its own name, whose passwords are the node's secrets of the same name. */
@Component(property = Accounts.NAME + '=' + Accounts.NODE)
public final class SecretAccounts implements Accounts {
    private static final Map<String, Caller> USERS = Map.of(
            "admin", new Caller("admin", Set.of("admin")),
            "ifmap", new Caller("ifmap", Set.of("ifmap")));

    private final Secrets secrets;

    @Activate
    public SecretAccounts(@Reference Secrets secrets) {
        this.secrets = secrets;
        // Makes the files now, so that the operator finds them before the first call.
        USERS.keySet().forEach(secrets::password);
    }

    @Override
    public Verdict authenticate(Credentials credentials, SocketAddress peer) {
        if (!(credentials instanceof Credentials.Password(var user, var password)) || !USERS.containsKey(user)) {
            return new Verdict.Unknown();
        }
        var expected = secrets.password(user).getBytes(StandardCharsets.UTF_8);
        // Takes the same time wherever the two differ.
        return MessageDigest.isEqual(expected, password.getBytes(StandardCharsets.UTF_8))
                ? new Verdict.Known(USERS.get(user))
                : new Verdict.Unknown();
    }
}
