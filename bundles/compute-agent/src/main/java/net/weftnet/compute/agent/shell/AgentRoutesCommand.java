package net.weftnet.compute.agent.shell;

import net.weftnet.common.net.Encapsulation;
import net.weftnet.compute.agent.api.VRouterAgent;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code weft:agent-routes} */
@Service
@Command(scope = "weft", name = "agent-routes", description = "Routes that control nodes have sent to this node")
public final class AgentRoutesCommand extends TableCommand {
    @Argument(name = "VRF", description = "routing instance, or the end of its name; all if absent")
    private String vrf = "";

    @Reference
    private VRouterAgent agent;

    @Override
    protected Table table() {
        var table = Table.of("vrf", "prefix", "next hop", "label", "tunnels", "network", "from", "state");
        agent.routes().stream()
                .filter(route -> route.vrf().endsWith(vrf))
                .forEach(route -> table.row(
                        route.vrf(),
                        route.prefix(),
                        route.nextHop(),
                        route.label(),
                        route.encapsulations().stream()
                                .map(Encapsulation::wireName)
                                .toList(),
                        route.virtualNetwork(),
                        route.controlNode(),
                        route.stale() ? "stale" : "fresh"));
        return table;
    }
}
