package net.weftnet.compute.agent.shell;

import java.util.Optional;
import net.weftnet.compute.agent.api.VRouterAgent;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:agent-ports} */
@Service
@Command(scope = "weft", name = "agent-ports", description = "Workload interfaces of this node, and what each lacks")
public final class AgentPortsCommand extends TableCommand {
    @Reference
    private VRouterAgent agent;

    @Override
    protected Table table() {
        var table = Table.of("device", "name", "network", "addresses", "label", "missing", "uuid");
        agent.interfaces()
                .forEach(i -> table.row(
                        text(i.device()),
                        text(i.name()),
                        text(i.virtualNetwork()),
                        i.addresses(),
                        i.label(),
                        i.missing(),
                        i.id()));
        return table;
    }

    private static Optional<String> text(String value) {
        return Optional.of(value).filter(text -> !text.isEmpty());
    }
}
