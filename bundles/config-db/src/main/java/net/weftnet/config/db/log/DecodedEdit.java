package net.weftnet.config.db.log;

import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/**
 * One edit of a change set, as the tree takes it.
 *
 * @param value what is to be there; null when nothing is
 */
record DecodedEdit(YangInstanceIdentifier path, @Nullable NormalizedNode value) {

    void to(DataTreeModification tree) {
        if (value == null) {
            tree.delete(path);
        } else {
            tree.write(path, value);
        }
    }
}
