package net.weftnet.control.bgp;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.config.api.RoutingInstance;
import net.weftnet.control.config.api.RoutingInstanceChange;

/** Virtual networks by their number, by their routing instance and by what they export. Owner: the event loop. */
final class Networks {
    private final Map<String, RoutingInstance> instances = new TreeMap<>();
    private final Map<Integer, String> byNumber = new HashMap<>();
    private final Map<RouteTarget, String> byTarget = new HashMap<>();

    /** {@return whether that changes the number, name or targets of any network} */
    boolean update(List<RoutingInstanceChange> changes) {
        var before = Map.copyOf(instances);
        for (var change : changes) {
            switch (change) {
                case RoutingInstanceChange.Updated(var instance) -> instances.put(instance.name(), instance);
                case RoutingInstanceChange.Removed(var name) -> instances.remove(name);
            }
        }
        if (before.equals(instances)) {
            return false;
        }
        byNumber.clear();
        byTarget.clear();
        for (var instance : instances.values()) {
            if (instance.networkId() != 0) {
                byNumber.putIfAbsent(instance.networkId(), instance.virtualNetwork());
            }
            if (!instance.virtualNetwork().isEmpty()) {
                instance.exports().forEach(target -> byTarget.putIfAbsent(target, instance.virtualNetwork()));
            }
        }
        return true;
    }

    /** {@return the number of the network that a routing instance belongs to, 0 if there is none} */
    int numberOf(String instance) {
        var found = instances.get(instance);
        return found == null ? 0 : found.networkId();
    }

    /** {@return the network that a route is in: what it says itself, else the one that exports one of its targets} */
    Optional<String> networkOf(Optional<Long> number, Collection<RouteTarget> targets) {
        return number.map(n -> byNumber.get(n.intValue())).or(() -> targets.stream()
                .flatMap(target -> Optional.ofNullable(byTarget.get(target)).stream())
                .findFirst());
    }
}
