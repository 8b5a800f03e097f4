package net.weftnet.config.access;

import java.net.SocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.Credentials;
import net.weftnet.common.runtime.api.Secrets;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.common.storage.api.TableStore;
import net.weftnet.config.access.store.User;
import net.weftnet.config.access.user.Argon2;
import net.weftnet.config.access.user.UserAccounts;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The users of the configuration, for listeners that ask for {@code config}. */
@Component(
        service = {Accounts.class, ConfigAccounts.class},
        property = Accounts.NAME + "=config")
public final class ConfigAccounts implements Accounts {
    private final UserAccounts users;
    private final StoredAccess access;

    /** Takes the users of the store, and those of the node. */
    @Activate
    public ConfigAccounts(
            @Reference StoredAccess access,
            @Reference(target = '(' + Accounts.NAME + '=' + Accounts.NODE + ')') Accounts ofNode,
            @Reference Secrets secrets,
            @Reference TableStore tables)
            throws StorageException {
        this.access = access;
        users = new UserAccounts(
                () -> access.state().users(),
                ofNode,
                secrets::password,
                tables.table("config-tokens"),
                new Argon2(Argon2.Cost.RECOMMENDED),
                InstantSource.system());
    }

    @Override
    public Verdict authenticate(Credentials credentials, SocketAddress peer) {
        return users.authenticate(credentials, peer);
    }

    /** {@return the user of this name, if there is one} */
    public Optional<String> known(String user) {
        return access.state().users().find(user).map(User::name);
    }

    /** {@return what else there is to know of them} */
    public UserAccounts users() {
        return users;
    }
}
