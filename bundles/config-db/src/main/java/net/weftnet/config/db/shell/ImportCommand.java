package net.weftnet.config.db.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigHistory;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;

/** Makes the configuration what a file says. */
@Service
@Command(scope = "weft", name = "import", description = "Makes the configuration what an exported file says")
public final class ImportCommand implements Action {

    @Argument(name = "file", required = true, description = "A file on this node")
    private String file;

    @Reference
    private ConfigHistory history;

    @Reference
    private Session session;

    @Override
    public Object execute() throws ConfigException, IOException {
        var commit = history.imported(Files.readString(Path.of(file)), Author.of(session), "Import of " + file);
        return "revision " + commit.revision();
    }
}
