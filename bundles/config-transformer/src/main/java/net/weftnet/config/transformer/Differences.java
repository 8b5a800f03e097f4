package net.weftnet.config.transformer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectName;
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

    /** A property or link that one fragment of an object takes over from another one is not gone. */
    List<GraphChange> inOrder() {
        var set = new HashSet<Place>();
        var linked = new HashSet<Link>();
        for (var change : additions) {
            switch (change) {
                case GraphChange.PropertySet(ObjectName object, String name, XmlElement _) ->
                    set.add(new Place(object, name));
                case GraphChange.LinkSet(Link link, Optional<XmlElement> _) -> linked.add(link);
                case GraphChange.PropertyRemoved _, GraphChange.LinkRemoved _ -> {}
            }
        }
        var all = new ArrayList<>(additions);
        for (var change : removals) {
            boolean isTakenOver = change instanceof GraphChange.PropertyRemoved(ObjectName object, String name)
                            && set.contains(new Place(object, name))
                    || change instanceof GraphChange.LinkRemoved(Link link) && linked.contains(link);
            if (!isTakenOver) {
                all.add(change);
            }
        }
        return all;
    }

    /** Where a property is. */
    private record Place(ObjectName object, String property) {}
}
