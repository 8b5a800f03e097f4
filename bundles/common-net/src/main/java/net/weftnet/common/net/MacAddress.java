package net.weftnet.common.net;

/**
 * An Ethernet MAC address (EUI-48).
 *
 * @param bits the 48 bits, the first octet on the wire most significant
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {

    /** The address of the virtual gateway that every workload sees: 00:00:5e:00:01:00. */
    public static final MacAddress VIRTUAL_GATEWAY = new MacAddress(0x0000_5e00_0100L);

    /** The broadcast address. */
    public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("A MAC address has 48 bits: 0x" + Long.toHexString(bits));
        }
    }

    /**
     * Parses six octets of one or two hexadecimal digits, separated by colons or by hyphens.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static MacAddress parse(String text) {
        if (!text.matches("[0-9a-fA-F]{1,2}(:[0-9a-fA-F]{1,2}){5}|[0-9a-fA-F]{1,2}(-[0-9a-fA-F]{1,2}){5}")) {
            throw new IllegalArgumentException("Not a MAC address (six octets, xx:xx:xx:xx:xx:xx): '" + text + "'");
        }
        long bits = 0;
        for (var octet : text.split("[:-]", -1)) {
            bits = bits << 8 | Integer.parseInt(octet, 16);
        }
        return new MacAddress(bits);
    }

    /** {@return the address of these six octets} */
    public static MacAddress ofBytes(byte[] octets) {
        if (octets.length != 6) {
            throw new IllegalArgumentException("A MAC address has 6 octets, not " + octets.length);
        }
        long bits = 0;
        for (byte octet : octets) {
            bits = bits << 8 | (octet & 0xff);
        }
        return new MacAddress(bits);
    }

    /** {@return the six octets in wire order} */
    public byte[] toBytes() {
        var octets = new byte[6];
        for (int i = 0; i < 6; i++) {
            octets[i] = (byte) (bits >>> 40 - 8 * i);
        }
        return octets;
    }

    /** {@return whether the group bit is set: multicast or broadcast} */
    public boolean isMulticast() {
        return (bits >>> 40 & 1) != 0;
    }

    @Override
    public int compareTo(MacAddress other) {
        return Long.compare(bits, other.bits);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(17);
        for (int i = 0; i < 6; i++) {
            int octet = (int) (bits >>> 40 - 8 * i) & 0xff;
            if (i > 0) {
                text.append(':');
            }
            text.append(Character.forDigit(octet >>> 4, 16)).append(Character.forDigit(octet & 15, 16));
        }
        return text.toString();
    }
}
