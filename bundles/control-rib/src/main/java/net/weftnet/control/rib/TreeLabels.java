package net.weftnet.control.rib;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import net.weftnet.protocol.bgp.attribute.PathAttribute.EdgeDiscovery;

/**
 * The labels that agents offer for trees, and which of them are in use. Taken in turn, so that it is long until one is used
 * for another tree. Owner: that of the {@link RibTables}.
 */
final class TreeLabels {
    /** More than an agent can use; what it offers beyond is left alone. */
    private static final int MAX_LABELS = 1 << 16;

    private final Map<Block, Used> blocks = new HashMap<>();

    /** What an agent offers: its labels are the same in all instances. */
    private record Block(String agent, EdgeDiscovery.Edge offer) {}

    private static final class Used {
        final BitSet labels = new BitSet();
        int next;
    }

    /** {@return a label that is not in use, 0 if there is none} */
    int take(String agent, EdgeDiscovery.Edge offer) {
        var used = blocks.computeIfAbsent(new Block(agent, offer), _ -> new Used());
        int size = Math.min(offer.lastLabel() - offer.firstLabel() + 1, MAX_LABELS);
        int free = used.labels.nextClearBit(used.next);
        if (free >= size) {
            free = used.labels.nextClearBit(0);
        }
        if (free >= size) {
            return 0;
        }
        used.labels.set(free);
        used.next = free + 1;
        return offer.firstLabel() + free;
    }

    void giveBack(String agent, EdgeDiscovery.Edge offer, int label) {
        blocks.computeIfPresent(new Block(agent, offer), (_, used) -> {
            used.labels.clear(label - offer.firstLabel());
            return used.labels.isEmpty() ? null : used;
        });
    }
}
