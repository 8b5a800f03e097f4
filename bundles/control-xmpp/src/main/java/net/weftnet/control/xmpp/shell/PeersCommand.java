package net.weftnet.control.xmpp.shell;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.weftnet.control.rib.api.PeerView;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.control.xmpp.api.AgentPeers;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the agents. */
@Service
@Command(scope = "weft", name = "peers", description = "Agents that are, or were, peers of this control node")
public final class PeersCommand extends TableCommand {

    @Reference
    private AgentPeers agents;

    @Reference
    private Rib rib;

    @Override
    protected Table table() {
        Map<String, PeerView> peers =
                rib.peers().stream().collect(Collectors.toMap(PeerView::name, Function.identity()));
        var table = Table.of(
                "agent",
                "state",
                "address",
                "since",
                "instances",
                "received",
                "stale",
                "sent",
                "revision",
                "last close");
        for (var agent : agents.agents()) {
            var peer = peers.get(agent.name());
            table.row(
                    agent.name(),
                    agent.state(),
                    agent.address(),
                    agent.since().truncatedTo(ChronoUnit.SECONDS),
                    peer == null ? 0 : peer.subscriptions(),
                    peer == null ? 0 : peer.received(),
                    peer == null ? 0 : peer.stale(),
                    peer == null ? 0 : peer.sent(),
                    agent.configRevision(),
                    agent.lastClose());
        }
        return table;
    }
}
