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

/** Takes a user away. */
@Service
@Command(
        scope = "weft",
        name = "user-remove",
        description = "Takes a user away; for admin and ifmap the passwords in the nodes' files are good again")
public final class UserRemoveCommand implements Action {

    @Argument(name = "user", required = true, description = "Which user")
    private String user = "";

    @Reference
    private StoredAccess access;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() throws ConfigException {
        access.accessData().commit(NewPassword.author(session), "user-remove", UserEdits.removeUser(user));
        return null;
    }
}
