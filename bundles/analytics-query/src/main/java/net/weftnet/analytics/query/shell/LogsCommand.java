package net.weftnet.analytics.query.shell;

import java.util.Locale;
import net.weftnet.common.sandesh.api.Level;
import net.weftnet.karaf.shell.api.Table;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows log messages of all processes, newest first. */
@Service
@Command(scope = "weft", name = "logs", description = "What the processes of the system told, newest first")
public final class LogsCommand extends SelectCommand {

    @Argument(index = 0, name = "object", description = "only about this object, for example default-domain:demo:front")
    private String object = "";

    @Option(name = "--last", description = "How far back: 10m, 2h, 7d, or a time")
    private String last = "1h";

    @Option(name = "-l", aliases = "--level", description = "This urgent at least: error, warning, notice, info, debug")
    private String level = "";

    @Option(name = "--node", description = "Only of this node")
    private String node = "";

    @Option(name = "-t", aliases = "--type", description = "Only messages whose name begins so")
    private String type = "";

    @Override
    protected Table table() throws Exception {
        var conditions = new Conditions()
                .since(last)
                .when(node, "source = ?")
                .when(type, "starts_with(type, ?)")
                .when(urgency(), "level <= ?::TINYINT")
                .when(object, "id IN (SELECT message FROM objects WHERE object = ?)");
        return select(
                "SELECT date_trunc('second', time) AS time, source AS node, "
                        + "['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'][level + 1] AS level, "
                        + "type, data::VARCHAR AS content FROM messages WHERE " + conditions
                        + " ORDER BY messages.time DESC",
                conditions.parameters());
    }

    private String urgency() {
        return level.isEmpty()
                ? ""
                : Integer.toString(Level.valueOf(level.toUpperCase(Locale.ROOT)).code());
    }
}
