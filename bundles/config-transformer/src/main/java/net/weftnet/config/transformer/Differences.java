package net.weftnet.config.transformer;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.graph.Fragment;
import org.jspecify.annotations.Nullable;

/** Collects changes of the graph: first all that appears, then all that goes. */
final class Differences {
    private final List<GraphChange> additions = new ArrayList<>();
    private final List<GraphChange> removals = new ArrayList<>();

    /** Adds how a fragment differs from the one before it. */
    void add(@Nullable Fragment before, @Nullable Fragment after) {
        if (after != null) {
            var from = before == null ? Fragment.empty(after.object()) : before;
            additions.addAll(from.additions(after));
            removals.addAll(from.removals(after));
        } else if (before != null) {
            removals.addAll(before.removals(Fragment.empty(before.object())));
        }
    }

    List<GraphChange> inOrder() {
        var all = new ArrayList<>(additions);
        all.addAll(removals);
        return all;
    }
}
