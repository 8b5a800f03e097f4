package net.weftnet.config.access.shell;

import java.io.IOException;
import java.util.List;
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

/** Makes a user. */
@Service
@Command(scope = "weft", name = "user-add", description = "Makes a user; tells the password, unless it asks for one")
public final class UserAddCommand implements Action {

    @Argument(name = "user", required = true, description = "The name to log in with")
    private String user = "";

    @Option(name = "-r", aliases = "--role", multiValued = true, description = "A role of the user; may be repeated")
    private List<String> roles = List.of();

    @Option(name = "-p", aliases = "--prompt", description = "Ask for the password instead of making one")
    private boolean prompt;

    @Reference
    private StoredAccess access;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() throws ConfigException, IOException {
        var password = prompt ? NewPassword.asked(session) : NewPassword.made();
        access.accessData().commit(NewPassword.author(session), "user-add", UserEdits.add(user, roles, password));
        if (!prompt) {
            session.getConsole().println(password);
        }
        return null;
    }
}
