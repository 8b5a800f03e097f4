package net.weftnet.config.db.api;

import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;

/** Follows the commits of the datastore. */
@FunctionalInterface
public interface CommitListener {

    /**
     * A commit is durable.
     *
     * @param commit the commit
     * @param change the tree before and after, at exactly the places that changed
     * @param after the tree after the commit
     */
    void committed(Commit commit, DataTreeCandidate change, Snapshot after);
}
