package net.weftnet.common.storage.api;

import java.util.Optional;
import net.weftnet.common.runtime.api.Secrets;
import net.weftnet.common.runtime.api.TlsIdentity;

/**
 * How a node shows itself to a server of others, and protects what they say.
 *
 * @param tls the identity of this node, which trusts its authority alone; empty for a connection without TLS
 * @param login as whom; empty where the server asks nobody
 */
public record ServerAccess(Optional<TlsIdentity> tls, Optional<Login> login) {

    /** Without TLS, as nobody. */
    public static final ServerAccess OPEN = new ServerAccess(Optional.empty(), Optional.empty());

    /**
     * A user of the server.
     *
     * @param user the name
     * @param password never shown
     */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * {@return the access that is configured}
     *
     * @param isTls whether to use this node's identity
     * @param user as whom; blank for nobody
     * @param secret the name of the user's password among the secrets
     */
    public static ServerAccess of(boolean isTls, TlsIdentity identity, String user, Secrets secrets, String secret) {
        return new ServerAccess(
                isTls ? Optional.of(identity) : Optional.empty(),
                user.isBlank() ? Optional.empty() : Optional.of(new Login(user.strip(), secrets.password(secret))));
    }
}
