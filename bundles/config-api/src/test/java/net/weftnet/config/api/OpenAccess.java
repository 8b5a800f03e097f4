package net.weftnet.config.api;

import net.weftnet.common.http.api.Caller;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.access.guard.AllPermissions;
import net.weftnet.config.db.api.ConfigDatastore;

/** Everybody may do everything, and there are no users. */
record OpenAccess() implements AccessControl {

    @Override
    public Permissions permissions(Caller caller) {
        return new AllPermissions();
    }

    @Override
    public ConfigDatastore accessData() {
        throw new UnsupportedOperationException();
    }
}
