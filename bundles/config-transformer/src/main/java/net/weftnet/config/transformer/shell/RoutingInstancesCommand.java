package net.weftnet.config.transformer.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.weftnet.config.transformer.api.GraphFeed;
import net.weftnet.config.transformer.api.ObjectGraph;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the routing instances that networks were compiled to. */
@Service
@Command(scope = "weft", name = "routing-instances", description = "Routing instances with their route targets")
public final class RoutingInstancesCommand extends TableCommand {

    @Reference
    private GraphFeed feed;

    /** One routing instance, as it is put together from the links of the graph. */
    private static final class Row {
        private final List<String> networks = new ArrayList<>();
        private final List<String> imports = new ArrayList<>();
        private final List<String> exports = new ArrayList<>();
        private int ports;
    }

    @Override
    protected Table table() {
        var table = Table.of("routing instance", "virtual network", "import", "export", "ports");
        rows(feed.current()).forEach((name, row) -> table.row(name, row.networks, row.imports, row.exports, row.ports));
        return table;
    }

    private static Map<String, Row> rows(ObjectGraph graph) {
        var rows = new TreeMap<String, Row>();
        graph.links().forEach((link, attribute) -> {
            switch (link.metadata()) {
                case "virtual-network-routing-instance" ->
                    row(rows, link.right().fqName()).networks.add(link.left().fqName());
                case "instance-target" -> {
                    var row = row(rows, link.left().fqName());
                    var direction = attribute
                            .flatMap(value -> value.childText("import-export"))
                            .orElse("");
                    if (!direction.equals("export")) {
                        row.imports.add(link.right().fqName());
                    }
                    if (!direction.equals("import")) {
                        row.exports.add(link.right().fqName());
                    }
                }
                case "virtual-machine-interface-routing-instance" ->
                    row(rows, link.right().fqName()).ports++;
                default -> {}
            }
        });
        return rows;
    }

    private static Row row(Map<String, Row> rows, String name) {
        return rows.computeIfAbsent(name, _ -> new Row());
    }
}
