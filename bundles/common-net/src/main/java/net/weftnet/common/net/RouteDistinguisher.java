package net.weftnet.common.net;

/**
 * Route distinguisher (RFC 4364 section 4.2): eight octets that make a VPN prefix unique.
 *
 * @param octets the eight octets in network order; the first two are the type: 0, 1 or 2
 */
public record RouteDistinguisher(long octets) implements Comparable<RouteDistinguisher> {

    public RouteDistinguisher {
        if (octets >>> 48 > 2) {
            throw new IllegalArgumentException("Route distinguisher type " + (octets >>> 48) + " is not in 0..2");
        }
    }

    /** Parses {@code AS:number} (type 0, or 2 when the AS number has four octets) or {@code address:number} (type 1). */
    public static RouteDistinguisher parse(String text) {
        return new RouteDistinguisher(AssignedNumber.parse("route distinguisher", text));
    }

    /** Type 1: an IPv4 address and a two-octet number; routes learnt over XMPP carry it with the agent's address. */
    public static RouteDistinguisher ofIpv4(IpAddress address, int number) {
        if (number >>> 16 != 0) {
            throw new IllegalArgumentException("Not a type 1 route distinguisher: " + address + ":" + number);
        }
        return new RouteDistinguisher(1L << 48 | Integer.toUnsignedLong(address.ipv4Bits()) << 16 | number);
    }

    /** {@return the type: 0, 1 or 2} */
    public int type() {
        return (int) (octets >>> 48);
    }

    @Override
    public int compareTo(RouteDistinguisher other) {
        return Long.compareUnsigned(octets, other.octets);
    }

    @Override
    public String toString() {
        return AssignedNumber.format(type(), octets & 0xffff_ffff_ffffL);
    }
}
