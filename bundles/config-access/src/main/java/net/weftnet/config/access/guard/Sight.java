package net.weftnet.config.access.guard;

import java.util.Optional;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/** What somebody sees of a tree. */
interface Sight {

    /** {@return what is seen of the node at a place} */
    Optional<NormalizedNode> read(DataTreeSnapshot tree, YangInstanceIdentifier path);
}
