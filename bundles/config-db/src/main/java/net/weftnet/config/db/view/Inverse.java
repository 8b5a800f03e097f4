package net.weftnet.config.db.view;

import java.util.List;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserLeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.UserMapNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidateNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/** The edit that takes back the newest changes of a tree. Costs as much as they did, however large the tree is. */
final class Inverse {
    private Inverse() {}

    /** {@return what makes the tree before the first of these changes, oldest first, from that after the last} */
    static Edit of(List<DataTreeCandidate> changes) {
        return tree -> changes.reversed().forEach(change -> restore(change.getRootPath(), change.getRootNode(), tree));
    }

    private static void restore(YangInstanceIdentifier path, DataTreeCandidateNode changed, DataTreeModification tree) {
        for (var child : changed.childNodes()) {
            var at = path.node(child.name());
            switch (child.modificationType()) {
                case UNMODIFIED -> {}
                case WRITE, DELETE -> put(at, child.dataBefore(), tree);
                case SUBTREE_MODIFIED, APPEARED, DISAPPEARED -> {
                    if (isUserOrdered(child.dataBefore()) || isUserOrdered(child.dataAfter())) {
                        put(at, child.dataBefore(), tree);
                    } else {
                        restore(at, child, tree);
                    }
                }
            }
        }
    }

    private static void put(YangInstanceIdentifier at, @Nullable NormalizedNode before, DataTreeModification tree) {
        if (before == null) {
            tree.delete(at);
        } else {
            tree.write(at, before);
        }
    }

    /** An order that the user decided comes back only with the whole list. */
    private static boolean isUserOrdered(@Nullable NormalizedNode node) {
        return node instanceof UserMapNode || node instanceof UserLeafSetNode;
    }
}
