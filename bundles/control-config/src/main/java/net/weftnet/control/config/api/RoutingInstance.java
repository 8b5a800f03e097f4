package net.weftnet.control.config.api;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.common.net.RouteTarget;

/**
 * A routing instance as configured.
 *
 * @param name for example {@code default-domain:demo:front:front}
 * @param virtualNetwork the network it belongs to, for example {@code default-domain:demo:front}; empty if none (yet)
 * @param networkId the network's number, 0 if none (yet)
 * @param imports own targets of direction import or both, and the export targets of the instances connected to it
 * @param exports own targets of direction export or both
 */
public record RoutingInstance(
        String name, String virtualNetwork, int networkId, Set<RouteTarget> imports, Set<RouteTarget> exports) {

    public RoutingInstance {
        imports = Collections.unmodifiableSet(new TreeSet<>(imports));
        exports = Collections.unmodifiableSet(new TreeSet<>(exports));
    }
}
