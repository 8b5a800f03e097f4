package net.weftnet.protocol.bgp.session;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.capability.Capability;
import net.weftnet.protocol.bgp.capability.Capability.AddPath;
import net.weftnet.protocol.bgp.capability.Capability.EnhancedRouteRefresh;
import net.weftnet.protocol.bgp.capability.Capability.ExtendedMessages;
import net.weftnet.protocol.bgp.capability.Capability.FourOctetAs;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.Multiprotocol;
import net.weftnet.protocol.bgp.capability.Capability.RouteRefresh;
import net.weftnet.protocol.bgp.message.Open;

/**
 * What follows from both OPENs.
 *
 * @param theirs the peer's OPEN
 * @param holdSeconds the lower hold time of both ends, 0 for none
 * @param routeRefresh whether the peer sends its routes again when asked to
 * @param enhancedRefresh whether both ends mark begin and end of routes that are sent again
 * @param gracefulRestart whether routes of the peer are kept when the connection is lost
 * @param gracefulNotification whether they are kept after a NOTIFICATION too, unless it is a hard reset
 */
public record Agreement(
        Open theirs,
        SessionOptions options,
        int holdSeconds,
        boolean routeRefresh,
        boolean enhancedRefresh,
        boolean gracefulRestart,
        boolean gracefulNotification) {

    /**
     * Agrees with a peer.
     *
     * @throws BgpException if it is not the peer we look for, or there is no family in common
     */
    static Agreement of(PeerSettings settings, Open theirs) throws BgpException {
        var ours = settings.open();
        if (theirs.as() != settings.peerAs()) {
            throw new BgpException(
                    BgpError.BAD_PEER_AS, "The peer is in AS " + theirs.as() + ", not " + settings.peerAs());
        }
        // RFC 6286: identifiers are unique within an AS.
        if (settings.isInternal() && theirs.identifier().equals(settings.identifier())) {
            throw new BgpException(BgpError.BAD_BGP_IDENTIFIER, "The peer has our own BGP identifier");
        }
        var families = families(ours);
        families.retainAll(families(theirs));
        if (families.isEmpty()) {
            throw new BgpException(BgpError.UNSUPPORTED_CAPABILITY, "No address family in common");
        }
        Predicate<Class<? extends Capability>> both = type ->
                ours.capability(type).isPresent() && theirs.capability(type).isPresent();
        var options = new SessionOptions(
                settings.isInternal(),
                both.test(FourOctetAs.class),
                both.test(ExtendedMessages.class),
                families,
                addPaths(families, ours, theirs),
                addPaths(families, theirs, ours));
        boolean graceful = both.test(GracefulRestart.class);
        return new Agreement(
                theirs,
                options,
                Math.min(ours.holdSeconds(), theirs.holdSeconds()),
                theirs.capability(RouteRefresh.class).isPresent(),
                both.test(EnhancedRouteRefresh.class),
                graceful,
                graceful
                        && restart(ours, GracefulRestart::notification)
                        && restart(theirs, GracefulRestart::notification));
    }

    private static boolean restart(Open open, Function<GracefulRestart, Boolean> property) {
        return open.capability(GracefulRestart.class).map(property).orElse(false);
    }

    /** A speaker that says nothing of families exchanges plain IPv4 routes (RFC 4760 section 8). */
    private static Set<AddressFamily> families(Open open) {
        var families = EnumSet.noneOf(AddressFamily.class);
        boolean said = false;
        for (var capability : open.capabilities()) {
            if (capability instanceof Multiprotocol(var family)) {
                families.add(family);
            }
            said |= capability.code() == Multiprotocol.CODE;
        }
        if (!said) {
            families.add(AddressFamily.INET);
        }
        return families;
    }

    private static Set<AddressFamily> addPaths(Set<AddressFamily> families, Open receiver, Open sender) {
        var agreed = EnumSet.noneOf(AddressFamily.class);
        var receives = receiver.capability(AddPath.class);
        var sends = sender.capability(AddPath.class);
        if (receives.isPresent() && sends.isPresent()) {
            for (var family : families) {
                var in = receives.get().families().get(family);
                var out = sends.get().families().get(family);
                if (in != null && in.receives() && out != null && out.sends()) {
                    agreed.add(family);
                }
            }
        }
        return agreed;
    }

    /** {@return whether the peer says that it has just restarted} */
    boolean isRestarted() {
        return restart(theirs, GracefulRestart::restarted);
    }

    /** {@return seconds between our KEEPALIVEs, 0 for none (RFC 4271 section 4.4)} */
    public int keepaliveSeconds() {
        return holdSeconds / 3;
    }
}
