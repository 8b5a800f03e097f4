package net.weftnet.config.db.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.config.db.view.ObjectDraft;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;

/**
 * A subnet of a virtual network.
 *
 * @param prefix its addresses
 * @param gateway the gateway, when it is known
 * @param nameServer the name server, when there is one
 * @param pools where addresses are taken from
 * @param uuid what clients call it, when it has such a name
 */
record Subnet(
        IpPrefix prefix,
        Optional<IpAddress> gateway,
        Optional<IpAddress> nameServer,
        List<Range> pools,
        Optional<String> uuid) {

    /** The leaf of a subnet that has its uuid, and of an instance-ip that says which subnet it is from. */
    static final String SUBNET_UUID = "subnet-uuid";

    /** A range of addresses, both ends in it. */
    record Range(IpAddress start, IpAddress end) {
        boolean contains(IpAddress address) {
            return address.family() == start.family() && start.compareTo(address) <= 0 && address.compareTo(end) <= 0;
        }
    }

    /**
     * {@return the subnets of a virtual network}
     *
     * @throws IllegalArgumentException when an address or a prefix is none
     */
    static List<Subnet> of(DataContainerNode network) {
        var subnets = new ArrayList<Subnet>();
        for (var ipam : entries(network, "network-ipam")) {
            for (var subnet : entries(ipam, "ipam-subnets")) {
                subnets.add(of(subnet));
            }
        }
        return subnets;
    }

    static Subnet of(MapEntryNode subnet) {
        return new Subnet(
                IpPrefix.parse(text(subnet, "subnet").orElseThrow()),
                text(subnet, "default-gateway").map(IpAddress::parse),
                text(subnet, "dns-server-address").map(IpAddress::parse),
                entries(subnet, "allocation-pools").stream()
                        .map(pool -> new Range(
                                IpAddress.parse(text(pool, "start").orElseThrow()),
                                IpAddress.parse(text(pool, "end").orElseThrow())))
                        .toList(),
                text(subnet, SUBNET_UUID));
    }

    static List<MapEntryNode> entries(DataContainerNode node, String list) {
        return node.childByArg(new NodeIdentifier(QName.create(node.name().getNodeType(), list))) instanceof MapNode map
                ? List.copyOf(map.body())
                : List.of();
    }

    private static Optional<String> text(DataContainerNode node, String leaf) {
        return ObjectDraft.leaf(node, QName.create(node.name().getNodeType(), leaf))
                .map(Object::toString);
    }

    /** {@return what an address is for when it is not for workloads} */
    Optional<String> reservation(IpAddress address) {
        if (address.equals(prefix.address())) {
            return Optional.of("the address of the subnet");
        }
        if (address.isIpv4() && address.equals(prefix.last())) {
            return Optional.of("the broadcast address");
        }
        if (gateway.filter(address::equals).isPresent()) {
            return Optional.of("the gateway");
        }
        return nameServer.filter(address::equals).map(_ -> "the name server");
    }

    /** {@return the address for hosts that comes first} */
    IpAddress firstHost() {
        return prefix.address().plus(1);
    }

    /** {@return where addresses are taken from: the pools, or else the whole subnet} */
    List<Range> ranges() {
        return pools.isEmpty() ? List.of(new Range(firstHost(), prefix.last())) : pools;
    }

    /** {@return the addresses that an operator gave, with what they are} */
    Stream<IpAddress> givenAddresses() {
        return Stream.of(
                        gateway.stream(),
                        nameServer.stream(),
                        pools.stream().flatMap(pool -> Stream.of(pool.start(), pool.end())))
                .flatMap(address -> address);
    }
}
