package net.weftnet.config.ifmap.shell;

import net.weftnet.config.ifmap.server.ServerView;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:ifmap-sessions} */
@Service
@Command(scope = "weft", name = "ifmap-sessions", description = "Sessions of the IF-MAP server of this node")
public final class IfmapSessionsCommand extends TableCommand {
    @Reference
    private ServerView server;

    @Override
    protected Table table() {
        var table = Table.of("session", "publisher", "client", "since", "polling", "subscriptions", "waiting");
        server.sessions()
                .forEach(session -> table.row(
                        session.sessionId(),
                        session.publisherId(),
                        session.client(),
                        session.since(),
                        session.polling(),
                        session.subscriptions(),
                        session.waiting()));
        return table;
    }
}
