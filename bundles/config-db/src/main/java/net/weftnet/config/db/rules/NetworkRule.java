package net.weftnet.config.db.rules;

import java.util.List;
import java.util.Objects;
import net.weftnet.common.net.IpAddress;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.db.view.ObjectDraft;
import net.weftnet.config.db.view.ObjectView;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserMapNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/**
 * Subnets of a virtual network: each gets a gateway, its addresses are in it, no two overlap, and none that is in use
 * goes away.
 */
public final class NetworkRule implements Rule {
    static final String TYPE = "virtual-network";

    /** The most bits of a prefix that leave an address for a gateway and one for a workload. */
    private static final int MINIMUM_HOST_BITS = 2;

    @Override
    public boolean concerns(ObjectType type) {
        return type.name().equals(TYPE);
    }

    @Override
    public void fill(ObjectDraft network, ObjectView view) throws ConfigException {
        var name = new NodeIdentifier(QName.create(network.type().qname(), "network-ipam"));
        if (!(network.data().childByArg(name) instanceof UserMapNode ipams)) {
            return;
        }
        var filled = ImmutableNodes.newUserMapBuilder().withNodeIdentifier(name);
        for (var ipam : ipams.body()) {
            filled.withChild(withGateways(network, ipam));
        }
        var result = filled.build();
        if (!result.equals(ipams)) {
            network.fill(result);
        }
    }

    private static MapEntryNode withGateways(ObjectDraft network, MapEntryNode ipam) throws ConfigException {
        var name = new NodeIdentifier(QName.create(network.type().qname(), "ipam-subnets"));
        if (!(ipam.childByArg(name) instanceof UserMapNode subnets)) {
            return ipam;
        }
        var filled = ImmutableNodes.newUserMapBuilder().withNodeIdentifier(name);
        for (var entry : subnets.body()) {
            var subnet = read(network, entry);
            filled.withChild(
                    subnet.gateway().isPresent()
                            ? entry
                            : ImmutableNodes.builderFactory()
                                    .newMapEntryBuilder(entry)
                                    .withChild(ImmutableNodes.leafNode(
                                            QName.create(name.getNodeType(), "default-gateway"),
                                            subnet.firstHost().toString()))
                                    .build());
        }
        return ImmutableNodes.builderFactory()
                .newMapEntryBuilder(ipam)
                .withChild(filled.build())
                .build();
    }

    private static Subnet read(ObjectDraft network, MapEntryNode entry) throws ConfigException {
        try {
            var subnet = Subnet.of(entry);
            var prefix = subnet.prefix();
            if (prefix.address().family().bits() - prefix.length() < MINIMUM_HOST_BITS) {
                throw network.refusal(Kind.INVALID, "subnet " + prefix + " has no room for a gateway and a workload");
            }
            return subnet;
        } catch (IllegalArgumentException e) {
            throw network.refusal(Kind.INVALID, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void check(ObjectDraft network, ObjectView view) throws ConfigException {
        var subnets = Subnet.of(network.data());
        for (int i = 0; i < subnets.size(); i++) {
            checkGivenAddresses(network, subnets.get(i));
            for (int j = 0; j < i; j++) {
                if (subnets.get(i).prefix().overlaps(subnets.get(j).prefix())) {
                    throw network.refusal(
                            Kind.INVALID,
                            "subnet " + subnets.get(i).prefix() + " overlaps "
                                    + subnets.get(j).prefix());
                }
            }
        }
        if (!Objects.equals(subnets, subnetsBefore(network.before()))) {
            checkAddressesInUse(network, subnets, view);
        }
    }

    private static @Nullable List<Subnet> subnetsBefore(@Nullable DataContainerNode before) {
        return before == null ? null : Subnet.of(before);
    }

    private static void checkGivenAddresses(ObjectDraft network, Subnet subnet) throws ConfigException {
        for (var address : subnet.givenAddresses().toList()) {
            if (!subnet.prefix().contains(address)) {
                throw network.refusal(
                        Kind.INVALID, address + " is outside the subnet " + subnet.prefix() + " it is given for");
            }
        }
        for (var pool : subnet.pools()) {
            if (pool.start().compareTo(pool.end()) > 0) {
                throw network.refusal(
                        Kind.INVALID,
                        "the allocation pool " + pool.start() + " - " + pool.end() + " ends before it starts");
            }
        }
    }

    private static void checkAddressesInUse(ObjectDraft network, List<Subnet> subnets, ObjectView view)
            throws ConfigException {
        for (var referrer : view.referrers(network.key(), AddressRule.TYPE)) {
            var address = view.object(referrer).flatMap(AddressRule::address);
            if (address.isEmpty()) {
                continue;
            }
            var why = AddressRule.objection(address.get(), subnets);
            if (why.isPresent()) {
                throw network.refusal(
                        Kind.IN_USE, referrer + " has the address " + address.get() + ", which would be " + why.get());
            }
        }
    }

    /** {@return the subnets as an operator reads them} */
    static String names(List<Subnet> subnets) {
        return subnets.isEmpty()
                ? "it has none"
                : String.join(
                        ", ", subnets.stream().map(s -> s.prefix().toString()).toList());
    }

    /** {@return the name of a family} */
    static String name(IpAddress.Family family) {
        return family == IpAddress.Family.IPV4 ? "IPv4" : "IPv6";
    }
}
