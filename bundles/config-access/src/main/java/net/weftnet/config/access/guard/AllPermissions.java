package net.weftnet.config.access.guard;

import java.util.Optional;
import net.weftnet.config.access.api.Permissions;
import net.weftnet.config.db.api.ConfigDatastore;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/** The permissions of the role {@code admin}: all. */
public final class AllPermissions implements Permissions {

    @Override
    public boolean isUnrestricted() {
        return true;
    }

    @Override
    public boolean isConfined() {
        return false;
    }

    @Override
    public ConfigDatastore guard(ConfigDatastore datastore) {
        return datastore;
    }

    @Override
    public DataTreeSnapshot visible(DataTreeSnapshot tree) {
        return tree;
    }

    @Override
    public Optional<NormalizedNode> visible(DataTreeSnapshot tree, YangInstanceIdentifier path, NormalizedNode node) {
        return Optional.of(node);
    }

    @Override
    public boolean isVisible(DataTreeSnapshot tree, YangInstanceIdentifier path) {
        return true;
    }

    @Override
    public void requireChange(DataTreeSnapshot before, DataTreeSnapshot after) {}

    @Override
    public void requireCall(QName rpc) {}

    @Override
    public boolean mayCall(QName rpc) {
        return true;
    }

    @Override
    public boolean mayReceive(QName notification) {
        return true;
    }
}
