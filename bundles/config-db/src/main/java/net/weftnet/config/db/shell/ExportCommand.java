package net.weftnet.config.db.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigHistory;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Writes the whole configuration to a file of the node. */
@Service
@Command(scope = "weft", name = "export", description = "Writes the whole configuration to a new file on this node")
public final class ExportCommand implements Action {

    @Argument(name = "file", required = true, description = "The file; it must not exist yet")
    private String file;

    @Option(name = "-r", aliases = "--revision", description = "A revision; the newest if left out")
    private long revision;

    @Reference
    private ConfigDatastore datastore;

    @Reference
    private ConfigHistory history;

    @Override
    public Object execute() throws ConfigException, IOException {
        var snapshot = revision == 0 ? datastore.snapshot() : history.at(revision);
        var path = Path.of(file);
        if (Files.exists(path)) {
            throw new IOException(path + " exists");
        }
        Files.writeString(path, history.exported(snapshot));
        return "revision " + snapshot.revision() + " in " + path.toAbsolutePath();
    }
}
