package net.weftnet.config.transformer.api;

import java.util.List;

/**
 * What one commit changed in the graph.
 *
 * @param revision the commit
 * @param changes properties and links that appeared or changed, then links and properties that are gone; empty when the
 *     commit did not concern the graph
 */
public record GraphDelta(long revision, List<GraphChange> changes) {

    public GraphDelta {
        changes = List.copyOf(changes);
    }
}
