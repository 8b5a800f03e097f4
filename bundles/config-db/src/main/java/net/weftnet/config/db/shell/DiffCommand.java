package net.weftnet.config.db.shell;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigHistory;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Shows how two revisions differ. */
@Service
@Command(scope = "weft", name = "diff", description = "How two revisions of the configuration differ, as JSON edits")
public final class DiffCommand implements Action {

    @Argument(name = "from", required = true, description = "A revision")
    private long from;

    @Argument(index = 1, name = "to", description = "Another revision; the newest if left out")
    private long to;

    @Reference
    private ConfigDatastore datastore;

    @Reference
    private ConfigHistory history;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() throws ConfigException {
        var after = to == 0 ? datastore.snapshot() : history.at(to);
        var edits = JsonParser.parseString(history.difference(history.at(from), after));
        session.getConsole()
                .println(new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(edits));
        return null;
    }
}
