package net.weftnet.config.access.guard;

import java.util.Optional;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;
import org.opendaylight.yangtools.yang.data.tree.api.VersionInfo;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/** A tree as one caller sees it. */
final class GuardedTree implements DataTreeSnapshot {
    private final DataTreeSnapshot tree;
    private final Sight sight;

    GuardedTree(DataTreeSnapshot tree, Sight sight) {
        this.tree = tree;
        this.sight = sight;
    }

    @Override
    public EffectiveModelContext modelContext() {
        return tree.modelContext();
    }

    @Override
    public Optional<NormalizedNode> readNode(YangInstanceIdentifier path) {
        return sight.read(tree, path);
    }

    @Override
    public Optional<VersionInfo> readVersionInfo(YangInstanceIdentifier path) {
        return Optional.empty();
    }

    @Override
    public DataTreeModification newModification() {
        throw new UnsupportedOperationException("What somebody sees is not what there is");
    }
}
