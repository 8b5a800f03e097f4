package net.weftnet.protocol.bgp.capability;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.capability.Capability.AddPath;
import net.weftnet.protocol.bgp.capability.Capability.AddPath.Direction;
import net.weftnet.protocol.bgp.capability.Capability.EnhancedRouteRefresh;
import net.weftnet.protocol.bgp.capability.Capability.ExtendedMessages;
import net.weftnet.protocol.bgp.capability.Capability.ExtendedNextHop;
import net.weftnet.protocol.bgp.capability.Capability.FourOctetAs;
import net.weftnet.protocol.bgp.capability.Capability.Fqdn;
import net.weftnet.protocol.bgp.capability.Capability.GracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart;
import net.weftnet.protocol.bgp.capability.Capability.LongLivedGracefulRestart.StaleTime;
import net.weftnet.protocol.bgp.capability.Capability.Multiprotocol;
import net.weftnet.protocol.bgp.capability.Capability.RouteRefresh;
import net.weftnet.protocol.bgp.capability.Capability.Unknown;
import org.jspecify.annotations.Nullable;

/** Capabilities as code, length, value (RFC 5492 section 4). */
public final class CapabilityCodec {
    private static final int FORWARDING = 0x80;
    private static final int RESTARTED = 0x8;
    private static final int NOTIFICATION = 0x4;
    private static final int AFI_IPV6 = 2;

    private CapabilityCodec() {}

    /**
     * Takes one capability out of a buffer.
     *
     * @throws BgpException if it is longer than the buffer, or a known one has the wrong length
     */
    public static Capability decode(ByteBuf in) throws BgpException {
        if (in.readableBytes() < 2 || in.readableBytes() < 2 + in.getUnsignedByte(in.readerIndex() + 1)) {
            throw new BgpException(BgpError.MALFORMED_OPEN, "A capability is longer than its parameter");
        }
        int code = in.readUnsignedByte();
        var value = in.readSlice(in.readUnsignedByte());
        var raw = value.slice();
        int length = value.readableBytes();
        return switch (code) {
            case 1 -> {
                check(length == 4, code, length);
                var family =
                        family(value.readUnsignedShort(), value.skipBytes(1).readUnsignedByte());
                yield family == null ? unknown(code, raw) : new Multiprotocol(family);
            }
            case 2 -> {
                check(length == 0, code, length);
                yield new RouteRefresh();
            }
            case 5 -> {
                check(length % 6 == 0, code, length);
                yield extendedNextHop(value);
            }
            case 6 -> {
                check(length == 0, code, length);
                yield new ExtendedMessages();
            }
            case 64 -> {
                check(length % 4 == 2, code, length);
                yield gracefulRestart(value);
            }
            case 65 -> {
                check(length == 4, code, length);
                yield new FourOctetAs(value.readUnsignedInt());
            }
            case 69 -> {
                check(length % 4 == 0, code, length);
                yield addPath(value);
            }
            case 70 -> {
                check(length == 0, code, length);
                yield new EnhancedRouteRefresh();
            }
            case 71 -> {
                check(length % 7 == 0, code, length);
                yield longLived(value);
            }
            case 73 -> fqdn(value, raw);
            default -> unknown(code, raw);
        };
    }

    private static void check(boolean fits, int code, int length) throws BgpException {
        if (!fits) {
            throw new BgpException(
                    BgpError.MALFORMED_OPEN, "Capability " + code + " cannot have " + length + " octets");
        }
    }

    private static Unknown unknown(int code, ByteBuf value) {
        return new Unknown(code, Octets.read(value, value.readableBytes()));
    }

    private static @Nullable AddressFamily family(int afi, int safi) {
        return AddressFamily.of(afi, safi).orElse(null);
    }

    private static Capability extendedNextHop(ByteBuf value) {
        var families = EnumSet.noneOf(AddressFamily.class);
        while (value.isReadable()) {
            var family = family(value.readUnsignedShort(), value.readUnsignedShort());
            if (value.readUnsignedShort() == AFI_IPV6 && family != null) {
                families.add(family);
            }
        }
        return new ExtendedNextHop(families);
    }

    private static Capability gracefulRestart(ByteBuf value) {
        int flagsAndTime = value.readUnsignedShort();
        var families = new EnumMap<AddressFamily, Boolean>(AddressFamily.class);
        while (value.isReadable()) {
            var family = family(value.readUnsignedShort(), value.readUnsignedByte());
            boolean forwarding = (value.readUnsignedByte() & FORWARDING) != 0;
            if (family != null) {
                families.put(family, forwarding);
            }
        }
        int flags = flagsAndTime >>> 12;
        return new GracefulRestart(
                (flags & RESTARTED) != 0, (flags & NOTIFICATION) != 0, flagsAndTime & 0xfff, families);
    }

    private static Capability addPath(ByteBuf value) {
        var families = new EnumMap<AddressFamily, Direction>(AddressFamily.class);
        while (value.isReadable()) {
            var family = family(value.readUnsignedShort(), value.readUnsignedByte());
            int direction = value.readUnsignedByte();
            // RFC 7911 section 4: another number means that this entry is ignored.
            if (family != null && direction >= 1 && direction <= 3) {
                families.put(family, Direction.values()[direction - 1]);
            }
        }
        return new AddPath(families);
    }

    private static Capability longLived(ByteBuf value) {
        var families = new EnumMap<AddressFamily, StaleTime>(AddressFamily.class);
        while (value.isReadable()) {
            var family = family(value.readUnsignedShort(), value.readUnsignedByte());
            boolean forwarding = (value.readUnsignedByte() & FORWARDING) != 0;
            int seconds = value.readUnsignedMedium();
            if (family != null) {
                families.put(family, new StaleTime(forwarding, seconds));
            }
        }
        return new LongLivedGracefulRestart(families);
    }

    /** It has no RFC and nothing depends on it: a malformed one is kept, and no reason to refuse a peer. */
    private static Capability fqdn(ByteBuf value, ByteBuf raw) {
        var names = new String[2];
        for (int i = 0; i < names.length; i++) {
            if (!value.isReadable() || value.readableBytes() < 1 + value.getUnsignedByte(value.readerIndex())) {
                return unknown(73, raw);
            }
            names[i] = value.readCharSequence(value.readUnsignedByte(), StandardCharsets.UTF_8)
                    .toString();
        }
        return value.isReadable() ? unknown(73, raw) : new Fqdn(names[0], names[1]);
    }

    /** Appends a capability. */
    public static void encode(Capability capability, ByteBuf out) {
        out.writeByte(capability.code());
        int lengthAt = out.writerIndex();
        out.writeByte(0);
        switch (capability) {
            case Multiprotocol(var family) ->
                out.writeShort(family.afi()).writeByte(0).writeByte(family.safi());
            case RouteRefresh _, ExtendedMessages _, EnhancedRouteRefresh _ -> {}
            case ExtendedNextHop(var families) ->
                families.stream().sorted().forEach(family -> out.writeShort(family.afi())
                        .writeShort(family.safi())
                        .writeShort(AFI_IPV6));
            case GracefulRestart restart -> encode(restart, out);
            case FourOctetAs(var as) -> out.writeInt((int) as);
            case AddPath(Map<AddressFamily, Direction> families) ->
                families.forEach((family, direction) ->
                        out.writeShort(family.afi()).writeByte(family.safi()).writeByte(direction.ordinal() + 1));
            case LongLivedGracefulRestart(Map<AddressFamily, StaleTime> families) ->
                families.forEach((family, time) -> out.writeShort(family.afi())
                        .writeByte(family.safi())
                        .writeByte(time.forwarding() ? FORWARDING : 0)
                        .writeMedium(time.seconds()));
            case Fqdn(var host, var domain) -> {
                text(host, out);
                text(domain, out);
            }
            case Unknown(var _, var value) -> value.write(out);
        }
        int length = out.writerIndex() - lengthAt - 1;
        if (length > 255) {
            throw new IllegalArgumentException("A capability of " + length + " octets: " + capability);
        }
        out.setByte(lengthAt, length);
    }

    private static void encode(GracefulRestart restart, ByteBuf out) {
        int flags = (restart.restarted() ? RESTARTED : 0) | (restart.notification() ? NOTIFICATION : 0);
        out.writeShort(flags << 12 | restart.seconds());
        restart.forwarding()
                .forEach((family, forwarding) ->
                        out.writeShort(family.afi()).writeByte(family.safi()).writeByte(forwarding ? FORWARDING : 0));
    }

    private static void text(String text, ByteBuf out) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(octets.length).writeBytes(octets);
    }
}
