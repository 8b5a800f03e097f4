package net.weftnet.config.db.shell;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Shows what a commit changed. */
@Service
@Command(scope = "weft", name = "commit", description = "What a commit changed, as JSON")
public final class CommitCommand implements Action {

    @Argument(name = "revision", required = true, description = "The number of the commit")
    private long revision;

    @Reference
    private ConfigDatastore datastore;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() throws ConfigException {
        var found = datastore.commitsSince(revision - 1, 1);
        if (found.isEmpty() || found.getFirst().revision() != revision) {
            throw new IllegalArgumentException("There is no commit " + revision + "; the newest is "
                    + datastore.snapshot().revision());
        }
        var edits = JsonParser.parseString(
                datastore.changeSet(found.getFirst().id()).orElse("[]"));
        session.getConsole()
                .println(new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(edits));
        return null;
    }
}
