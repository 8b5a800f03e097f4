package net.weftnet.config.access.shell;

import net.weftnet.config.access.StoredAccess;
import net.weftnet.config.access.store.UserEdits;
import net.weftnet.config.db.api.ConfigException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Takes a role away. */
@Service
@Command(scope = "weft", name = "role-remove", description = "Takes a role away that no user has any more")
public final class RoleRemoveCommand implements Action {

    @Argument(name = "role", required = true, description = "Which role")
    private String role = "";

    @Reference
    private StoredAccess access;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() throws ConfigException {
        access.accessData().commit(NewPassword.author(session), "role-remove", UserEdits.removeRole(role));
        return null;
    }
}
