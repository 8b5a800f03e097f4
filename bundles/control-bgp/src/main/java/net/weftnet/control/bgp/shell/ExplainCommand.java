package net.weftnet.control.bgp.shell;

import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.Decision;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Says why a path is the best one, rule by rule. */
@Service
@Command(
        scope = "bgp",
        name = "explain",
        description = "Why the best path to a prefix is the best one: each rule, up to the one that decides")
public final class ExplainCommand extends TableCommand {

    @Argument(name = "prefix", required = true, description = "A prefix as it is in the tables: 10.1.1.3/32")
    private String prefix = "";

    @Option(name = "--table", description = "Only this table, or those whose name ends like this: front.inet.0")
    private @Nullable String table;

    @Reference
    private Rib rib;

    @Override
    protected Table table() {
        var rows = Table.of(
                "table", "rank", "from", "path", "next hop", "used", "rule", "best has", "this has", "decides");
        for (var decision : rib.explain(IpPrefix.parse(prefix))) {
            if (table == null || decision.table().toString().endsWith(table)) {
                add(decision, rows);
            }
        }
        return rows;
    }

    private static void add(Decision decision, Table rows) {
        if (decision.steps().isEmpty()) {
            rows.row(cells(decision, "best", "", "", ""));
        }
        for (var step : decision.steps()) {
            rows.row(cells(decision, step.rule(), step.best(), step.other(), step.decides() ? "yes" : "no"));
        }
    }

    private static Object[] cells(Decision decision, String rule, String best, String other, String decides) {
        var path = decision.path();
        return new Object[] {
            decision.table().toString(),
            decision.rank(),
            path.peer(),
            path.route().toString(),
            path.nextHop().toString(),
            decision.usedBesideBest(),
            rule,
            best,
            other,
            decides
        };
    }
}
