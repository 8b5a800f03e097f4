package net.weftnet.control.rib.api;

import java.util.List;
import net.weftnet.protocol.bgp.nlri.Nlri;

/**
 * A destination and the ways to it.
 *
 * @param destination as the table names it: with distinguisher in tables of all VPNs
 * @param paths best first
 * @param equal how many of the first paths are as good as the best one
 */
public record RouteView(Nlri destination, List<PathView> paths, int equal) {
    public RouteView {
        paths = List.copyOf(paths);
    }
}
