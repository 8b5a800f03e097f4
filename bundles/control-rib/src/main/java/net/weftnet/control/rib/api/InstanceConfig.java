package net.weftnet.control.rib.api;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.common.net.RouteTarget;

/**
 * A routing instance.
 *
 * @param name for example {@code default-domain:demo:front:front}
 * @param virtualNetwork the network it belongs to, empty if none
 * @param networkId the network's number, 0 if none
 * @param imports routes that carry one of these come in
 * @param exports its routes carry all of these
 * @param derived routes it has beside those that peers bring in
 * @param policies what becomes of its routes, in their order
 */
public record InstanceConfig(
        String name,
        String virtualNetwork,
        int networkId,
        Set<RouteTarget> imports,
        Set<RouteTarget> exports,
        List<DerivedRoute> derived,
        List<RoutePolicy> policies) {

    public InstanceConfig {
        imports = Collections.unmodifiableSet(new TreeSet<>(imports));
        exports = Collections.unmodifiableSet(new TreeSet<>(exports));
        derived = List.copyOf(derived);
        policies = List.copyOf(policies);
    }

    /** An instance with nothing but what peers bring in. */
    public InstanceConfig(
            String name, String virtualNetwork, int networkId, Set<RouteTarget> imports, Set<RouteTarget> exports) {
        this(name, virtualNetwork, networkId, imports, exports, List.of(), List.of());
    }

    /** {@return an instance that is like this one, with other routes of its own} */
    public InstanceConfig withDerived(List<DerivedRoute> others) {
        return new InstanceConfig(name, virtualNetwork, networkId, imports, exports, others, policies);
    }

    /** {@return an instance that is like this one, under other policies} */
    public InstanceConfig withPolicies(List<RoutePolicy> others) {
        return new InstanceConfig(name, virtualNetwork, networkId, imports, exports, derived, others);
    }
}
