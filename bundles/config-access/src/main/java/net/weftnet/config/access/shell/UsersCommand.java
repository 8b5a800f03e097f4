package net.weftnet.config.access.shell;

import net.weftnet.config.access.ConfigAccounts;
import net.weftnet.config.access.StoredAccess;
import net.weftnet.config.access.user.SlowDown.Guessing;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the users. */
@Service
@Command(scope = "weft", name = "users", description = "Users of the configuration, with their roles")
public final class UsersCommand extends TableCommand {

    @Reference
    private StoredAccess access;

    @Reference
    private ConfigAccounts accounts;

    @Override
    protected Table table() {
        var table = Table.of(
                "user", "may come in", "roles", "projects", "password", "certificates", "tokens", "wrong passwords");
        var users = access.state().users();
        var guessing = accounts.users().guessing();
        for (var user : users.all()) {
            table.row(
                    user.name(),
                    user.isEnabled() ? "yes" : "no",
                    user.roles(),
                    users.projects(user.roles()),
                    user.hash().isPresent() ? "yes" : "no",
                    user.certificateNames(),
                    accounts.users().tokens(user.name()),
                    guessing.stream()
                            .filter(guess -> guess.user().equals(user.name()))
                            .mapToInt(Guessing::count)
                            .sum());
        }
        return table;
    }
}
