package net.weftnet.protocol.bgp.nlri;

import net.weftnet.common.net.RouteTarget;
import net.weftnet.protocol.bgp.AddressFamily;

/**
 * Route target membership (RFC 4684): its speaker wants the routes that carry a target.
 *
 * @param originAs who wants them
 * @param target the eight octets of the extended community; those past the length are 0
 * @param length bits that count of origin AS and target: 0 for all routes, else 32 to 96
 */
public record RouteTargetNlri(int pathId, long originAs, long target, int length) implements Nlri {

    public RouteTargetNlri {
        if (length != 0 && length < 32 || length > 96 || originAs >>> 32 != 0) {
            throw new IllegalArgumentException("Route target membership of " + length + " bits by AS " + originAs);
        }
    }

    /** {@return the wish for all routes} */
    public static RouteTargetNlri everything() {
        return new RouteTargetNlri(0, 0, 0, 0);
    }

    /** {@return the wish of an AS for routes with this target} */
    public static RouteTargetNlri of(long originAs, RouteTarget target) {
        return new RouteTargetNlri(0, originAs, target.octets(), 96);
    }

    /** {@return whether routes with this target are wanted} */
    public boolean covers(RouteTarget wanted) {
        return length <= 32 || (wanted.octets() ^ target) >>> 96 - length == 0;
    }

    @Override
    public AddressFamily family() {
        return AddressFamily.ROUTE_TARGET;
    }

    /** {@return for example {@code 64512:target:64512:1/96}} */
    @Override
    public String toString() {
        if (length == 0) {
            return "default";
        }
        boolean known = target >>> 56 <= 2 && (target >>> 48 & 0xff) == 2;
        return originAs + ":" + (known ? new RouteTarget(target) : "0x%016x".formatted(target)) + "/" + length;
    }
}
