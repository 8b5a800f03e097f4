package net.weftnet.analytics.store.shell;

import java.time.temporal.ChronoUnit;
import net.weftnet.analytics.store.api.AnalyticsStore;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows what the store holds, and what it lost. */
@Service
@Command(scope = "weft", name = "analytics-store", description = "What analytics remembers, and what it lost")
public final class StoreCommand extends TableCommand {

    @Reference
    private AnalyticsStore store;

    @Override
    protected Table table() {
        var state = store.state();
        var table = Table.of("what", "rows", "oldest", "newest", "detail");
        for (var each : state.tables()) {
            table.row(
                    each.name(),
                    each.rows(),
                    each.oldest().map(time -> time.truncatedTo(ChronoUnit.SECONDS)),
                    each.newest().map(time -> time.truncatedTo(ChronoUnit.SECONDS)),
                    null);
        }
        table.row("(waiting)", state.waiting(), null, null, null);
        state.lost().forEach((urgency, rows) -> table.row("(lost)", rows, null, null, urgency));
        table.row("(disk)", null, null, null, (state.usedBytes() >> 20) + " MiB");
        state.problem().ifPresent(problem -> table.row("(problem)", null, null, null, problem));
        return table;
    }
}
