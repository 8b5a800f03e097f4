package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteChange;
import net.weftnet.protocol.bgp.nlri.Nlri;
import org.jspecify.annotations.Nullable;

/**
 * What one agent has been told of one instance, and of which destinations it has to be told again. However long an agent
 * does not listen, this holds at most one entry a destination. Owner: that of the {@link RibTables}.
 */
final class AgentRibOut {
    private final Map<Nlri, RouteChange> told = new HashMap<>();
    private final Set<Nlri> changed = new LinkedHashSet<>();

    void change(Nlri destination) {
        changed.add(destination);
    }

    int told() {
        return told.size();
    }

    int waiting() {
        return changed.size();
    }

    /**
     * Takes out the next changes, as many as one call of a sink may have.
     *
     * @param current what is to be told of a destination, null for nothing
     */
    List<RouteChange> next(Function<Nlri, @Nullable RouteChange> current) {
        var changes = new ArrayList<RouteChange>();
        var destinations = changed.iterator();
        while (destinations.hasNext() && changes.size() < RibSink.MAX_CHANGES) {
            var destination = destinations.next();
            destinations.remove();
            var now = current.apply(destination);
            var before = now == null ? told.remove(destination) : told.put(destination, now);
            if (now != null && !now.equals(before)) {
                changes.add(now);
            } else if (now == null && before != null) {
                changes.add(new RouteChange.Withdraw(before.destination()));
            }
        }
        return changes;
    }
}
