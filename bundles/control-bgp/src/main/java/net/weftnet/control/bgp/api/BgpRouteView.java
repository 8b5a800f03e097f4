package net.weftnet.control.bgp.api;

import java.util.List;

/**
 * A route of a VPN as BGP carries it.
 *
 * @param neighbor who brought it in; empty for one that we tell others
 * @param distinguisher for example {@code 64512:1}
 * @param communities extended ones, as text: targets, encapsulations and others
 */
public record BgpRouteView(
        String neighbor,
        String distinguisher,
        String prefix,
        int label,
        String nextHop,
        String asPath,
        long localPreference,
        List<String> communities) {
    public BgpRouteView {
        communities = List.copyOf(communities);
    }
}
