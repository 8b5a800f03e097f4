package net.weftnet.control.rib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.control.rib.api.RibSink;
import net.weftnet.control.rib.api.RouteAttributes;
import net.weftnet.control.rib.api.RouteChange;

/**
 * What one peer has been told of one table, and of which prefixes it has to be told again. However long a peer does not
 * listen, this holds at most one entry a prefix. Owner: that of the {@link RibTables}.
 */
final class RibOut {
    private final Map<IpPrefix, RouteAttributes> told = new HashMap<>();
    private final Set<IpPrefix> changed = new LinkedHashSet<>();

    void change(IpPrefix prefix) {
        changed.add(prefix);
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
     * @param current what is to be told of a prefix
     */
    List<RouteChange> next(Function<IpPrefix, Optional<RouteAttributes>> current) {
        var changes = new ArrayList<RouteChange>();
        var prefixes = changed.iterator();
        while (prefixes.hasNext() && changes.size() < RibSink.MAX_CHANGES) {
            var prefix = prefixes.next();
            prefixes.remove();
            tell(prefix, current.apply(prefix)).ifPresent(changes::add);
        }
        return changes;
    }

    private Optional<RouteChange> tell(IpPrefix prefix, Optional<RouteAttributes> attributes) {
        if (attributes.isPresent()) {
            var before = told.put(prefix, attributes.get());
            return attributes.get().equals(before)
                    ? Optional.empty()
                    : Optional.of(new RouteChange.Reach(prefix, attributes.get()));
        }
        return told.remove(prefix) == null ? Optional.empty() : Optional.of(new RouteChange.Withdraw(prefix));
    }
}
