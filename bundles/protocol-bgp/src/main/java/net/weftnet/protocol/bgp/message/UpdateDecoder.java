package net.weftnet.protocol.bgp.message;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.BgpError;
import net.weftnet.protocol.bgp.BgpException;
import net.weftnet.protocol.bgp.SessionOptions;
import net.weftnet.protocol.bgp.attribute.AttributeBlock;
import net.weftnet.protocol.bgp.attribute.AttributeCache;
import net.weftnet.protocol.bgp.attribute.FaultAction;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.attribute.UpdateFault;
import net.weftnet.protocol.bgp.message.Update.Reach;
import net.weftnet.protocol.bgp.message.Update.Unreach;
import net.weftnet.protocol.bgp.nlri.Nlri;
import net.weftnet.protocol.bgp.nlri.NlriCodec;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;
import org.jspecify.annotations.Nullable;

/**
 * The body of an UPDATE (RFC 4271 section 4.3, RFC 4760), with the error handling of RFC 7606. One object decodes one
 * message:
 *
 * <pre>
 * withdrawn routes | attributes, with MP_UNREACH_NLRI and MP_REACH_NLRI | NLRI
 *        reset     |  mildest action that is safe,  disable family      | reset    when malformed
 * </pre>
 */
final class UpdateDecoder {
    private final SessionOptions options;
    private final List<Unreach> unreach = new ArrayList<>(1);
    private final List<Reach> reach = new ArrayList<>(1);
    private final List<UpdateFault> faults = new ArrayList<>(0);

    private UpdateDecoder(SessionOptions options) {
        this.options = options;
    }

    /**
     * Decodes all of a buffer.
     *
     * @throws BgpException if the session has to end
     */
    static Update decode(ByteBuf body, SessionOptions options, AttributeCache cache) throws BgpException {
        return new UpdateDecoder(options).decode(body, cache);
    }

    private Update decode(ByteBuf body, AttributeCache cache) throws BgpException {
        var withdrawn = section(body, "Withdrawn routes");
        var block = AttributeBlock.read(section(body, "Path attributes"), options, cache);
        var nlri = body;
        faults.addAll(block.faults());
        if (!withdrawn.isReadable() && !nlri.isReadable() && isEmpty(block)) {
            return Update.endOfRib(AddressFamily.INET);
        }
        if (withdrawn.isReadable()) {
            withdraw(AddressFamily.INET, routes(AddressFamily.INET, withdrawn, true));
        }
        if (block.unreach() != null) {
            multiprotocolUnreach(block.unreach());
        }
        boolean reaches = nlri.isReadable();
        if (block.reach() != null) {
            reaches |= multiprotocolReach(block.reach());
        }
        if (nlri.isReadable()) {
            classicReach(nlri, block);
        }
        return finish(block, reaches);
    }

    private static boolean isEmpty(AttributeBlock block) {
        return block.reach() == null && block.unreach() == null && !block.hasOthers();
    }

    private static ByteBuf section(ByteBuf body, String name) throws BgpException {
        if (body.readableBytes() < 2 || body.readableBytes() < 2 + body.getUnsignedShort(body.readerIndex())) {
            throw new BgpException(BgpError.MALFORMED_ATTRIBUTE_LIST, name + " run over the message");
        }
        return body.readSlice(body.readUnsignedShort());
    }

    private List<Nlri> routes(AddressFamily family, ByteBuf in, boolean withdrawn) throws BgpException {
        return NlriCodec.decode(family, in, options.addPathReceived().contains(family), withdrawn);
    }

    /** Routes of families that were not agreed on are left out. */
    private boolean isAgreed(AddressFamily family) {
        if (options.families().contains(family)) {
            return true;
        }
        faults.add(UpdateFault.of(
                FaultAction.DISCARD_ATTRIBUTE,
                BgpError.OPTIONAL_ATTRIBUTE_ERROR,
                "Routes of " + family + ", which was not negotiated"));
        return false;
    }

    private void withdraw(AddressFamily family, List<Nlri> routes) {
        if (isAgreed(family)) {
            unreach.add(new Unreach(family, routes));
        }
    }

    private void multiprotocolUnreach(ByteBuf value) throws BgpException {
        if (value.readableBytes() < 3) {
            throw new BgpException(BgpError.OPTIONAL_ATTRIBUTE_ERROR, "MP_UNREACH_NLRI is cut off");
        }
        var family = family(value);
        if (family == null || !isAgreed(family)) {
            return;
        }
        try {
            unreach.add(new Unreach(family, routes(family, value, true)));
        } catch (BgpException e) {
            disable(family, e);
        }
    }

    /** {@return whether it has routes, of whatever family} */
    private boolean multiprotocolReach(ByteBuf value) throws BgpException {
        if (value.readableBytes() < 5 || value.readableBytes() < 5 + value.getUnsignedByte(value.readerIndex() + 3)) {
            throw new BgpException(BgpError.OPTIONAL_ATTRIBUTE_ERROR, "MP_REACH_NLRI is cut off");
        }
        var family = family(value);
        if (family == null || !isAgreed(family)) {
            return true;
        }
        try {
            var nextHop = NextHopCodec.decode(family, value.readSlice(value.readUnsignedByte()));
            value.skipBytes(1);
            var routes = routes(family, value, false);
            reach.add(new Reach(family, nextHop, routes));
            return !routes.isEmpty();
        } catch (BgpException e) {
            disable(family, e);
            return true;
        }
    }

    private static @Nullable AddressFamily family(ByteBuf value) {
        return AddressFamily.of(value.readUnsignedShort(), value.readUnsignedByte())
                .orElse(null);
    }

    /** RFC 7606 section 5.3 leaves a choice: the session lives on if it has other families. */
    private void disable(AddressFamily family, BgpException cause) throws BgpException {
        if (options.families().size() == 1) {
            throw cause;
        }
        faults.add(new UpdateFault(FaultAction.DISABLE_FAMILY, family, cause.error(), cause.detail()));
    }

    private void classicReach(ByteBuf nlri, AttributeBlock block) throws BgpException {
        var routes = routes(AddressFamily.INET, nlri, false);
        if (!isAgreed(AddressFamily.INET)) {
            return;
        }
        if (block.nextHop() != null) {
            reach.add(new Reach(AddressFamily.INET, BgpNextHop.of(block.nextHop()), routes));
            return;
        }
        missing("NEXT_HOP");
        unreach.add(new Unreach(AddressFamily.INET, routes));
    }

    private void missing(String attribute) {
        faults.add(UpdateFault.of(
                FaultAction.TREAT_AS_WITHDRAW, BgpError.MISSING_WELL_KNOWN_ATTRIBUTE, attribute + " is missing"));
    }

    private Update finish(AttributeBlock block, boolean reaches) throws BgpException {
        if (!reaches) {
            // RFC 7606 section 5.2: routes may have been missed, unless the fault is harmless.
            for (var fault : block.faults()) {
                if (fault.action() != FaultAction.DISCARD_ATTRIBUTE) {
                    throw new BgpException(fault.error(), fault.detail() + ", and there are no routes");
                }
            }
            return new Update(unreach, List.of(), PathAttributes.EMPTY, faults);
        }
        checkMandatory(block);
        if (faults.stream().anyMatch(fault -> fault.action() == FaultAction.TREAT_AS_WITHDRAW)) {
            reach.forEach(this::treatAsWithdraw);
            return new Update(unreach, List.of(), PathAttributes.EMPTY, faults);
        }
        return new Update(unreach, reach, reach.isEmpty() ? PathAttributes.EMPTY : block.attributes(), faults);
    }

    private void checkMandatory(AttributeBlock block) {
        // One of the two that was there, but malformed, has been reported already.
        if (!block.faults().isEmpty()) {
            return;
        }
        if (block.attributes().find(Origin.class).isEmpty()) {
            missing("ORIGIN");
        }
        if (block.attributes().find(AsPath.class).isEmpty()) {
            missing("AS_PATH");
        }
    }

    private void treatAsWithdraw(Reach reached) {
        unreach.add(new Unreach(
                reached.family(),
                reached.routes().stream()
                        .<Nlri>map(route -> route instanceof PrefixNlri prefix ? prefix.withoutLabel() : route)
                        .toList()));
    }
}
