package net.weftnet.config.db;

import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.Snapshot;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;

/** A commit with its change and the tree after it. */
record MadeCommit(Commit commit, DataTreeCandidate change, Snapshot after) {}
