package net.weftnet.config.access.api;

import net.weftnet.common.http.api.Caller;
import net.weftnet.config.db.api.ConfigDatastore;

/** Service: who may do what. Asked by everything that shows or changes configuration for somebody. Thread-safe. */
public interface AccessControl {

    /** {@return what a caller may do, by the rules of this moment; to be asked anew for each call} */
    Permissions permissions(Caller caller);

    /**
     * {@return users, roles and rules (modules {@code weftnet-access} and {@code ietf-netconf-acm}) as a datastore of its
     * own, unguarded}. It has no history. A password can be written to it, and is never in what it shows.
     */
    ConfigDatastore accessData();
}
