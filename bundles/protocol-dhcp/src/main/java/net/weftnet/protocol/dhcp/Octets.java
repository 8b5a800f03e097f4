package net.weftnet.protocol.dhcp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import net.weftnet.common.net.IpAddress;

/** A value of an option: octets that do not change. */
public final class Octets {
    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    public static Octets of(byte[] octets) {
        return new Octets(octets.clone());
    }

    /** {@return one octet; higher bits are left out} */
    public static Octets ofByte(int value) {
        return new Octets(new byte[] {(byte) value});
    }

    /** {@return four octets in network order} */
    public static Octets ofInt(int value) {
        return new Octets(ByteBuffer.allocate(4).putInt(value).array());
    }

    /** {@return the octets of an address} */
    public static Octets of(IpAddress address) {
        return new Octets(address.toBytes());
    }

    /**
     * Parses hexadecimal digits.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Octets parse(String hex) {
        return new Octets(HexFormat.of().parseHex(hex));
    }

    public int length() {
        return octets.length;
    }

    public byte[] toBytes() {
        return octets.clone();
    }

    /** {@return an octet as a number from 0 to 255} */
    public int get(int index) {
        return octets[index] & 0xff;
    }

    Octets plus(Octets more) {
        var both = Arrays.copyOf(octets, octets.length + more.octets.length);
        System.arraycopy(more.octets, 0, both, octets.length, more.octets.length);
        return new Octets(both);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** {@return hexadecimal digits} */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(octets);
    }
}
