package net.weftnet.config.db.view;

import java.util.List;
import net.weftnet.config.db.api.ConfigDatastore.Edit;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.log.TreeDifference;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/**
 * Makes the configuration what it was at another time, or elsewhere. Objects come back as they were: one that was deleted
 * and made again meanwhile gets its old uuid and numbers, which an ordinary edit may not change.
 */
public interface Restoration extends Edit {

    /** {@return what makes the configuration equal to another one, and touches only what differs} */
    static Restoration of(NormalizedNode target) {
        var config = YangInstanceIdentifier.of(ConfigSchema.CONFIG);
        return tree -> TreeDifference.apply(
                TreeDifference.between(config, tree.readNode(config).orElse(null), target), tree);
    }

    /** {@return what takes back a change, and leaves alone what else has changed since} */
    static Restoration inverse(List<TreeDifference> change) {
        var back = change.stream().map(TreeDifference::inverse).toList();
        return tree -> TreeDifference.apply(back, tree);
    }

    @Override
    void apply(DataTreeModification tree);
}
