package net.weftnet.config.db.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.net.MacAddress;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.LeafPath;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.view.ObjectDraft;
import net.weftnet.config.db.view.ObjectView;
import net.weftnet.config.db.view.UniqueKey;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** A port has a MAC address of its own in its network, and its addresses are of that network. */
public final class PortRule implements Rule {
    static final String TYPE = "virtual-machine-interface";

    private static final String ADDRESSES = "virtual-machine-interface-mac-addresses";
    private static final String ADDRESS = "mac-address";

    @Override
    public boolean concerns(ObjectType type) {
        return type.name().equals(TYPE);
    }

    @Override
    public void fill(ObjectDraft port, ObjectView view) {
        if (!addresses(port.type(), port.data()).isEmpty()) {
            return;
        }
        var before = port.before();
        var kept = before == null ? List.<String>of() : addresses(port.type(), before);
        write(port, kept.isEmpty() ? List.of(generate(port, view)) : kept);
    }

    private static List<String> addresses(ObjectType type, DataContainerNode port) {
        var found = new ArrayList<String>();
        new LeafPath(List.of(name(type, ADDRESSES), name(type, ADDRESS)))
                .forEach(port, (mac, _) -> found.add(mac.toString()));
        return found;
    }

    private static void write(ObjectDraft port, List<String> addresses) {
        var leaf = name(port.type(), ADDRESS);
        var leafs = ImmutableNodes.<String>newUserLeafSetBuilder().withNodeIdentifier(new NodeIdentifier(leaf));
        addresses.forEach(mac -> leafs.withChild(ImmutableNodes.leafSetEntry(new NodeWithValue<>(leaf, mac))));
        port.fill(ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(name(port.type(), ADDRESSES)))
                .withChild(leafs.build())
                .build());
    }

    /** The names stay in the tree, so all ports have the same ones. */
    private static QName name(ObjectType port, String name) {
        return QName.create(port.qname(), name).intern();
    }

    /** The 40 bits after 02: are those of the port's UUID, or random ones when another port has that address. */
    private static String generate(ObjectDraft port, ObjectView view) {
        var network = port.target(NetworkRule.TYPE).orElse(null);
        var uuid = port.leaf(port.type().uuidLeaf()).map(text -> UUID.fromString(text.toString()));
        var mac = localMac(uuid.orElseGet(UUID::randomUUID));
        while (view.owner(new UniqueKey(ADDRESS, network, mac)).isPresent()) {
            mac = localMac(UUID.randomUUID());
        }
        return mac;
    }

    private static String localMac(UUID uuid) {
        return new MacAddress(0x02L << 40 | uuid.getMostSignificantBits() >>> 24).toString();
    }

    @Override
    public void check(ObjectDraft port, ObjectView view) throws ConfigException {
        for (var mac : addresses(port.type(), port.data())) {
            if (MacAddress.parse(mac).isMulticast()) {
                throw port.refusal(Kind.INVALID, mac + " is a group address");
            }
        }
        var network = port.target(NetworkRule.TYPE).orElseThrow();
        for (var address : view.referrers(port.key(), AddressRule.TYPE)) {
            var its = view.object(address).flatMap(data -> networkOf(data));
            if (its.isPresent() && !its.get().equals(network)) {
                throw port.refusal(
                        Kind.IN_USE,
                        address + " is an address of " + its.get() + ", and the port would be in " + network);
            }
        }
    }

    /** Checks that the ports of an address are in its network. */
    static void checkSameNetwork(ObjectDraft address, ObjectKey network, ObjectView view) throws ConfigException {
        var wrong = new ArrayList<String>();
        address.type().reference(TYPE).orElseThrow().path().forEach(address.data(), (fqName, _) -> {
            var port = new ObjectKey(TYPE, (String) fqName);
            view.object(port)
                    .flatMap(PortRule::networkOf)
                    .filter(its -> !its.equals(network))
                    .ifPresent(its -> wrong.add(port + " is in " + its));
        });
        if (!wrong.isEmpty()) {
            throw address.refusal(Kind.INVALID, wrong.getFirst() + ", but the address is of " + network);
        }
    }

    private static Optional<ObjectKey> networkOf(DataContainerNode object) {
        return ObjectDraft.leaf(object, QName.create(object.name().getNodeType(), NetworkRule.TYPE))
                .map(fqName -> new ObjectKey(NetworkRule.TYPE, (String) fqName));
    }
}
