package net.weftnet.analytics.query.shell;

import net.weftnet.karaf.shell.api.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows who talked to whom, the most octets first. */
@Service
@Command(
        scope = "weft",
        name = "flows",
        description = "Who talked to whom, and what was dropped; the most octets first")
public final class FlowsCommand extends SelectCommand {

    @Option(name = "--last", description = "How far back: 10m, 2h, 7d, or a time")
    private String last = "10m";

    @Option(name = "--network", description = "Only of this network, at either end")
    private String network = "";

    @Option(name = "--address", description = "Only of this address, at either end")
    private String address = "";

    @Option(name = "--node", description = "Only as this node saw them")
    private String node = "";

    @Option(name = "--dropped", description = "Only what was dropped")
    private boolean dropped;

    @Override
    protected Table table() throws Exception {
        var conditions = new Conditions()
                .since(last)
                .when(network, "(source_network = ? OR destination_network = ?)")
                .when(address, "(source_address = ? OR destination_address = ?)")
                .when(node, "source = ?")
                .when(dropped ? "drop" : "", "action = ?");
        return select(
                "SELECT source AS node, source_network, source_address, source_port, destination_network, "
                        + "destination_address, destination_port, protocol, action, drop_reason, rule, "
                        + "sum(packets * sampling)::BIGINT AS packets, sum(bytes * sampling)::BIGINT AS bytes FROM flows WHERE "
                        + conditions
                        + " AND direction = 'ingress' GROUP BY ALL ORDER BY bytes DESC",
                conditions.parameters());
    }
}
