package net.weftnet.control.bgp.shell;

import java.time.temporal.ChronoUnit;
import java.util.List;
import net.weftnet.control.bgp.api.BgpSpeaker;
import net.weftnet.control.bgp.api.NeighborView;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the neighbours. */
@Service
@Command(scope = "bgp", name = "neighbors", description = "BGP neighbours and their sessions")
public final class NeighborsCommand extends TableCommand {

    @Reference
    private BgpSpeaker speaker;

    @Override
    protected Table table() {
        var table = Table.of(
                "neighbor",
                "address",
                "AS",
                "state",
                "since",
                "families",
                "received",
                "sent",
                "faults",
                "losses",
                "capabilities",
                "last close");
        for (var neighbor : speaker.neighbors()) {
            table.row(
                    neighbor.name(),
                    neighbor.address(),
                    neighbor.as(),
                    neighbor.state(),
                    neighbor.since().truncatedTo(ChronoUnit.SECONDS),
                    neighbor.families(),
                    neighbor.received(),
                    neighbor.sent(),
                    neighbor.faults(),
                    neighbor.counters().losses(),
                    neighbor.session().map(NeighborView.Session::capabilities).orElse(List.of()),
                    neighbor.lastDown());
        }
        return table;
    }
}
