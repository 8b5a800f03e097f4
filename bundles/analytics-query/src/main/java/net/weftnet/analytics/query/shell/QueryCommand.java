package net.weftnet.analytics.query.shell;

import java.util.List;
import net.weftnet.karaf.shell.api.Table;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Runs a SELECT. */
@Service
@Command(
        scope = "weft",
        name = "query",
        description = "SQL over messages, object_logs, flows, flow_records, stats, uves and alarms; one SELECT")
public final class QueryCommand extends SelectCommand {

    @Argument(
            index = 0,
            name = "sql",
            required = true,
            description = "for example 'SELECT source, count(*) FROM flows GROUP BY 1'")
    private String sql = "";

    @Override
    protected Table table() throws Exception {
        return select(sql, List.of());
    }
}
