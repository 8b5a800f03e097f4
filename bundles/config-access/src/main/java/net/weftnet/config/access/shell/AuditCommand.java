package net.weftnet.config.access.shell;

import java.io.IOException;
import net.weftnet.config.access.audit.AuditFilter;
import net.weftnet.config.access.audit.AuditLog;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows who called what. */
@Service
@Command(scope = "weft", name = "audit", description = "The newest calls of this node: who, from where, what, outcome")
public final class AuditCommand extends TableCommand {

    @Option(name = "-n", aliases = "--limit", description = "How many at most")
    private int limit = 50;

    @Option(name = "-u", aliases = "--user", description = "Only the calls of this user")
    private String user = "";

    @Option(name = "-p", aliases = "--path", description = "Only calls whose path begins so")
    private String path = "";

    @Option(
            name = "-s",
            aliases = "--status",
            description = "Only calls with this outcome: 403, or 4xx for all that were refused")
    private String status = "";

    @Reference
    private AuditLog audit;

    @Override
    protected Table table() throws IOException {
        var table = Table.of("time", "user", "from", "method", "path", "status", "revision");
        for (var call : audit.newest(limit, AuditFilter.of(user, path, status))) {
            table.row(
                    AuditLog.text(call, "time").orElse(""),
                    AuditLog.text(call, "user").orElse(""),
                    AuditLog.text(call, "from").orElse(""),
                    AuditLog.text(call, "method").orElse(""),
                    AuditLog.text(call, "path").orElse(""),
                    AuditLog.text(call, "status").orElse(""),
                    AuditLog.text(call, "revision").orElse(""));
        }
        return table;
    }
}
