package net.weftnet.common.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * An IPv4 or IPv6 address.
 *
 * @param family the address family
 * @param high the first 64 bits of an IPv6 address; 0 for IPv4
 * @param low the last 64 bits of an IPv6 address, or the 32 bits of an IPv4 address as an unsigned number
 */
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {

    /** The two address families, with the number of bits of an address. */
    public enum Family {
        IPV4(32),
        IPV6(128);

        private final int bits;

        Family(int bits) {
            this.bits = bits;
        }

        /** {@return the number of bits of an address: 32 or 128} */
        public int bits() {
            return bits;
        }
    }

    public IpAddress {
        if (family == Family.IPV4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("Not an IPv4 address: more than 32 bits");
        }
    }

    /** {@return the IPv4 address of these 32 bits, in network order} */
    public static IpAddress ofIpv4(int bits) {
        return new IpAddress(Family.IPV4, 0, Integer.toUnsignedLong(bits));
    }

    /**
     * {@return the address of these octets in network order}
     *
     * @throws IllegalArgumentException unless there are 4 or 16 octets
     */
    public static IpAddress ofBytes(byte[] octets) {
        return switch (octets.length) {
            case 4 -> new IpAddress(Family.IPV4, 0, number(octets, 0, 4));
            case 16 -> new IpAddress(Family.IPV6, number(octets, 0, 8), number(octets, 8, 8));
            default -> throw new IllegalArgumentException("An address has 4 or 16 octets, not " + octets.length);
        };
    }

    /**
     * Parses an address literal: dotted quad, or RFC 4291 section 2.2 text. Names are never resolved.
     *
     * @throws IllegalArgumentException if the text is not an address literal
     */
    public static IpAddress parse(String text) {
        if (text.indexOf(':') >= 0) {
            return parseIpv6(text);
        }
        var parts = text.split("\\.", -1);
        long bits = 0;
        if (parts.length != 4) {
            throw invalid(text);
        }
        for (var part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw invalid(text);
            }
            int octet = Integer.parseInt(part);
            if (octet > 255) {
                throw invalid(text);
            }
            bits = bits << 8 | octet;
        }
        return new IpAddress(Family.IPV4, 0, bits);
    }

    private static IpAddress parseIpv6(String text) {
        // The character check keeps InetAddress from resolving names and from accepting scopes.
        if (!text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128 || c == ':' || c == '.')) {
            throw invalid(text);
        }
        try {
            var octets = InetAddress.getByName(text).getAddress();
            if (octets.length == 4) {
                // The JDK turns ::ffff:a.b.c.d into IPv4; the text said IPv6.
                return new IpAddress(Family.IPV6, 0, 0xffff_0000_0000L | number(octets, 0, 4));
            }
            return ofBytes(octets);
        } catch (UnknownHostException e) {
            throw invalid(text);
        }
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("Not an IP address: '" + text + "'");
    }

    private static long number(byte[] octets, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 8 | (octets[i] & 0xff);
        }
        return value;
    }

    /** {@return whether this is an IPv4 address} */
    public boolean isIpv4() {
        return family == Family.IPV4;
    }

    /**
     * {@return the 32 bits of an IPv4 address in network order}
     *
     * @throws IllegalStateException for IPv6
     */
    public int ipv4Bits() {
        if (family != Family.IPV4) {
            throw new IllegalStateException("Not an IPv4 address: " + this);
        }
        return (int) low;
    }

    /** {@return the 4 or 16 octets in network order} */
    public byte[] toBytes() {
        var octets = new byte[family.bits / 8];
        long lowBits = low;
        long highBits = high;
        for (int i = octets.length - 1; i >= 0; i--) {
            boolean inHigh = octets.length == 16 && i < 8;
            octets[i] = (byte) (inHigh ? highBits : lowBits);
            if (inHigh) {
                highBits >>>= 8;
            } else {
                lowBits >>>= 8;
            }
        }
        return octets;
    }

    /**
     * {@return the address {@code offset} after this one}
     *
     * @throws ArithmeticException past the last address of the family
     */
    public IpAddress plus(long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("Negative offset: " + offset);
        }
        long sum = low + offset;
        if (family == Family.IPV4) {
            if (sum >>> 32 != 0) {
                throw new ArithmeticException("Past the last address: " + this + " + " + offset);
            }
            return new IpAddress(family, 0, sum);
        }
        boolean carry = Long.compareUnsigned(sum, low) < 0;
        if (carry && high == -1) {
            throw new ArithmeticException("Past the last address: " + this + " + " + offset);
        }
        return new IpAddress(family, carry ? high + 1 : high, sum);
    }

    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        if (byFamily != 0) {
            return byFamily;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** {@return the dotted quad, or the RFC 5952 text} */
    @Override
    public String toString() {
        if (family == Family.IPV4) {
            return (low >>> 24) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
        }
        var groups = new int[8];
        Arrays.setAll(groups, i -> (int) ((i < 4 ? high >>> 48 - 16 * i : low >>> 48 - 16 * (i - 4)) & 0xffff));
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        var text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
