package org.apache.cassandra.security;

import java.security.PermissionCollection;
import java.security.Permissions;

/**
 * Stands in for Cassandra's class of this name, first on the class path: it installs a SecurityManager to confine
 * user-defined functions, and JDK 24 and later have none. Those functions stay switched off.
 */
public final class ThreadAwareSecurityManager {

    /** Nothing is permitted to code that is confined. */
    public static final PermissionCollection noPermissions = new Permissions();

    private ThreadAwareSecurityManager() {}

    /** Does nothing. */
    public static void install() {}

    /** {@return whether the thread runs confined code; never} */
    public static boolean isSecuredThread() {
        return false;
    }
}
