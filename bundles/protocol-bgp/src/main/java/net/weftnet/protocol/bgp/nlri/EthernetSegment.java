package net.weftnet.protocol.bgp.nlri;

/**
 * Ethernet segment identifier (RFC 7432 section 5).
 *
 * @param type the first octet
 * @param high the next eight octets
 * @param low the last octet
 */
public record EthernetSegment(int type, long high, int low) {
    /** A site with one link. */
    public static final EthernetSegment SINGLE_HOMED = new EthernetSegment(0, 0, 0);

    public EthernetSegment {
        if (type >>> 8 != 0 || low >>> 8 != 0) {
            throw new IllegalArgumentException("An Ethernet segment identifier has ten octets");
        }
    }

    /** {@return ten octets in hexadecimal, separated by colons} */
    @Override
    public String toString() {
        return "%02x%016x%02x".formatted(type, high, low).replaceAll("..(?=.)", "$0:");
    }
}
