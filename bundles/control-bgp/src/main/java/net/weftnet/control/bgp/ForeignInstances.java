package net.weftnet.control.bgp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.control.rib.api.InstanceChange;
import net.weftnet.control.rib.api.InstanceConfig;
import net.weftnet.control.rib.api.Rib;
import net.weftnet.protocol.bgp.nlri.PrefixNlri;

/**
 * Where routes from outside live in the RIB: a routing instance for each route distinguisher and set of targets, which
 * exports these targets and imports nothing. Importing is then the same for them as for all others. An instance is there
 * as long as there are routes in it. Owner: the event loop.
 */
final class ForeignInstances {
    /** No name of the configuration begins like this: there is an empty part. */
    private static final String PREFIX = "bgp::";

    private final Rib rib;
    private final Map<String, Integer> routes = new HashMap<>();

    ForeignInstances(Rib rib) {
        this.rib = rib;
    }

    /** {@return the instance for one route more} */
    String acquire(PrefixNlri route, List<RouteTarget> targets) {
        var sorted = new TreeSet<>(targets);
        var distinguisher = "%016x".formatted(route.distinguisher());
        var name = PREFIX + distinguisher + ":"
                + sorted.stream().map(RouteTarget::toString).collect(Collectors.joining(","));
        if (routes.merge(name, 1, Integer::sum) == 1) {
            rib.configure(List.of(new InstanceChange.Put(new InstanceConfig(name, "", Set.of(), sorted))));
        }
        return name;
    }

    /** There is one route less in an instance, and it has been withdrawn. */
    void release(String name) {
        if (routes.computeIfPresent(name, (_, count) -> count > 1 ? count - 1 : null) == null) {
            rib.configure(List.of(new InstanceChange.Remove(name)));
        }
    }
}
