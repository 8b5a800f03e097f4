package net.weftnet.control.rib.api;

import java.util.List;

/**
 * What a peer says of a destination, or is told of it.
 *
 * @param nextHops the nodes that forward to it, as equals
 * @param originVirtualNetwork the network the destination is in
 * @param localPreference higher wins
 * @param sticky whether it must not move to another peer
 * @param mobilitySequence higher is later: the place it moved to last wins
 * @param med multi-exit discriminator, lower wins
 * @param securityGroups ids of the destination's security groups
 * @param communities BGP communities, as text
 * @param subProtocol how the first peer learnt it, empty if not said
 */
public record RouteAttributes(
        List<NextHop> nextHops,
        String originVirtualNetwork,
        long localPreference,
        boolean sticky,
        long mobilitySequence,
        long med,
        List<Long> securityGroups,
        List<String> communities,
        String subProtocol) {

    public RouteAttributes {
        nextHops = List.copyOf(nextHops);
        securityGroups = List.copyOf(securityGroups);
        communities = List.copyOf(communities);
    }

    /** {@return these attributes with other next hops} */
    public RouteAttributes withNextHops(List<NextHop> others) {
        return new RouteAttributes(
                others,
                originVirtualNetwork,
                localPreference,
                sticky,
                mobilitySequence,
                med,
                securityGroups,
                communities,
                subProtocol);
    }
}
