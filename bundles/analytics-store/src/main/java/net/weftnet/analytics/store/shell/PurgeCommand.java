package net.weftnet.analytics.store.shell;

import java.time.Instant;
import net.weftnet.analytics.store.api.AnalyticsStore;
import net.weftnet.analytics.store.api.QueryException;
import net.weftnet.analytics.store.api.Times;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Forgets what is older than it needs to be. */
@Service
@Command(scope = "weft", name = "analytics-purge", description = "Delete what analytics remembers from before a time")
public final class PurgeCommand extends TableCommand {

    @Argument(
            index = 0,
            name = "age",
            required = true,
            description = "what is older goes: 30m, 12h, 7d, or a time as 2026-01-31T12:00:00Z")
    private String age = "";

    @Reference
    private AnalyticsStore store;

    @Override
    protected Table table() throws QueryException {
        var before = Times.parse(age, Instant.now());
        return Table.of("before", "deleted rows").row(before, store.purge(before));
    }
}
