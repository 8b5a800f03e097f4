package net.weftnet.protocol.bgp.message;

import java.util.List;
import java.util.Optional;
import net.weftnet.protocol.bgp.AddressFamily;
import net.weftnet.protocol.bgp.attribute.FaultAction;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.attribute.UpdateFault;
import net.weftnet.protocol.bgp.nlri.Nlri;

/**
 * UPDATE. Where on the wire routes were, in the message's own fields or in MP_REACH_NLRI, makes no difference here.
 *
 * @param unreach what is withdrawn, done before {@code reach}
 * @param reach what is reached, all with the same attributes
 * @param faults what was malformed. The consequences for this message are drawn already: attributes are left out, and
 *     what is to be treated as withdrawn is in {@code unreach}. To disable a family is left to the session.
 */
public record Update(List<Unreach> unreach, List<Reach> reach, PathAttributes attributes, List<UpdateFault> faults)
        implements BgpMessage {

    /** Destinations that are reached no more; none of them: the end-of-RIB marker of the family (RFC 4724). */
    public record Unreach(AddressFamily family, List<Nlri> routes) {
        public Unreach {
            routes = List.copyOf(routes);
        }
    }

    /** Destinations that are reached by a next hop. */
    public record Reach(AddressFamily family, BgpNextHop nextHop, List<Nlri> routes) {
        public Reach {
            routes = List.copyOf(routes);
        }
    }

    public Update {
        unreach = List.copyOf(unreach);
        reach = List.copyOf(reach);
        faults = List.copyOf(faults);
    }

    /** {@return routes that are reached} */
    public static Update reach(
            AddressFamily family, BgpNextHop nextHop, PathAttributes attributes, List<? extends Nlri> routes) {
        return new Update(List.of(), List.of(new Reach(family, nextHop, List.copyOf(routes))), attributes, List.of());
    }

    /** {@return routes that are withdrawn} */
    public static Update unreach(AddressFamily family, List<? extends Nlri> routes) {
        return new Update(
                List.of(new Unreach(family, List.copyOf(routes))), List.of(), PathAttributes.EMPTY, List.of());
    }

    /** {@return the marker after the last route of a family} */
    public static Update endOfRib(AddressFamily family) {
        return unreach(family, List.of());
    }

    @Override
    public int type() {
        return 2;
    }

    /** {@return the family whose last route has been sent, if this says so} */
    public Optional<AddressFamily> endOfRib() {
        return reach.isEmpty()
                        && faults.isEmpty()
                        && unreach.size() == 1
                        && unreach.getFirst().routes().isEmpty()
                ? Optional.of(unreach.getFirst().family())
                : Optional.empty();
    }

    /** {@return families that the session has to disable} */
    public List<AddressFamily> disabledFamilies() {
        return faults.stream()
                .filter(fault -> fault.action() == FaultAction.DISABLE_FAMILY)
                .flatMap(fault -> Optional.ofNullable(fault.family()).stream())
                .toList();
    }
}
