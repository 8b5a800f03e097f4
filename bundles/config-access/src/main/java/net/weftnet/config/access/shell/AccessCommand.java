package net.weftnet.config.access.shell;

import net.weftnet.config.access.StoredAccess;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows what was refused. */
@Service
@Command(scope = "weft", name = "access", description = "What this node has refused since it started")
public final class AccessCommand extends TableCommand {

    @Reference
    private StoredAccess access;

    @Override
    protected Table table() {
        var counters = access.counters();
        var table = Table.of("refused", "count");
        table.row("calls of operations", counters.operations());
        table.row("changes of data", counters.writes());
        table.row("notifications", counters.notifications());
        return table;
    }
}
