package net.weftnet.config.ifmap.graph;

import java.util.List;
import java.util.Optional;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.Subject;

/**
 * Changes that belong together: a subscriber sees all of them or none.
 *
 * @param revision the revision of the configuration that they lead to, if they do
 */
public record Batch(List<Change> changes, Optional<RevisionMarker> revision) {

    /** The metadata of one subject, before and after. */
    public record Change(Subject subject, List<Published> before, List<Published> after) {}
}
