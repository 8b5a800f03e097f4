package net.weftnet.control.config.api;

import java.util.List;

/**
 * How an agent's sub-graph changed. Send the parts in this order: nodes, links, removed links, removed nodes; then no
 * link is ever without its ends. A node that is listed is given whole: a property it no longer has is gone.
 *
 * @param revision the configuration's revision the sub-graph now shows
 * @param first whether this is the first delta of the subscription, so the whole sub-graph; it may be empty
 */
public record SubgraphDelta(
        long revision,
        boolean first,
        List<ConfigNode> nodes,
        List<ConfigLink> links,
        List<ConfigLink> removedLinks,
        List<ConfigNode.Name> removedNodes) {

    public SubgraphDelta {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        removedLinks = List.copyOf(removedLinks);
        removedNodes = List.copyOf(removedNodes);
    }

    /** {@return whether nothing changed} */
    public boolean isEmpty() {
        return nodes.isEmpty() && links.isEmpty() && removedLinks.isEmpty() && removedNodes.isEmpty();
    }
}
