package net.weftnet.control.xmpp.shell;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.InstanceView;
import net.weftnet.control.rib.api.PathView;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.control.rib.api.RouteView;
import net.weftnet.control.rib.api.TableView;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Communities;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the tables, or the routes of one. */
@Service
@Command(scope = "weft", name = "routes", description = "Routing instances, or the routes of one")
public final class RoutesCommand extends TableCommand {

    @Argument(name = "instance", description = "Name of the routing instance, or the last part of it")
    private @Nullable String instance;

    @Option(name = "--family", description = "Only this family: inet, inet6, e-vpn")
    private @Nullable String family;

    @Option(name = "--longer", description = "Only prefixes in this one: 10.1.0.0/16")
    private @Nullable String longer;

    @Option(name = "--peer", description = "Only paths of this peer: compute1, bgp:gateway")
    private @Nullable String peer;

    @Option(name = "--community", description = "Only paths with this community: target:64512:99, no-export")
    private @Nullable String community;

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
        var table = Table.of(
                "destination",
                "best",
                "next hop",
                "label",
                "encapsulations",
                "from",
                "preference",
                "state",
                "why not best");
        rib.tables().stream()
                .map(TableView::name)
                .filter(found -> found.instance().equals(name))
                .filter(found -> family == null || found.family().toString().equals(family))
                .flatMap(found -> rib.routes(found).stream())
                .filter(this::isWanted)
                .forEach(route -> rows(table, route, name));
        return table;
    }

    private boolean isWanted(RouteView route) {
        if (longer == null) {
            return true;
        }
        var outer = IpPrefix.parse(longer);
        return route.destination() instanceof PrefixNlri inner
                && outer.length() <= inner.length()
                && outer.contains(inner.prefix().address());
    }

    private boolean isWanted(PathView path) {
        return (peer == null || path.peer().equals(peer))
                && (community == null || communities(path).contains(community));
    }

    private static List<String> communities(PathView path) {
        var all = new ArrayList<String>();
        path.attributes().find(Communities.class).ifPresent(list -> list.values()
                .forEach(value -> all.add(value.toString())));
        path.attributes().extendedCommunities().forEach(value -> all.add(value.toString()));
        return all;
    }

    private void rows(Table table, RouteView route, String name) {
        int at = 0;
        for (var path : route.paths()) {
            boolean used = at++ < route.equal();
            if (!isWanted(path)) {
                continue;
            }
            table.row(
                    route.destination().toString(),
                    used,
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
                    path.stale() ? "stale" : "fresh",
                    path.reason());
        }
    }
}
