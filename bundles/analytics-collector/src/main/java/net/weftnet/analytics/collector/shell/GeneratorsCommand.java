package net.weftnet.analytics.collector.shell;

import java.time.temporal.ChronoUnit;
import net.weftnet.analytics.collector.api.Analytics;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists who reports to analytics. */
@Service
@Command(scope = "weft", name = "generators", description = "Processes that report to analytics")
public final class GeneratorsCommand extends TableCommand {

    @Reference
    private Analytics analytics;

    @Override
    protected Table table() {
        var table = Table.of("generator", "peer", "since", "sessions", "messages", "lost", "bytes", "uves");
        for (var generator : analytics.generators()) {
            table.row(
                    generator.name(),
                    generator.peer(),
                    generator.since().truncatedTo(ChronoUnit.SECONDS),
                    generator.sessions(),
                    generator.messageCount(),
                    generator.lostCount(),
                    generator.octets(),
                    generator.uves());
        }
        return table;
    }
}
