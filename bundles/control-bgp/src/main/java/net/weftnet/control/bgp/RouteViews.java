package net.weftnet.control.bgp;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.control.bgp.api.BgpRouteView;
import net.weftnet.control.rib.api.PathView;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.control.rib.api.RouteView;
import net.weftnet.control.rib.api.TableName;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;

/** Routes of VPNs for operators. */
final class RouteViews {
    private RouteViews() {}

    static List<BgpRouteView> of(Rib rib) {
        var views = new ArrayList<BgpRouteView>();
        rib.tables().stream().filter(table -> table.name().isOfVpns()).forEach(table -> rib.routes(table.name())
                .forEach(route -> add(table.name(), route, views)));
        return views;
    }

    private static void add(TableName table, RouteView route, List<BgpRouteView> views) {
        for (var path : route.paths()) {
            views.add(new BgpRouteView(
                    table.toString(),
                    neighbor(path),
                    route.destination().toString(),
                    path.label(),
                    path.nextHop().toString(),
                    path.attributes().asPath().toString(),
                    path.attributes().localPreference(),
                    path.attributes().extendedCommunities().stream()
                            .map(ExtendedCommunity::toString)
                            .toList(),
                    path.reason()));
        }
    }

    private static String neighbor(PathView path) {
        return path.peer().startsWith(Speaker.RIB_PREFIX) ? path.peer().substring(Speaker.RIB_PREFIX.length()) : "";
    }
}
