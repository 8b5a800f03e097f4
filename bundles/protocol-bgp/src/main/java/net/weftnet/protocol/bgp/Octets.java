package net.weftnet.protocol.bgp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable string of octets: what we carry without looking into it. */
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /** {@return a copy of these octets} */
    public static Octets of(byte... octets) {
        return octets.length == 0 ? EMPTY : new Octets(octets.clone());
    }

    /** {@return the octets of this hexadecimal text; white space is left out} */
    public static Octets ofHex(String text) {
        return new Octets(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
    }

    /** Takes the next octets out of a buffer. */
    public static Octets read(ByteBuf in, int length) {
        if (length == 0) {
            return EMPTY;
        }
        var octets = new byte[length];
        in.readBytes(octets);
        return new Octets(octets);
    }

    public void write(ByteBuf out) {
        out.writeBytes(octets);
    }

    public int length() {
        return octets.length;
    }

    /** {@return the octet at this index, 0 to 255} */
    public int at(int index) {
        return octets[index] & 0xff;
    }

    /** {@return a copy of the octets} */
    public byte[] toBytes() {
        return octets.clone();
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
