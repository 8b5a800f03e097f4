package net.weftnet.config.db.api;

import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;

/**
 * What an edit would make, had it been committed: it was filled in and checked. Numbers that the system chose are what is
 * free, and may be others when it is committed.
 *
 * @param change the tree before and after, at exactly the places that would change
 * @param before the configuration that it was tried on
 * @param after the configuration as it would be; its revision is the one it would have
 */
public record Candidate(DataTreeCandidate change, Snapshot before, Snapshot after) {}
