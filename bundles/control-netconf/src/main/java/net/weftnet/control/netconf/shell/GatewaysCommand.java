package net.weftnet.control.netconf.shell;

import java.time.temporal.ChronoUnit;
import net.weftnet.control.netconf.api.GatewayManager;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the gateways. */
@Service
@Command(scope = "netconf", name = "gateways", description = "Gateway routers that this node configures")
public final class GatewaysCommand extends TableCommand {
    @Reference
    private GatewayManager manager;

    @Override
    protected Table table() {
        var table = Table.of("gateway", "address", "template", "state", "since", "VRFs", "changed", "drifts", "detail");
        for (var gateway : manager.gateways()) {
            table.row(
                    gateway.name(),
                    gateway.address(),
                    gateway.template(),
                    gateway.state(),
                    gateway.since().truncatedTo(ChronoUnit.SECONDS),
                    gateway.vrfs(),
                    gateway.changed()
                            .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
                            .orElse("-"),
                    gateway.drifts(),
                    gateway.detail());
        }
        return table;
    }
}
