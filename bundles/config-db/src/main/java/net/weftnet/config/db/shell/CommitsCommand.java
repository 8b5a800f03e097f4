package net.weftnet.config.db.shell;

import java.time.temporal.ChronoUnit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the newest commits. */
@Service
@Command(scope = "weft", name = "commits", description = "The newest commits of the configuration")
public final class CommitsCommand extends TableCommand {

    @Option(name = "-n", aliases = "--number", description = "How many")
    private int number = 20;

    @Reference
    private ConfigDatastore datastore;

    @Override
    protected Table table() throws ConfigException {
        var table = Table.of("revision", "time", "author", "comment", "id");
        long first = Math.max(0, datastore.snapshot().revision() - number);
        for (var commit : datastore.commitsSince(first, number)) {
            table.row(
                    commit.revision(),
                    commit.time().truncatedTo(ChronoUnit.SECONDS),
                    commit.author(),
                    commit.comment(),
                    commit.id());
        }
        return table;
    }
}
