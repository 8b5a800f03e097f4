package net.weftnet.config.access.shell;

import java.io.IOException;
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

/** Gives a user another password. */
@Service
@Command(
        scope = "weft",
        name = "user-password",
        description = "Gives a user another password, which ends all tokens; tells it, unless it asks for one")
public final class UserPasswordCommand implements Action {

    @Argument(name = "user", required = true, description = "Which user")
    private String user = "";

    @Option(name = "-p", aliases = "--prompt", description = "Ask for the password instead of making one")
    private boolean prompt;

    @Reference
    private StoredAccess access;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() throws ConfigException, IOException {
        var password = prompt ? NewPassword.asked(session) : NewPassword.made();
        access.accessData().commit(NewPassword.author(session), "user-password", UserEdits.password(user, password));
        if (!prompt) {
            session.getConsole().println(password);
        }
        return null;
    }
}
