package net.weftnet.config.access.api;

import java.util.Optional;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigException;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/**
 * What one caller may do, by the rules of one moment. What it may not see is as if it were not there; a change that it
 * may not make is refused with {@link ConfigException.Kind#DENIED}, or with what is said of things that are not there.
 */
public interface Permissions {

    /** {@return whether the caller may do everything} */
    boolean isUnrestricted();

    /** {@return whether the caller is confined to projects, and so gets no view of the system as a whole} */
    boolean isConfined();

    /**
     * {@return a datastore as the caller may see and change it}: its snapshots show what may be read, and a commit is
     * refused unless each node that it changes may be changed so. It tells of no history, unless the caller is
     * unrestricted.
     */
    ConfigDatastore guard(ConfigDatastore datastore);

    /** {@return a tree as the caller may see it} */
    DataTreeSnapshot visible(DataTreeSnapshot tree);

    /**
     * {@return what the caller may see of a node}
     *
     * @param tree where the node is, or was: tells which objects are the caller's
     * @param path where the node is
     * @param node the node, which need not be in the tree any more
     */
    Optional<NormalizedNode> visible(DataTreeSnapshot tree, YangInstanceIdentifier path, NormalizedNode node);

    /** {@return whether the caller may see that there is, or was, something at a place} */
    boolean isVisible(DataTreeSnapshot tree, YangInstanceIdentifier path);

    /**
     * Refuses a change that the caller may not make.
     *
     * @param before the tree before it
     * @param after the tree after it
     */
    void requireChange(DataTreeSnapshot before, DataTreeSnapshot after) throws ConfigException;

    /** Refuses the call of an operation that the caller may not call. */
    void requireCall(QName rpc) throws ConfigException;

    /** {@return whether the caller may call an operation; nothing is counted} */
    boolean mayCall(QName rpc);

    /** {@return whether the caller may get notifications of a kind} */
    boolean mayReceive(QName notification);
}
