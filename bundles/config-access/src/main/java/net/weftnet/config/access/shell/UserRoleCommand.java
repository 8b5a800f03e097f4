package net.weftnet.config.access.shell;

import net.weftnet.config.access.StoredAccess;
import net.weftnet.config.access.store.UserEdits;
import net.weftnet.config.db.api.ConfigException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Gives a user a role, or takes it away. */
@Service
@Command(scope = "weft", name = "user-role", description = "Gives a user a role, or takes it away")
public final class UserRoleCommand implements Action {

    @Argument(name = "user", required = true, description = "Which user")
    private String user = "";

    @Argument(index = 1, name = "role", required = true, description = "Which role")
    private String role = "";

    @Option(name = "-d", aliases = "--drop", description = "Take it away")
    private boolean drop;

    @Reference
    private StoredAccess access;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() throws ConfigException {
        access.accessData().commit(NewPassword.author(session), "user-role", UserEdits.grant(user, role, !drop));
        return null;
    }
}
