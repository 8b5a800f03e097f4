package net.weftnet.protocol.bgp.nlri;

import io.netty.buffer.ByteBuf;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpException;

/**
 * Prefixes: bits, then label (RFC 8277), route distinguisher (RFC 4364) and as many octets of the address as needed.
 * Without the multiple labels capability there is exactly one label, whatever its bottom-of-stack bit says (RFC 8277
 * section 2.2).
 */
final class PrefixCodec {
    private static final int LABEL_BITS = 24;
    private static final int DISTINGUISHER_BITS = 64;
    private static final int WITHDRAWN_LABEL = 0x800000;

    private PrefixCodec() {}

    static PrefixNlri decode(AddressFamily family, ByteBuf in, int pathId, boolean withdrawn) throws BgpException {
        NlriCodec.require(in, 1, family);
        int bits = in.readUnsignedByte();
        NlriCodec.require(in, (bits + 7) / 8, family);
        int label = PrefixNlri.NO_LABEL;
        int length = bits;
        if (family.isLabeled()) {
            length -= LABEL_BITS;
            if (length < 0) {
                throw NlriCodec.malformed(family + " prefix of " + bits + " bits has no room for its label");
            }
            int field = in.readUnsignedMedium();
            label = withdrawn ? PrefixNlri.NO_LABEL : field >>> 4;
        }
        long distinguisher = 0;
        if (family.isVpn()) {
            length -= DISTINGUISHER_BITS;
            if (length < 0) {
                throw NlriCodec.malformed(family + " prefix of " + bits + " bits has no room for its distinguisher");
            }
            distinguisher = in.readLong();
        }
        if (length > family.addressBits()) {
            throw NlriCodec.malformed(family + " prefix of length " + length);
        }
        if (family.addressBits() == 32) {
            return new PrefixNlri(family, pathId, distinguisher, 0, leading(in, length, 32), length, label);
        }
        long high = leading(in, Math.min(length, 64), 64);
        long low = leading(in, Math.max(length - 64, 0), 64);
        return new PrefixNlri(family, pathId, distinguisher, high, low, length, label);
    }

    /** {@return the next bits of an address, as the first of so many; bits past the length do not count} */
    static long leading(ByteBuf in, int length, int of) {
        long value = 0;
        int octets = (length + 7) / 8;
        for (int i = 0; i < octets; i++) {
            value = value << 8 | in.readUnsignedByte();
        }
        int surplus = octets * 8 - length;
        value = value >>> surplus << surplus;
        return octets == 0 ? 0 : value << of - octets * 8;
    }

    static void encode(PrefixNlri route, ByteBuf out, boolean withdrawn) {
        var family = route.family();
        int length = route.length();
        out.writeByte(length + (family.isLabeled() ? LABEL_BITS : 0) + (family.isVpn() ? DISTINGUISHER_BITS : 0));
        if (family.isLabeled()) {
            out.writeMedium(
                    withdrawn || route.label() == PrefixNlri.NO_LABEL ? WITHDRAWN_LABEL : route.label() << 4 | 1);
        }
        if (family.isVpn()) {
            out.writeLong(route.distinguisher());
        }
        if (family.addressBits() == 32) {
            leading(route.low() << 32, length, out);
        } else {
            leading(route.high(), Math.min(length, 64), out);
            leading(route.low(), Math.max(length - 64, 0), out);
        }
    }

    private static void leading(long value, int length, ByteBuf out) {
        for (int bits = 0; bits < length; bits += 8) {
            out.writeByte((int) (value >>> 56 - bits));
        }
    }
}
