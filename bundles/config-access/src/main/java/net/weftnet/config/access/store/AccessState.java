package net.weftnet.config.access.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.weftnet.config.access.nacm.RuleBook;
import net.weftnet.config.db.api.Snapshot;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeSnapshot;

/**
 * Users, roles and rules of one revision. Immutable.
 *
 * @param position the row it is in; empty for what a new system begins with
 * @param revision how often it has been changed
 * @param time when it was changed last
 * @param tree the data, without passwords
 * @param hashes the hashes of the passwords, by user
 * @param users the users and roles of the data
 * @param rules the rules of the data
 */
public record AccessState(
        Optional<String> position,
        long revision,
        Instant time,
        DataTreeSnapshot tree,
        Map<String, String> hashes,
        Users users,
        RuleBook rules) {

    public AccessState {
        hashes = Map.copyOf(hashes);
    }

    Snapshot snapshot() {
        return new Snapshot(revision, time, tree);
    }

    /** The hashes are nobody's business. */
    @Override
    public String toString() {
        return "revision " + revision;
    }
}
