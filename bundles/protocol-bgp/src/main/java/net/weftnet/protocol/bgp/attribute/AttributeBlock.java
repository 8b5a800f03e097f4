package net.weftnet.protocol.bgp.attribute;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.Octets;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.AttributeType.Flags;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Aggregator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * The path attributes of one UPDATE (RFC 4271 section 4.3), read in two passes: the first finds MP_REACH_NLRI and
 * MP_UNREACH_NLRI and gathers the octets of all others; the second decodes these, unless the {@link AttributeCache} knows
 * them. Lives as long as the decoding of its UPDATE.
 */
public final class AttributeBlock {
    private final SessionOptions options;
    private final List<UpdateFault> faults = new ArrayList<>(0);
    private PathAttributes attributes = PathAttributes.EMPTY;
    private @Nullable IpAddress nextHop;
    private @Nullable ByteBuf reach;
    private @Nullable ByteBuf unreach;
    private boolean hasOthers;

    private AttributeBlock(SessionOptions options) {
        this.options = options;
    }

    /**
     * Reads the attributes that fill a buffer.
     *
     * @throws BgpException if the session has to end: MP_REACH_NLRI or MP_UNREACH_NLRI twice, or an unknown attribute
     *     that is said to be well-known
     */
    public static AttributeBlock read(ByteBuf block, SessionOptions options, AttributeCache cache) throws BgpException {
        var result = new AttributeBlock(options);
        cache.clear();
        int end = result.scan(block, cache);
        if (!result.hasOthers) {
            return result;
        }
        var known = result.faults.isEmpty() ? cache.find() : null;
        if (known != null) {
            result.attributes = known.attributes();
            result.nextHop = known.nextHop();
            return result;
        }
        result.decode(block.slice(block.readerIndex(), end - block.readerIndex()));
        if (result.faults.isEmpty()) {
            cache.put(result.attributes, result.nextHop);
        }
        return result;
    }

    /** {@return all attributes but those that the accessors below give} */
    public PathAttributes attributes() {
        return attributes;
    }

    /** {@return NEXT_HOP} */
    public @Nullable IpAddress nextHop() {
        return nextHop;
    }

    /** {@return the value of MP_REACH_NLRI} */
    public @Nullable ByteBuf reach() {
        return reach;
    }

    /** {@return the value of MP_UNREACH_NLRI} */
    public @Nullable ByteBuf unreach() {
        return unreach;
    }

    /** {@return whether there is any attribute but MP_REACH_NLRI and MP_UNREACH_NLRI} */
    public boolean hasOthers() {
        return hasOthers;
    }

    /** {@return what was wrong} */
    public List<UpdateFault> faults() {
        return faults;
    }

    /** {@return where the attributes end that are whole: what follows cannot be read (RFC 7606 section 4)} */
    private int scan(ByteBuf block, AttributeCache cache) throws BgpException {
        int at = block.readerIndex();
        int end = block.writerIndex();
        while (at < end) {
            int value = at + (end - at < 3 ? 3 : (block.getByte(at) & Flags.EXTENDED_LENGTH) != 0 ? 4 : 3);
            if (value > end || value + length(block, at) > end) {
                hasOthers = true;
                fault(
                        FaultAction.TREAT_AS_WITHDRAW,
                        BgpError.MALFORMED_ATTRIBUTE_LIST,
                        "Attributes run over their total length");
                return at;
            }
            int next = value + length(block, at);
            int code = block.getUnsignedByte(at + 1);
            if (code == AttributeType.MP_REACH_NLRI.code() || code == AttributeType.MP_UNREACH_NLRI.code()) {
                multiprotocol(code, block.getByte(at), block.slice(value, next - value));
            } else {
                hasOthers = true;
                cache.gather(block, at, next);
            }
            at = next;
        }
        return end;
    }

    private static int length(ByteBuf block, int at) {
        return (block.getByte(at) & Flags.EXTENDED_LENGTH) != 0
                ? block.getUnsignedShort(at + 2)
                : block.getUnsignedByte(at + 2);
    }

    private void multiprotocol(int code, int flags, ByteBuf value) throws BgpException {
        boolean isReach = code == AttributeType.MP_REACH_NLRI.code();
        if ((isReach ? reach : unreach) != null) {
            // RFC 7606 section 3 g: which of the two is meant cannot be known.
            throw new BgpException(BgpError.MALFORMED_ATTRIBUTE_LIST, "Attribute " + code + " twice");
        }
        if ((flags & (Flags.OPTIONAL | Flags.TRANSITIVE)) != Flags.OPTIONAL) {
            flagsFault(code, flags);
        }
        if (isReach) {
            reach = value;
        } else {
            unreach = value;
        }
    }

    private void fault(FaultAction action, BgpError error, String detail) {
        faults.add(UpdateFault.of(action, error, detail));
    }

    private void flagsFault(int code, int flags) {
        fault(
                FaultAction.TREAT_AS_WITHDRAW,
                BgpError.ATTRIBUTE_FLAGS_ERROR,
                "Attribute %d has flags 0x%02x".formatted(code, flags & 0xff));
    }

    /** Decodes the attributes of a buffer whose headers are known to be whole. */
    private void decode(ByteBuf block) throws BgpException {
        var decoded = new ArrayList<PathAttribute>();
        var seen = new BitSet(256);
        AsPath as4Path = null;
        Aggregator as4Aggregator = null;
        while (block.isReadable()) {
            int flags = block.readUnsignedByte();
            int code = block.readUnsignedByte();
            int length = (flags & Flags.EXTENDED_LENGTH) != 0 ? block.readUnsignedShort() : block.readUnsignedByte();
            var value = block.readSlice(length);
            var type = AttributeType.of(code);
            if (type == AttributeType.MP_REACH_NLRI || type == AttributeType.MP_UNREACH_NLRI) {
                continue;
            }
            if (seen.get(code)) {
                // RFC 7606 section 3 g: the first one counts.
                fault(FaultAction.DISCARD_ATTRIBUTE, BgpError.MALFORMED_ATTRIBUTE_LIST, "Attribute " + code + " twice");
                continue;
            }
            seen.set(code);
            if (type == null) {
                unknown(flags, code, value, decoded);
            } else if (type == AttributeType.AS4_PATH) {
                as4Path = (AsPath) decode(type, flags, value);
            } else if (type == AttributeType.AS4_AGGREGATOR) {
                as4Aggregator = (Aggregator) decode(type, flags, value);
            } else {
                var attribute = decode(type, flags, value);
                if (attribute != null) {
                    decoded.add(attribute);
                }
            }
        }
        if (!options.fourOctetAs()) {
            merge(decoded, as4Path, as4Aggregator);
        }
        attributes = PathAttributes.of(decoded);
    }

    private static void unknown(int flags, int code, ByteBuf value, List<PathAttribute> decoded) throws BgpException {
        if ((flags & Flags.OPTIONAL) == 0) {
            // RFC 4271 section 6.3: not among what RFC 7606 has changed.
            throw new BgpException(BgpError.UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE, "Unknown well-known attribute " + code);
        }
        if ((flags & Flags.TRANSITIVE) != 0) {
            decoded.add(new Unknown(code, Octets.read(value, value.readableBytes())));
        }
    }

    private @Nullable PathAttribute decode(AttributeType type, int flags, ByteBuf value) {
        if (type.isInternalOnly() && !options.internal()) {
            return null;
        }
        if ((flags & (Flags.OPTIONAL | Flags.TRANSITIVE)) != type.flags()) {
            flagsFault(type.code(), flags);
            return null;
        }
        try {
            return decode(type, value);
        } catch (AttributeFault e) {
            fault(type.whenMalformed(), e.error(), e.detail());
            return null;
        }
    }

    private @Nullable PathAttribute decode(AttributeType type, ByteBuf value) throws AttributeFault {
        return switch (type) {
            case ORIGIN -> AttributeDecoder.origin(value);
            case AS_PATH -> AttributeDecoder.asPath(value, options.fourOctetAs());
            case NEXT_HOP -> {
                nextHop = AttributeDecoder.nextHop(value);
                yield null;
            }
            case MULTI_EXIT_DISC -> AttributeDecoder.multiExitDiscriminator(value);
            case LOCAL_PREF -> AttributeDecoder.localPreference(value);
            case ATOMIC_AGGREGATE -> AttributeDecoder.atomicAggregate(value);
            case AGGREGATOR -> AttributeDecoder.aggregator(value, options.fourOctetAs());
            case COMMUNITIES -> AttributeDecoder.communities(value);
            case ORIGINATOR_ID -> AttributeDecoder.originatorId(value);
            case CLUSTER_LIST -> AttributeDecoder.clusterList(value);
            case EXTENDED_COMMUNITIES -> AttributeDecoder.extendedCommunities(value);
            case AS4_PATH -> AttributeDecoder.asPath(value, true);
            case AS4_AGGREGATOR -> AttributeDecoder.aggregator(value, true);
            case PMSI_TUNNEL -> AttributeDecoder.pmsiTunnel(value);
            case LARGE_COMMUNITY -> AttributeDecoder.largeCommunities(value);
            case EDGE_DISCOVERY -> EdgeCodec.discovery(value);
            case EDGE_FORWARDING -> EdgeCodec.forwarding(value);
            case ORIGIN_VN_PATH -> AttributeDecoder.originVnPath(value);
            case MP_REACH_NLRI, MP_UNREACH_NLRI -> throw new IllegalStateException(type + " is no attribute of a path");
        };
    }

    /** RFC 6793 section 4.2.3: an AGGREGATOR that is not AS_TRANS says that both AS4 attributes are old. */
    private static void merge(
            List<PathAttribute> decoded, @Nullable AsPath as4Path, @Nullable Aggregator as4Aggregator) {
        for (int i = 0; i < decoded.size(); i++) {
            if (decoded.get(i) instanceof Aggregator aggregator && as4Aggregator != null) {
                if (aggregator.as() != AttributeEncoder.AS_TRANS) {
                    return;
                }
                decoded.set(i, as4Aggregator);
            }
        }
        for (int i = 0; i < decoded.size(); i++) {
            if (decoded.get(i) instanceof AsPath path && as4Path != null) {
                decoded.set(i, As4.merge(path, as4Path));
            }
        }
    }
}
