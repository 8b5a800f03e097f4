package net.weftnet.control.config.shell;

import net.weftnet.control.config.client.ClientView;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:ifmap} */
@Service
@Command(scope = "weft", name = "ifmap", description = "The control node's IF-MAP session and the graph it feeds")
public final class IfmapCommand extends TableCommand {
    @Reference
    private ClientView client;

    @Override
    protected Table table() {
        var status = client.status();
        return Table.of("server", "state", "since", "revision", "whole-reads", "objects", "agents", "detail")
                .row(
                        status.server(),
                        status.state(),
                        status.since(),
                        client.revision(),
                        client.wholeReads(),
                        client.objects(),
                        client.subscriptions(),
                        status.detail());
    }
}
