package net.weftnet.config.api;

import java.util.Optional;
import net.weftnet.config.db.api.ConfigException;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContext.PathMixin;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;

/** Which resources exist: those that are stored, and containers that only give structure (RFC 7950 section 7.5.1). */
final class Presence {

    private Presence() {}

    static Optional<NormalizedNode> read(DataTreeSnapshot tree, Data target) {
        var stored = tree.readNode(target.instance());
        if (stored.isPresent() || !isStructure(target) || !exists(tree, target.parent())) {
            return stored;
        }
        var name = (NodeIdentifier) target.instance().getLastPathArgument();
        return Optional.of(
                ImmutableNodes.newContainerBuilder().withNodeIdentifier(name).build());
    }

    static boolean exists(DataTreeSnapshot tree, Data target) {
        var path = target.instance();
        return path.isEmpty()
                || tree.readNode(path).isPresent()
                || (isStructure(target) || target.schema() instanceof PathMixin) && exists(tree, target.parent());
    }

    private static boolean isStructure(Data target) {
        return target.schema().dataSchemaNode() instanceof ContainerSchemaNode container
                && !container.isPresenceContainer();
    }

    static void require(DataTreeSnapshot tree, Data target) throws ConfigException {
        if (!exists(tree, target)) {
            throw missing(target.instance());
        }
    }

    /** Refuses a change below a list entry or a presence container that is not there: writing would make it. */
    static void requireAncestors(DataTreeSnapshot tree, Data target) throws ConfigException {
        for (var path = target.instance().getParent(); path != null && !path.isEmpty(); path = path.getParent()) {
            if (path.getLastPathArgument() instanceof NodeIdentifierWithPredicates
                    || isPresenceContainer(target, path)) {
                if (tree.readNode(path).isEmpty()) {
                    throw missing(path);
                }
                return;
            }
        }
    }

    private static boolean isPresenceContainer(Data target, YangInstanceIdentifier path) {
        return target.enterPath(path).schema().dataSchemaNode() instanceof ContainerSchemaNode container
                && container.isPresenceContainer();
    }

    static ConfigException exists(YangInstanceIdentifier path) {
        return new ConfigException(ConfigException.Kind.EXISTS, path, PathText.of(path) + " exists already");
    }

    static ConfigException missing(YangInstanceIdentifier path) {
        return new ConfigException(ConfigException.Kind.MISSING, path, PathText.of(path) + " does not exist");
    }
}
