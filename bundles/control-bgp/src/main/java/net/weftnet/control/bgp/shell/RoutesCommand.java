package net.weftnet.control.bgp.shell;

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
@Command(scope = "bgp", name = "routes", description = "Routes of VPNs that neighbours brought in, or are told")
public final class RoutesCommand extends TableCommand {

    @Argument(name = "prefix", description = "Beginning of the prefixes to list: 10.1, or all of one")
    private @Nullable String prefix;

    @Option(name = "--neighbor", description = "Only what this neighbour brought in")
    private @Nullable String neighbor;

    @Option(name = "--target", description = "Only routes with this target: target:64512:99")
    private @Nullable String target;

    @Option(name = "--told", description = "Only what neighbours are told")
    private boolean told;

    @Reference
    private BgpSpeaker speaker;

    @Override
    protected Table table() {
        var table = Table.of(
                "from", "distinguisher", "prefix", "label", "next hop", "AS path", "preference", "communities");
        speaker.routes().stream()
                .filter(this::isWanted)
                .forEach(route -> table.row(
                        route.neighbor().isEmpty() ? "told" : route.neighbor(),
                        route.distinguisher(),
                        route.prefix(),
                        route.label(),
                        route.nextHop(),
                        route.asPath(),
                        route.localPreference(),
                        route.communities()));
        return table;
    }

    private boolean isWanted(BgpRouteView route) {
        return (prefix == null || route.prefix().startsWith(prefix))
                && (neighbor == null || route.neighbor().equals(neighbor))
                && (target == null || route.communities().contains(target))
                && (!told || route.neighbor().isEmpty());
    }
}
