package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.transformer.compile.CompiledNodes;
import net.weftnet.config.transformer.intent.Data;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** One end of the traffic that a rule is about. */
sealed interface Address {
    /** All networks, or all security groups. */
    String ANY = "any";

    /** What the rule is applied to. */
    String LOCAL = "local";

    /** A network, or {@link #ANY}. */
    record Network(String name) implements Address {}

    /** All networks with a policy. */
    record Policy(String name) implements Address {}

    /** A security group by its number, or by its name in the intent. */
    record Group(String name) implements Address {}

    /**
     * Prefixes.
     *
     * @param isList whether they were written as a list, which may have one entry
     */
    record Subnets(List<String> prefixes, boolean isList) implements Address {
        public Subnets {
            prefixes = List.copyOf(prefixes);
        }
    }

    /** Nothing that is said: a security group's rule about its own ports. */
    record Unsaid() implements Address {}

    /** {@return the end that an entry of src-addresses or dst-addresses is about} */
    static Address of(Data entry) {
        return entry.text("virtual-network")
                .<Address>map(Network::new)
                .or(() -> entry.text("network-policy").map(Policy::new))
                .or(() -> entry.text("security-group").map(Group::new))
                .or(() -> entry.text("subnet").map(subnet -> new Subnets(List.of(subnet), false)))
                .orElseGet(() -> new Subnets(entry.texts("subnet-list"), true));
    }

    /** {@return the network, or any, when the end is one} */
    default Optional<String> network() {
        return this instanceof Network network ? Optional.of(network.name()) : Optional.empty();
    }

    /** {@return whether the end is in a network: it is the network, or any} */
    default boolean covers(String network) {
        return this instanceof Network(String name) && (name.equals(network) || name.equals(ANY));
    }

    /** {@return whether all traffic of this end is traffic of another one} */
    default boolean isWithin(Address other) {
        return switch (other) {
            case Network(String name) when name.equals(ANY) -> this instanceof Network;
            case Subnets(List<String> around, boolean _) ->
                this instanceof Subnets(List<String> prefixes, boolean _)
                        && prefixes.stream().allMatch(prefix -> around.stream().anyMatch(one -> contains(one, prefix)));
            case Network _, Policy _, Group _, Unsaid _ -> equals(other);
        };
    }

    private static boolean contains(String around, String inner) {
        var outer = IpPrefix.parse(around);
        var prefix = IpPrefix.parse(inner);
        return outer.length() <= prefix.length() && outer.contains(prefix.address());
    }

    /** {@return the end in an access control list} */
    default ContainerNode write(String name) {
        var said =
                switch (this) {
                    case Network(String network) -> List.of(CompiledNodes.leaf("virtual-network", network));
                    case Policy(String policy) -> List.of(CompiledNodes.leaf("network-policy", policy));
                    case Group(String group) -> List.of(CompiledNodes.leaf("security-group", group));
                    case Subnets(List<String> prefixes, boolean isList) ->
                        List.of(isList ? subnetList(prefixes) : CompiledNodes.leaf("subnet", prefixes.getFirst()));
                    case Unsaid _ -> List.<DataContainerChild>of();
                };
        return CompiledNodes.container(name, said.isEmpty() ? said : List.of(CompiledNodes.choice("address", said)));
    }

    private static DataContainerChild subnetList(List<String> prefixes) {
        var name = QName.create(ConfigSchema.COMPILED, "subnet-list");
        var leafs = ImmutableNodes.<String>newUserLeafSetBuilder().withNodeIdentifier(new NodeIdentifier(name));
        prefixes.forEach(prefix -> leafs.withChild(ImmutableNodes.leafSetEntry(new NodeWithValue<>(name, prefix))));
        return leafs.build();
    }
}
