package net.weftnet.protocol.bgp.message;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.attribute.AttributeEncoder;
import net.weftnet.protocol.bgp.capability.Capability;
import net.weftnet.protocol.bgp.capability.Capability.FourOctetAs;
import net.weftnet.protocol.bgp.capability.CapabilityCodec;

/** The body of an OPEN (RFC 4271 section 4.2), with optional parameters of either size (RFC 9072). */
final class OpenCodec {
    private static final int VERSION = 4;
    private static final int MIN_HOLD_SECONDS = 3;
    private static final int CAPABILITIES = 2;
    private static final int EXTENDED = 255;

    private OpenCodec() {}

    static Open decode(ByteBuf body) throws BgpException {
        int version = body.readUnsignedByte();
        if (version != VERSION) {
            throw new BgpException(
                    BgpError.UNSUPPORTED_VERSION, "BGP version " + version, Octets.of((byte) 0, (byte) VERSION));
        }
        long as = body.readUnsignedShort();
        int holdSeconds = body.readUnsignedShort();
        int identifier = body.readInt();
        if (holdSeconds != 0 && holdSeconds < MIN_HOLD_SECONDS) {
            throw new BgpException(BgpError.UNACCEPTABLE_HOLD_TIME, "Hold time of " + holdSeconds + " s");
        }
        if (identifier == 0) {
            throw new BgpException(BgpError.BAD_BGP_IDENTIFIER, "BGP identifier 0.0.0.0");
        }
        var capabilities = parameters(body);
        for (var capability : capabilities) {
            if (capability instanceof FourOctetAs(var wide)) {
                as = wide;
            }
        }
        if (as == 0) {
            throw new BgpException(BgpError.BAD_PEER_AS, "AS number 0");
        }
        return new Open(as, holdSeconds, IpAddress.ofIpv4(identifier), capabilities);
    }

    private static List<Capability> parameters(ByteBuf body) throws BgpException {
        int total = body.readUnsignedByte();
        // RFC 9072: a first parameter of type 255 says that lengths have two octets.
        boolean extended = total != 0 && body.isReadable() && body.getUnsignedByte(body.readerIndex()) == EXTENDED;
        if (extended) {
            if (body.readableBytes() < 3) {
                throw malformed();
            }
            total = body.skipBytes(1).readUnsignedShort();
        }
        if (total != body.readableBytes()) {
            throw malformed();
        }
        var capabilities = new ArrayList<Capability>();
        while (body.isReadable()) {
            if (body.readableBytes() < (extended ? 3 : 2)) {
                throw malformed();
            }
            int type = body.readUnsignedByte();
            int length = extended ? body.readUnsignedShort() : body.readUnsignedByte();
            if (length > body.readableBytes()) {
                throw malformed();
            }
            if (type != CAPABILITIES) {
                throw new BgpException(BgpError.UNSUPPORTED_OPTIONAL_PARAMETER, "Optional parameter " + type);
            }
            var value = body.readSlice(length);
            while (value.isReadable()) {
                capabilities.add(CapabilityCodec.decode(value));
            }
        }
        return capabilities;
    }

    private static BgpException malformed() {
        return new BgpException(BgpError.MALFORMED_OPEN, "Optional parameters have other lengths than they say");
    }

    static void encode(Open open, ByteBuf out) {
        out.writeByte(VERSION)
                .writeShort(open.as() > 0xffff ? AttributeEncoder.AS_TRANS : (int) open.as())
                .writeShort(open.holdSeconds())
                .writeInt(open.identifier().ipv4Bits());
        var capabilities = out.alloc().buffer();
        try {
            open.capabilities().forEach(capability -> CapabilityCodec.encode(capability, capabilities));
            int length = capabilities.readableBytes();
            if (length == 0) {
                out.writeByte(0);
            } else if (length + 2 <= 255) {
                out.writeByte(length + 2).writeByte(CAPABILITIES).writeByte(length);
            } else {
                out.writeByte(EXTENDED).writeByte(EXTENDED).writeShort(length + 3);
                out.writeByte(CAPABILITIES).writeShort(length);
            }
            out.writeBytes(capabilities);
        } finally {
            capabilities.release();
        }
    }
}
