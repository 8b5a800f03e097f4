package net.weftnet.config.db.api;

import java.time.Instant;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/**
 * The configuration as of one commit; does not change.
 *
 * @param revision the revision of the commit
 * @param time the time of the commit
 * @param tree the data, below {@code /weftnet-config:config}
 */
public record Snapshot(long revision, Instant time, DataTreeSnapshot tree) {}
