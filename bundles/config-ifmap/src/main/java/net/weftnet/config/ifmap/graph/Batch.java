package net.weftnet.config.ifmap.graph;

import java.util.List;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.Subject;

/** Changes that belong together: a subscriber sees all of them or none. */
public record Batch(List<Change> changes) {

    /** The metadata of one subject, before and after. */
    public record Change(Subject subject, List<Metadata> before, List<Metadata> after) {}
}
