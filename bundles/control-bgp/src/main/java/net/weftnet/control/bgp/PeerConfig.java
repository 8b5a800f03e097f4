package net.weftnet.control.bgp;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.control.config.api.BgpRouter;
import net.weftnet.control.config.api.BgpRouter.Peering;
import net.weftnet.control.config.api.BgpRouter.PrefixLimit;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.capability.Capability;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart.StaleTime;
import net.weftnet.protocol.bgp.session.PeerSettings;
import net.weftnet.protocol.bgp.session.TransportSettings;

/**
 * A peer as configured.
 *
 * @param name last part of its name
 * @param address where to connect to
 * @param local where we connect from
 * @param enabled whether there is to be a session
 * @param defaultEncapsulations how packets to it are wrapped when it does not say
 * @param cluster the cluster we are the route reflector of (RFC 4456)
 * @param client whether it is a client of our cluster: in our AS, and no route reflector itself
 * @param prefixLimits routes of a family that are accepted; any number of those that are not in it
 * @param shutdownMessage what the operator of the other end is told when the peer is not enabled any longer
 */
record PeerConfig(
        String name,
        InetSocketAddress address,
        InetSocketAddress local,
        boolean enabled,
        PeerSettings settings,
        TransportSettings transport,
        List<Encapsulation> defaultEncapsulations,
        Optional<IpAddress> cluster,
        boolean client,
        Map<AddressFamily, PrefixLimit> prefixLimits,
        String shutdownMessage) {
    PeerConfig {
        prefixLimits = Map.copyOf(prefixLimits);
    }

    /** What the RIB has tables for. */
    private static final Set<AddressFamily> SUPPORTED = EnumSet.of(
            AddressFamily.INET_VPN,
            AddressFamily.INET6_VPN,
            AddressFamily.EVPN,
            AddressFamily.ROUTE_TARGET,
            AddressFamily.ERM_VPN);

    private static final int CONNECT_RETRY_SECONDS = 5;
    private static final int IDLE_HOLD_SECONDS = 2;

    /**
     * {@return what follows from both routers and their peering}
     *
     * @throws IllegalArgumentException if a session is not possible like this
     */
    static PeerConfig of(BgpRouter self, Peering peering, BgpRouter peer, String nodeName) {
        var transport = new TransportSettings(peering.key(), peering.hops());
        Transport.check(transport);
        int hold = peering.holdSeconds() >= 0 ? peering.holdSeconds() : self.holdSeconds();
        var families = families(peering.families().isEmpty() ? self.families() : peering.families());
        var settings = new PeerSettings(
                self.as(),
                self.identifier(),
                peer.as(),
                peering.passive(),
                hold,
                CONNECT_RETRY_SECONDS,
                IDLE_HOLD_SECONDS,
                peering.delayOpenSeconds(),
                capabilities(self, families, nodeName));
        return new PeerConfig(
                peer.shortName(),
                Addresses.socket(peer.address(), peer.port()),
                Addresses.socket(self.address(), 0),
                !self.adminDown() && !peer.adminDown() && !peering.adminDown(),
                settings,
                transport,
                peering.defaultEncapsulations().isEmpty()
                        ? List.of(Encapsulation.MPLS_OVER_GRE)
                        : peering.defaultEncapsulations(),
                self.cluster(),
                settings.isInternal()
                        && self.cluster().isPresent()
                        && peer.cluster().isEmpty(),
                prefixLimits(peering.prefixLimits()),
                peering.shutdownMessage());
    }

    private static Map<AddressFamily, PrefixLimit> prefixLimits(Map<String, PrefixLimit> byName) {
        var limits = new EnumMap<AddressFamily, PrefixLimit>(AddressFamily.class);
        byName.forEach((name, limit) -> AddressFamily.ofName(name).ifPresent(family -> limits.put(family, limit)));
        return limits;
    }

    /** {@return whether a session may go on when this is what is configured from now on} */
    boolean hasSessionOf(PeerConfig before) {
        return withShutdownMessage(before.shutdownMessage).equals(before);
    }

    private PeerConfig withShutdownMessage(String message) {
        return new PeerConfig(
                name,
                address,
                local,
                enabled,
                settings,
                transport,
                defaultEncapsulations,
                cluster,
                client,
                prefixLimits,
                message);
    }

    private static Set<AddressFamily> families(Set<String> names) {
        if (names.isEmpty()) {
            return SUPPORTED;
        }
        var families = EnumSet.noneOf(AddressFamily.class);
        names.forEach(
                name -> AddressFamily.ofName(name).filter(SUPPORTED::contains).ifPresent(families::add));
        if (families.isEmpty()) {
            throw new IllegalArgumentException(
                    "None of the families " + names + " is exchanged with peers: only " + SUPPORTED + " are");
        }
        return families;
    }

    /**
     * We help peers that restart; that our own routes are kept is up to the configuration. Agents go on forwarding while we
     * are away, so nothing of that is lost.
     */
    private static List<Capability> capabilities(BgpRouter self, Set<AddressFamily> families, String nodeName) {
        var capabilities = new ArrayList<Capability>();
        families.forEach(family -> capabilities.add(new Capability.Multiprotocol(family)));
        capabilities.add(new Capability.RouteRefresh());
        capabilities.add(new Capability.ExtendedMessages());
        capabilities.add(new Capability.FourOctetAs(self.as()));
        var restart = self.restart();
        Map<AddressFamily, Boolean> kept = new EnumMap<>(AddressFamily.class);
        Map<AddressFamily, StaleTime> keptForLong = new EnumMap<>(AddressFamily.class);
        if (restart.seconds() > 0) {
            families.forEach(family -> kept.put(family, true));
        }
        if (restart.seconds() > 0 && restart.longLivedSeconds() > 0) {
            families.forEach(family -> keptForLong.put(family, new StaleTime(true, restart.longLivedSeconds())));
        }
        capabilities.add(new Capability.GracefulRestart(false, true, restart.seconds(), kept));
        capabilities.add(new Capability.LongLivedGracefulRestart(keptForLong));
        capabilities.add(new Capability.Fqdn(nodeName, ""));
        return capabilities;
    }
}
