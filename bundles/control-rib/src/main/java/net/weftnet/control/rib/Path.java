package net.weftnet.control.rib;

import java.util.Comparator;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.rib.api.PeerProtocol;
import net.weftnet.control.rib.api.RouteAttributes;

/**
 * One way to a destination, in the instance it was brought into or in one that imports it.
 *
 * @param key what makes it another path than those beside it
 * @param routerId the address of its peer
 * @param stale whether its peer has not renewed it since its session was lost
 */
record Path(Key key, PeerProtocol protocol, IpAddress routerId, boolean stale, RouteAttributes attributes) {

    /** Who brought the path in, and into which instance. */
    record Key(String origin, String peer) {}

    /** What decides first; paths that are the same in all of it are used side by side. */
    static final Comparator<Path> PREFERENCE = Comparator.comparingLong((Path p) -> -p.attributes.localPreference())
            .thenComparing(p -> !p.attributes.sticky())
            .thenComparingLong(p -> -p.attributes.mobilitySequence())
            .thenComparing(Path::stale)
            .thenComparingLong(p -> p.attributes.med());

    /** The whole order, best first, with what only decides which of equal paths is named first. */
    static final Comparator<Path> ORDER = PREFERENCE
            .thenComparing(Path::protocol)
            .thenComparing(Path::routerId)
            .thenComparing(p -> p.key.peer)
            .thenComparing(p -> p.key.origin);
}
