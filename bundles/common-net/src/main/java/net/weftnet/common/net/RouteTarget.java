package net.weftnet.common.net;

/**
 * Route target (RFC 4360 section 4): the extended community by which routing instances import and export routes.
 *
 * @param octets the eight octets of the extended community: type 0x00, 0x01 or 0x02, sub-type 0x02
 */
public record RouteTarget(long octets) implements Comparable<RouteTarget> {
    private static final int SUB_TYPE = 0x02;

    public RouteTarget {
        if (octets >>> 56 > 2 || (octets >>> 48 & 0xff) != SUB_TYPE) {
            throw new IllegalArgumentException("Not a route target community: 0x" + Long.toHexString(octets));
        }
    }

    /** Parses {@code target:AS:number} or {@code target:address:number}; the {@code target:} may be left out. */
    public static RouteTarget parse(String text) {
        var bare = text.startsWith("target:") ? text.substring("target:".length()) : text;
        long typed = AssignedNumber.parse("route target", bare);
        return new RouteTarget((typed >>> 48) << 56 | (long) SUB_TYPE << 48 | typed & 0xffff_ffff_ffffL);
    }

    @Override
    public int compareTo(RouteTarget other) {
        return Long.compareUnsigned(octets, other.octets);
    }

    /** {@return the form the configuration uses: {@code target:64512:8000001}} */
    @Override
    public String toString() {
        return "target:" + AssignedNumber.format((int) (octets >>> 56), octets & 0xffff_ffff_ffffL);
    }
}
