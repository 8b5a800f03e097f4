package net.weftnet.control.xmpp.shell;

import net.weftnet.common.net.Encapsulation;
import net.weftnet.control.rib.api.InstanceView;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.control.rib.api.RouteView;
import net.weftnet.control.rib.api.TableView;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
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
        var table =
                Table.of("destination", "best", "next hop", "label", "encapsulations", "from", "preference", "state");
        rib.tables().stream()
                .map(TableView::name)
                .filter(found -> found.instance().equals(name))
                .flatMap(found -> rib.routes(found).stream())
                .forEach(route -> rows(table, route, name));
        return table;
    }

    private static void rows(Table table, RouteView route, String name) {
        int at = 0;
        for (var path : route.paths()) {
            table.row(
                    route.destination().toString(),
                    at++ < route.equal(),
                    path.nextHop(),
                    path.label(),
                    path.attributes().extendedCommunities().stream()
                            .filter(ExtendedCommunity::isEncapsulation)
                            .flatMap(c -> Encapsulation.ofTunnelType(c.tunnelType()).stream())
                            .map(Encapsulation::wireName)
                            .toList(),
                    path.origin().equals(name) || path.origin().isEmpty()
                            ? path.peer()
                            : path.peer() + " in " + path.origin(),
                    path.attributes().localPreference(),
                    path.stale() ? "stale" : "fresh");
        }
    }
}
