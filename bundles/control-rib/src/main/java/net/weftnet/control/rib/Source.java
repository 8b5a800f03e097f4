package net.weftnet.control.rib;

import java.util.List;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;

/**
 * Whom paths come from, as far as it decides anything: one object for each session of a peer.
 *
 * @param name the peer's name
 * @param routerId its BGP identifier, or an agent's address
 * @param address where its session goes to
 * @param client whether it is a client of our cluster (RFC 4456)
 * @param defaultEncapsulations how packets are wrapped for next hops of paths that do not say
 */
record Source(
        String name,
        Kind kind,
        IpAddress routerId,
        IpAddress address,
        boolean client,
        List<Encapsulation> defaultEncapsulations) {

    /** Kinds of sources, the better one of equals first. */
    enum Kind {
        /** This node. */
        LOCAL,
        AGENT,
        /** A BGP peer of another AS. */
        EXTERNAL,
        /** A BGP peer of our AS. */
        INTERNAL;

        boolean isBgp() {
            return this == EXTERNAL || this == INTERNAL;
        }
    }

    private static final IpAddress UNKNOWN = IpAddress.ofIpv4(0);

    /** This node. */
    static final Source LOCAL = new Source("local", Kind.LOCAL, UNKNOWN, UNKNOWN, false, List.of());

    static Source ofAgent(String name, IpAddress address) {
        return new Source(name, Kind.AGENT, address, address, false, List.of());
    }
}
