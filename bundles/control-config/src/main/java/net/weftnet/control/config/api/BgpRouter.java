package net.weftnet.control.config.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A BGP speaker as configured: a control node or a router outside, with the sessions it is to have.
 *
 * @param name for example {@code default-domain:default-project:ip-fabric:__default__:control1}
 * @param adminDown whether all its sessions are kept down
 * @param as its AS number
 * @param identifier its BGP identifier, an IPv4 address; 0.0.0.0 if not said
 * @param cluster the cluster it is the route reflector of (RFC 4456), if it is one
 * @param address where sessions are made to
 * @param port TCP port where sessions are made to
 * @param holdSeconds what it proposes as the hold time
 * @param families names of the address families, empty for those of VPNs
 * @param peerings its sessions, by name of the peer
 * @param restart how its restarts are bridged, the same for all routers of the system
 */
public record BgpRouter(
        String name,
        boolean adminDown,
        long as,
        IpAddress identifier,
        Optional<IpAddress> cluster,
        IpAddress address,
        int port,
        int holdSeconds,
        Set<String> families,
        List<Peering> peerings,
        Restart restart) {

    /**
     * How others bridge a restart.
     *
     * @param seconds how long they keep routes, 0 for not at all
     * @param longLivedSeconds how long they keep them after that, for want of better ones
     * @param endOfRibSeconds how long it takes at most until all routes are there again
     */
    public record Restart(int seconds, int longLivedSeconds, int endOfRibSeconds) {
        /** They are not bridged. */
        public static final Restart NONE = new Restart(0, 0, 0);
    }

    public BgpRouter {
        families = Set.copyOf(families);
        peerings = List.copyOf(peerings);
    }

    /** A router whose restarts are not bridged. */
    public BgpRouter(
            String name,
            boolean adminDown,
            long as,
            IpAddress identifier,
            Optional<IpAddress> cluster,
            IpAddress address,
            int port,
            int holdSeconds,
            Set<String> families,
            List<Peering> peerings) {
        this(name, adminDown, as, identifier, cluster, address, port, holdSeconds, families, peerings, Restart.NONE);
    }

    /** {@return a router that is like this one, with restarts that are bridged like this} */
    public BgpRouter withRestart(Restart other) {
        return new BgpRouter(
                name, adminDown, as, identifier, cluster, address, port, holdSeconds, families, peerings, other);
    }

    /** {@return the last part of the name} */
    public String shortName() {
        return name.substring(name.lastIndexOf(':') + 1);
    }

    /**
     * A session, as the router it belongs to is to handle it.
     *
     * @param peer name of the other router
     * @param adminDown whether it is kept down
     * @param shutdownMessage what the operator of the other end is told then, may be empty
     * @param passive whether it is only waited for
     * @param holdSeconds the hold time to propose instead of the router's, -1 for that
     * @param delayOpenSeconds how long the peer may speak first, 0 for not at all
     * @param families names of the address families instead of the router's, empty for those
     * @param key of TCP MD5 signatures, null for none. Never shown
     * @param hops how many routers the peer may be away (RFC 5082), 0 for any number
     * @param prefixLimits by name of the address family
     * @param defaultEncapsulations how packets are wrapped when the peer does not say
     */
    public record Peering(
            String peer,
            boolean adminDown,
            String shutdownMessage,
            boolean passive,
            int holdSeconds,
            int delayOpenSeconds,
            Set<String> families,
            @Nullable String key,
            int hops,
            Map<String, PrefixLimit> prefixLimits,
            List<Encapsulation> defaultEncapsulations) {

        public Peering {
            families = Set.copyOf(families);
            prefixLimits = Map.copyOf(prefixLimits);
            defaultEncapsulations = List.copyOf(defaultEncapsulations);
        }

        public Optional<String> md5Key() {
            return Optional.ofNullable(key);
        }

        @Override
        public String toString() {
            return "Peering[" + peer + (adminDown ? ", down" : "") + (passive ? ", passive" : "")
                    + (key == null ? "" : ", key ***") + "]";
        }
    }

    /**
     * How many routes of a family a peer may bring in.
     *
     * @param maximum the session ends beyond it
     * @param idleSeconds how long the peer is left alone then, 0 until it is reset, -1 as after any failure
     */
    public record PrefixLimit(int maximum, int idleSeconds) {}
}
