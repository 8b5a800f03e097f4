package net.weftnet.control.xmpp.shell;

import net.weftnet.common.net.Encapsulation;
import net.weftnet.control.rib.api.InstanceView;
import net.weftnet.control.rib.api.NextHop;
import net.weftnet.control.rib.api.PathView;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the tables, or the routes of one. */
@Service
@Command(scope = "weft", name = "routes", description = "Routing instances, or the routes of one")
public final class RoutesCommand extends TableCommand {

    @Argument(name = "instance", description = "Name of the routing instance, or the last part of it")
    private @Nullable String instance;

    @Reference
    private Rib rib;

    @Override
    protected Table table() {
        var wanted = instance;
        return wanted == null ? instances() : routes(wanted);
    }

    private Table instances() {
        var table = Table.of("instance", "prefixes", "paths", "agents", "imports", "exports");
        for (var view : rib.instances()) {
            table.row(
                    view.config().name(),
                    view.prefixes(),
                    view.paths(),
                    view.subscribers(),
                    view.config().imports(),
                    view.config().exports());
        }
        return table;
    }

    private Table routes(String wanted) {
        var name = rib.instances().stream()
                .map(InstanceView::config)
                .map(config -> config.name())
                .filter(n -> n.equals(wanted) || n.endsWith(":" + wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no routing instance " + wanted + "; weft:routes lists them"));
        var table = Table.of("prefix", "best", "next hop", "label", "encapsulations", "from", "preference", "state");
        for (var route : rib.routes(name)) {
            for (int i = 0; i < route.paths().size(); i++) {
                var path = route.paths().get(i);
                for (var nextHop : path.attributes().nextHops()) {
                    row(table, route.prefix().toString(), i < route.equal(), path, nextHop, name);
                }
            }
        }
        return table;
    }

    private static void row(Table table, String prefix, boolean best, PathView path, NextHop nextHop, String name) {
        table.row(
                prefix,
                best,
                nextHop.address(),
                nextHop.label(),
                nextHop.encapsulations().stream().map(Encapsulation::wireName).toList(),
                path.origin().equals(name) ? path.peer() : path.peer() + " in " + path.origin(),
                path.attributes().localPreference(),
                path.stale() ? "stale" : "fresh");
    }
}
