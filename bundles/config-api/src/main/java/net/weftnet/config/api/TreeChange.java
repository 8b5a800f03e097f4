package net.weftnet.config.api;

import net.weftnet.config.db.api.ConfigException;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/** Changes of the tree. It tells that data does not fit its schema with unchecked exceptions, which are refusals here. */
final class TreeChange {

    @FunctionalInterface
    private interface Step {
        void run();
    }

    private TreeChange() {}

    static void write(DataTreeModification tree, YangInstanceIdentifier path, NormalizedNode node)
            throws ConfigException {
        refusing(path, () -> tree.write(path, node));
    }

    static void merge(DataTreeModification tree, YangInstanceIdentifier path, NormalizedNode node)
            throws ConfigException {
        refusing(path, () -> tree.merge(path, node));
    }

    static void delete(DataTreeModification tree, YangInstanceIdentifier path) throws ConfigException {
        refusing(path, () -> tree.delete(path));
    }

    private static void refusing(YangInstanceIdentifier path, Step step) throws ConfigException {
        try {
            step.run();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigException(
                    ConfigException.Kind.INVALID, path, Refusals.plain(String.valueOf(e.getMessage())), e);
        }
    }
}
