package net.weftnet.control.rib.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.SessionOptions;

/**
 * A session with a router, as far as it matters to routes.
 *
 * @param options what both ends agreed on
 * @param localAs our AS number towards the peer
 * @param localIdentifier our BGP identifier
 * @param peerIdentifier the peer's BGP identifier
 * @param peerAddress where the session goes to
 * @param cluster our cluster, if we are a route reflector (RFC 4456)
 * @param client whether the peer is a client of our cluster
 * @param longLived whether the peer knows of routes that are stale for long (RFC 9494)
 * @param maximumRoutes routes of a family that it may bring in; any number of a family that is not in it
 * @param defaultEncapsulations how packets are wrapped for next hops of routes that do not say
 */
public record RouterSession(
        SessionOptions options,
        long localAs,
        IpAddress localIdentifier,
        IpAddress peerIdentifier,
        IpAddress peerAddress,
        Optional<IpAddress> cluster,
        boolean client,
        boolean longLived,
        Map<AddressFamily, Integer> maximumRoutes,
        List<Encapsulation> defaultEncapsulations) {
    public RouterSession {
        maximumRoutes = Map.copyOf(maximumRoutes);
        defaultEncapsulations = List.copyOf(defaultEncapsulations);
    }
}
