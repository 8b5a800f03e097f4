package net.weftnet.compute.agent.shell;

import net.weftnet.compute.agent.api.AgentStatus.ControlNodeStatus;
import net.weftnet.compute.agent.api.VRouterAgent;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:agent} */
@Service
@Command(scope = "weft", name = "agent", description = "How the vRouter agent of this node is")
public final class AgentCommand extends TableCommand {
    @Reference
    private VRouterAgent agent;

    @Override
    protected Table table() {
        var status = agent.status();
        var table = Table.of("what", "value").row("node", status.node()).row("tunnel address", status.underlay());
        status.controlNodes().forEach(node -> table.row("control node " + node.address(), text(node)));
        var tables = status.tables();
        return table.row("state", status.converged() ? "converged" : "reading configuration and routes")
                .row("interfaces", status.active() + " of " + status.interfaces() + " active")
                .row("routing instances", status.vrfs())
                .row("configuration objects", status.configObjects())
                .row("installed interfaces", tables.interfaces())
                .row("installed next hops", tables.nextHops())
                .row("installed routes", tables.routes())
                .row("installed labels", tables.labels())
                .row("refused entries", tables.refused())
                .row("last audit", tables.audited())
                .row("repaired by audits", tables.repaired());
    }

    private static String text(ControlNodeStatus node) {
        if (!node.up()) {
            return "no session, " + node.routes() + " routes kept";
        }
        return "up, " + node.routes() + " routes" + (node.synchronised() ? "" : ", not complete yet")
                + (node.configSource() ? ", source of configuration" : "");
    }
}
