package net.weftnet.config.db.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpAddress.Family;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.rules.Subnet.Range;
import net.weftnet.config.db.view.ObjectDraft;
import net.weftnet.config.db.view.ObjectView;
import net.weftnet.config.db.view.UniqueKey;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/**
 * The address of an instance-ip: taken from the subnets of its network when it is left out, otherwise checked against
 * them. Its ports are in the same network.
 *
 * <p>Allocation goes round: it continues after the address given out last, so a freed address is not used again at once.
 */
public final class AddressRule implements Rule {
    static final String TYPE = "instance-ip";

    private static final String ADDRESS = "instance-ip-address";
    private static final String FAMILY = "instance-ip-family";

    /** Where to go on looking in a range; only a hint. */
    private final Map<Place, IpAddress> next = new HashMap<>();

    /** A range of a network. */
    private record Place(ObjectKey network, Range range) {}

    @Override
    public boolean concerns(ObjectType type) {
        return type.name().equals(TYPE);
    }

    @Override
    public void fill(ObjectDraft object, ObjectView view) throws ConfigException {
        var given = given(object);
        var family = family(object, given);
        var address = given.isPresent() ? given : kept(object, family);
        if (address.isEmpty()) {
            var network = object.target(NetworkRule.TYPE);
            var data = network.flatMap(view::object);
            if (data.isEmpty()) {
                return; // The unknown reference is reported when references are checked.
            }
            address = Optional.of(allocate(object, family, network.get(), Subnet.of(data.get()), view));
        }
        provide(object, ADDRESS, address.get().toString());
        provide(object, FAMILY, family == Family.IPV4 ? "v4" : "v6");
    }

    /** One text for one address, so that equal addresses are found to be equal. */
    private static void provide(ObjectDraft object, String leaf, String value) {
        if (!object.leaf(leaf).equals(Optional.of(value))) {
            object.fill(QName.create(object.type().qname(), leaf), value);
        }
    }

    private static Optional<IpAddress> given(ObjectDraft object) throws ConfigException {
        try {
            return address(object.data());
        } catch (IllegalArgumentException e) {
            throw object.refusal(Kind.INVALID, String.valueOf(e.getMessage()));
        }
    }

    static Optional<IpAddress> address(DataContainerNode object) {
        return ObjectDraft.leaf(object, QName.create(object.name().getNodeType(), ADDRESS))
                .map(text -> IpAddress.parse(text.toString()));
    }

    private static Family family(ObjectDraft object, Optional<IpAddress> given) throws ConfigException {
        var asked = object.leaf(FAMILY).map(name -> name.equals("v6") ? Family.IPV6 : Family.IPV4);
        if (given.isPresent() && asked.isPresent() && given.get().family() != asked.get()) {
            throw object.refusal(
                    Kind.INVALID, given.get() + " is not an " + NetworkRule.name(asked.get()) + " address");
        }
        return given.map(IpAddress::family).or(() -> asked).orElse(Family.IPV4);
    }

    /** An object that is written again without its address keeps it, unless it moves to another network. */
    private static Optional<IpAddress> kept(ObjectDraft object, Family family) {
        var before = object.before();
        var network = object.type().reference(NetworkRule.TYPE).orElseThrow();
        if (before == null || !ObjectDraft.target(before, network).equals(object.target(NetworkRule.TYPE))) {
            return Optional.empty();
        }
        return address(before).filter(address -> address.family() == family);
    }

    private IpAddress allocate(ObjectDraft object, Family family, ObjectKey network, List<Subnet> all, ObjectView view)
            throws ConfigException {
        var wanted = object.leaf(Subnet.SUBNET_UUID).map(Object::toString);
        var subnets = all.stream()
                .filter(s -> s.prefix().address().family() == family)
                .filter(s -> wanted.isEmpty() || s.uuid().equals(wanted))
                .toList();
        if (subnets.isEmpty()) {
            throw object.refusal(
                    Kind.EXHAUSTED,
                    network + " has no " + NetworkRule.name(family) + " subnet "
                            + wanted.map(uuid -> uuid + ' ').orElse("") + "to take an address from");
        }
        for (var subnet : subnets) {
            for (var range : subnet.ranges()) {
                var free = firstFree(subnet, new Place(network, range), view);
                if (free.isPresent()) {
                    return free.get();
                }
            }
        }
        throw object.refusal(
                Kind.EXHAUSTED, "no address is left in " + network + " (" + NetworkRule.names(subnets) + ")");
    }

    private Optional<IpAddress> firstFree(Subnet subnet, Place place, ObjectView view) {
        var start = next.getOrDefault(place, place.range().start());
        var address = start;
        do {
            var following = address.equals(place.range().end()) ? place.range().start() : address.plus(1);
            if (subnet.reservation(address).isEmpty() && isFree(address, place.network(), view)) {
                next.put(place, following);
                return Optional.of(address);
            }
            address = following;
        } while (!address.equals(start));
        return Optional.empty();
    }

    private static boolean isFree(IpAddress address, ObjectKey network, ObjectView view) {
        return view.owner(new UniqueKey(ADDRESS, network, address.toString())).isEmpty();
    }

    @Override
    public void check(ObjectDraft object, ObjectView view) throws ConfigException {
        var network = object.target(NetworkRule.TYPE).orElseThrow();
        var address = address(object.data()).orElseThrow();
        var why = objection(address, Subnet.of(view.object(network).orElseThrow()));
        if (why.isPresent()) {
            throw object.refusal(Kind.INVALID, address + " is " + why.get() + " of " + network);
        }
        PortRule.checkSameNetwork(object, network, view);
    }

    /** {@return what speaks against giving an address of these subnets to a workload} */
    static Optional<String> objection(IpAddress address, List<Subnet> subnets) {
        for (var subnet : subnets) {
            if (subnet.prefix().contains(address)) {
                return subnet.reservation(address);
            }
        }
        return Optional.of("outside the subnets (" + NetworkRule.names(subnets) + ")");
    }
}
