package net.weftnet.common.http.api;

import java.util.Optional;

/** Service: the users of this node. */
public interface Accounts {

    /** {@return the user, if there is one of this name with this password} */
    Optional<Caller> authenticate(String user, char[] password);
}
