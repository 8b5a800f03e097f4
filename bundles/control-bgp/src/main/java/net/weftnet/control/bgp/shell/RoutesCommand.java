package net.weftnet.control.bgp.shell;

import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.bgp.api.BgpRouteView;
import net.weftnet.control.bgp.api.BgpSpeaker;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the routes of VPNs. */
@Service
@Command(
        scope = "bgp",
        name = "routes",
        description = "Routes of VPNs: those of agents, and those neighbours brought in")
public final class RoutesCommand extends TableCommand {

    @Argument(name = "prefix", description = "Part of the destinations to list: 10.1, or a distinguisher")
    private @Nullable String prefix;

    @Option(name = "--longer", description = "Instead of a part of the destination: all in this prefix: 10.0.0.0/8")
    private @Nullable String longer;

    @Option(name = "--table", description = "Only this table: bgp.l3vpn.0")
    private @Nullable String table;

    @Option(name = "--neighbor", description = "Only what this neighbour brought in")
    private @Nullable String neighbor;

    @Option(name = "--target", description = "Only routes with this target or other community: target:64512:99")
    private @Nullable String target;

    @Option(name = "--own", description = "Only what agents brought in, and what this node asks for")
    private boolean own;

    @Option(name = "--best", description = "Only the best path to each destination")
    private boolean best;

    @Reference
    private BgpSpeaker speaker;

    @Override
    protected Table table() {
        var rows = Table.of(
                "table",
                "from",
                "destination",
                "label",
                "next hop",
                "AS path",
                "preference",
                "communities",
                "why not best");
        speaker.routes().stream()
                .filter(this::isWanted)
                .forEach(route -> rows.row(
                        route.table(),
                        route.neighbor().isEmpty() ? "own" : route.neighbor(),
                        route.destination(),
                        route.label(),
                        route.nextHop(),
                        route.asPath(),
                        route.localPreference(),
                        route.communities(),
                        route.reason()));
        return rows;
    }

    private boolean isWanted(BgpRouteView route) {
        return (prefix == null || route.destination().contains(prefix))
                && (longer == null || isIn(route.destination(), IpPrefix.parse(longer)))
                && (table == null || route.table().equals(table))
                && (neighbor == null || route.neighbor().equals(neighbor))
                && (target == null || route.communities().contains(target))
                && (!own || route.neighbor().isEmpty())
                && (!best || route.reason().isEmpty());
    }

    /** Destinations end with their prefix, behind a distinguisher that has two parts. */
    private static boolean isIn(String destination, IpPrefix outer) {
        var parts = destination.split(":", 3);
        try {
            var inner = IpPrefix.parse(parts[parts.length - 1]);
            return outer.length() <= inner.length() && outer.contains(inner.address());
        } catch (IllegalArgumentException _) {
            return false; // no prefix
        }
    }
}
