package net.weftnet.analytics.query.shell;

import net.weftnet.karaf.shell.api.Table;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows which statistics there are, or the values of one. */
@Service
@Command(scope = "weft", name = "stats", description = "Which statistics there are, or the newest values of one")
public final class StatsCommand extends SelectCommand {

    @Argument(index = 0, name = "statistic", description = "struct.field, as the list has it")
    private String statistic = "";

    @Option(name = "--last", description = "How far back: 10m, 2h, 7d, or a time")
    private String last = "1h";

    @Option(name = "--object", description = "Only of this object")
    private String object = "";

    @Override
    protected Table table() throws Exception {
        var conditions =
                new Conditions().since(last).when(statistic, "stat = ?").when(object, "object = ?");
        return statistic.isEmpty()
                ? select(
                        "SELECT stat AS statistic, count(DISTINCT object) AS objects, count(*) AS samples, "
                                + "date_trunc('second', max(time)) AS newest FROM stats WHERE " + conditions
                                + " GROUP BY ALL ORDER BY 1",
                        conditions.parameters())
                : select(
                        "SELECT date_trunc('second', time) AS time, source AS node, object, data::VARCHAR AS content "
                                + "FROM stats WHERE " + conditions + " ORDER BY stats.time DESC",
                        conditions.parameters());
    }
}
