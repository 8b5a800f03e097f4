package net.weftnet.config.access.guard;

import java.util.Optional;
import net.weftnet.config.db.api.ConfigException;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModificationCursor;
import org.opendaylight.yangtools.yang.data.tree.api.VersionInfo;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;

/**
 * A tree that one caller edits: it reads what it may see, and each step of the edit is looked at. The first step that is
 * not permitted is kept as the refusal of the whole, since a modification has no way to refuse.
 */
final class GuardedModification implements DataTreeModification {
    private final DataTreeModification tree;
    private final Sight sight;
    private final StepCheck check;
    private @Nullable ConfigException refusal;

    /** Looks at a step. */
    interface StepCheck {
        /** Begins a step: nothing has changed at its place yet. */
        StepEnd begin(DataTreeModification tree, YangInstanceIdentifier path) throws ConfigException;
    }

    /** The end of a step. */
    interface StepEnd {
        /**
         * Refuses a step that is made, if it must not be.
         *
         * @param tree the tree after it
         * @param before the node as it was; null when it was not there
         * @param after the node as it is; null when it is gone
         */
        void end(DataTreeModification tree, @Nullable NormalizedNode before, @Nullable NormalizedNode after)
                throws ConfigException;
    }

    GuardedModification(DataTreeModification tree, Sight sight, StepCheck check) {
        this.tree = tree;
        this.sight = sight;
        this.check = check;
    }

    /** Throws the refusal of what was done so far, if it is refused. */
    void requirePermitted() throws ConfigException {
        if (refusal != null) {
            throw refusal;
        }
    }

    private void step(YangInstanceIdentifier path, Runnable step) {
        if (refusal != null) {
            return;
        }
        try {
            var end = check.begin(tree, path);
            var before = tree.readNode(path).orElse(null);
            step.run();
            end.end(tree, before, tree.readNode(path).orElse(null));
        } catch (ConfigException e) {
            refusal = e;
        }
    }

    @Override
    public void delete(YangInstanceIdentifier path) {
        step(path, () -> tree.delete(path));
    }

    @Override
    public void merge(YangInstanceIdentifier path, NormalizedNode data) {
        step(path, () -> tree.merge(path, data));
    }

    @Override
    public void write(YangInstanceIdentifier path, NormalizedNode data) {
        step(path, () -> tree.write(path, data));
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
    public EffectiveModelContext modelContext() {
        return tree.modelContext();
    }

    @Override
    public DataTreeModification newModification() {
        throw new UnsupportedOperationException("An edit is of one tree");
    }

    @Override
    public void ready() {
        throw new UnsupportedOperationException("The datastore ends an edit");
    }

    @Override
    public void applyToCursor(DataTreeModificationCursor cursor) {
        throw new UnsupportedOperationException("The datastore applies an edit");
    }
}
