package net.weftnet.protocol.bgp.message;

import io.netty.buffer.ByteBuf;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;

/**
 * The next hop of MP_REACH_NLRI. Its length tells its form: an address, one with a link-local address behind it
 * (RFC 2545), each with a route distinguisher of zero before it in VPNs (RFC 4364, RFC 4659, RFC 8950).
 */
final class NextHopCodec {
    private static final int DISTINGUISHER = 8;

    private NextHopCodec() {}

    static BgpNextHop decode(AddressFamily family, ByteBuf in) throws BgpException {
        int length = in.readableBytes();
        int distinguisher = family.isVpn() ? DISTINGUISHER : 0;
        if (length == distinguisher + 4) {
            return BgpNextHop.of(IpAddress.ofIpv4(in.skipBytes(distinguisher).readInt()));
        }
        if (length == distinguisher + 16) {
            return BgpNextHop.of(ipv6(in.skipBytes(distinguisher)));
        }
        if (length == 2 * (distinguisher + 16)) {
            return new BgpNextHop(ipv6(in.skipBytes(distinguisher)), ipv6(in.skipBytes(distinguisher)));
        }
        throw new BgpException(
                BgpError.OPTIONAL_ATTRIBUTE_ERROR, "Next hop of " + length + " octets in family " + family);
    }

    private static IpAddress ipv6(ByteBuf in) {
        return new IpAddress(IpAddress.Family.IPV6, in.readLong(), in.readLong());
    }

    /** Appends length and next hop. An IPv4 next hop of IPv6 routes becomes an IPv4-mapped one (RFC 4659, RFC 4798). */
    static void encode(AddressFamily family, BgpNextHop nextHop, ByteBuf out) {
        int lengthAt = out.writerIndex();
        out.writeByte(0);
        address(family, nextHop.address(), out);
        if (nextHop.linkLocal() != null) {
            address(family, nextHop.linkLocal(), out);
        }
        out.setByte(lengthAt, out.writerIndex() - lengthAt - 1);
    }

    private static void address(AddressFamily family, IpAddress address, ByteBuf out) {
        if (family.isVpn()) {
            out.writeLong(0);
        }
        if (!address.isIpv4()) {
            out.writeLong(address.high()).writeLong(address.low());
        } else if (family.addressBits() == 128) {
            out.writeLong(0).writeLong(0xffff_0000_0000L | address.low());
        } else {
            out.writeInt(address.ipv4Bits());
        }
    }
}
