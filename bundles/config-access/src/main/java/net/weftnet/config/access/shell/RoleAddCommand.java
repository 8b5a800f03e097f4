package net.weftnet.config.access.shell;

import java.util.Optional;
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

/** Makes a role. */
@Service
@Command(scope = "weft", name = "role-add", description = "Makes a role, or binds it to another project")
public final class RoleAddCommand implements Action {

    @Argument(name = "role", required = true, description = "Its name")
    private String role = "";

    @Option(
            name = "-p",
            aliases = "--project",
            description = "Its users see and edit this project only: DOMAIN:PROJECT")
    private String project = "";

    @Reference
    private StoredAccess access;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() throws ConfigException {
        var bound = Optional.of(project).filter(name -> !name.isEmpty());
        access.accessData().commit(NewPassword.author(session), "role-add", UserEdits.role(role, bound));
        return null;
    }
}
