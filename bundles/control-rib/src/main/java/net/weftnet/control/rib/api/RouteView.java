package net.weftnet.control.rib.api;

import java.util.List;
import net.weftnet.common.net.IpPrefix;

/**
 * A destination and the ways to it.
 *
 * @param paths best first
 * @param equal how many of the first paths are as good as the best one
 */
public record RouteView(IpPrefix prefix, List<PathView> paths, int equal) {
    public RouteView {
        paths = List.copyOf(paths);
    }
}
