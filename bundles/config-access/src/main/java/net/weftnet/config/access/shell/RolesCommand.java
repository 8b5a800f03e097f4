package net.weftnet.config.access.shell;

import net.weftnet.config.access.StoredAccess;
import net.weftnet.config.access.store.User;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the roles. */
@Service
@Command(scope = "weft", name = "roles", description = "Roles, with the projects that they confine to")
public final class RolesCommand extends TableCommand {

    @Reference
    private StoredAccess access;

    @Override
    protected Table table() {
        var table = Table.of("role", "project", "users");
        var users = access.state().users();
        users.roles()
                .forEach((role, project) -> table.row(
                        role,
                        project.orElse(""),
                        users.all().stream()
                                .filter(user -> user.roles().contains(role))
                                .map(User::name)
                                .toList()));
        return table;
    }
}
