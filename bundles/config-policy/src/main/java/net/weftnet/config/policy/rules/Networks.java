package net.weftnet.config.policy.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ConfigSchema;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapEntryNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/** The networks of a tree, with the policies they refer to. Looks at all of them: the cost grows with their number. */
final class Networks {
    private static final NodeIdentifier SEQUENCE = new NodeIdentifier(Place.name("sequence"));
    private static final NodeIdentifier MAJOR = new NodeIdentifier(Place.name("major"));

    private final List<Network> networks = new ArrayList<>();

    private record Network(String name, YangInstanceIdentifier path, MapEntryNode data) {
        boolean refersTo(String policy) {
            return Entries.of(data, Place.NETWORK_POLICY).stream()
                    .anyMatch(entry -> Entries.key(entry, Place.FQ_NAME).equals(policy));
        }
    }

    Networks(DataTreeSnapshot tree) {
        tree.readNode(YangInstanceIdentifier.of(ConfigSchema.CONFIG)).ifPresent(config -> Entries.of(
                        (DataContainerNode) config, Place.DOMAIN)
                .forEach(domain -> Entries.of(domain, Place.PROJECT).forEach(project -> collect(domain, project))));
    }

    private void collect(MapEntryNode domain, MapEntryNode project) {
        var names = new String[] {Entries.key(domain, Place.NAME), Entries.key(project, Place.NAME)};
        for (var network : Entries.of(project, Place.NETWORK)) {
            var name = Entries.key(network, Place.NAME);
            networks.add(new Network(
                    names[0] + ':' + names[1] + ':' + name,
                    Place.entry(Place.project(names), Place.NETWORK, name),
                    network));
        }
    }

    /** {@return the names of the networks that refer to a policy, sorted} */
    List<String> of(String policy) {
        return networks.stream()
                .filter(network -> network.refersTo(policy))
                .map(Network::name)
                .sorted()
                .toList();
    }

    /**
     * Lets exactly these networks refer to a policy. A network that gets it has it after its other policies.
     *
     * @throws ConfigException when there is no network of a name
     */
    void apply(String policy, List<String> names, DataTreeModification tree) throws ConfigException {
        for (var name : names) {
            if (networks.stream().noneMatch(network -> network.name().equals(name))) {
                throw new ConfigException(
                        Kind.UNKNOWN_REFERENCE,
                        YangInstanceIdentifier.of(ConfigSchema.CONFIG),
                        "policy " + policy + " is for the virtual-network " + name + ", which does not exist");
            }
        }
        for (var network : networks) {
            boolean isWanted = names.contains(network.name());
            var entry = network.path()
                    .node(Place.NETWORK_POLICY)
                    .node(NodeIdentifierWithPredicates.of(Place.NETWORK_POLICY, Place.FQ_NAME, policy));
            if (isWanted && !network.refersTo(policy)) {
                tree.merge(
                        entry.coerceParent(),
                        ImmutableNodes.newUserMapBuilder()
                                .withNodeIdentifier(new NodeIdentifier(Place.NETWORK_POLICY))
                                .build());
                tree.write(entry, reference(policy, lastSequence(network, tree) + 1));
            } else if (!isWanted && network.refersTo(policy)) {
                tree.delete(entry);
            }
        }
    }

    /** Looks at the tree itself, which has the policies that were loaded before this one. */
    private static long lastSequence(Network network, DataTreeModification tree) {
        return tree.readNode(network.path()).stream()
                .flatMap(data -> Entries.of((DataContainerNode) data, Place.NETWORK_POLICY).stream())
                .flatMap(entry -> major(entry).stream())
                .mapToLong(Uint32::toJava)
                .max()
                .orElse(-1);
    }

    private static Optional<Uint32> major(MapEntryNode reference) {
        return reference.childByArg(SEQUENCE) instanceof DataContainerNode sequence
                        && sequence.childByArg(MAJOR) instanceof LeafNode<?> leaf
                        && leaf.body() instanceof Uint32 number
                ? Optional.of(number)
                : Optional.empty();
    }

    private static MapEntryNode reference(String policy, long major) {
        return ImmutableNodes.newMapEntryBuilder()
                .withNodeIdentifier(NodeIdentifierWithPredicates.of(Place.NETWORK_POLICY, Place.FQ_NAME, policy))
                .withChild(ImmutableNodes.leafNode(Place.FQ_NAME, policy))
                .withChild(ImmutableNodes.newContainerBuilder()
                        .withNodeIdentifier(SEQUENCE)
                        .withChild(ImmutableNodes.leafNode(MAJOR, Uint32.saturatedOf(major)))
                        .withChild(ImmutableNodes.leafNode(Place.name("minor"), Uint32.ZERO))
                        .build())
                .build();
    }
}
