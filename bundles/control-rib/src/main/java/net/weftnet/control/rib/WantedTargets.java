package net.weftnet.control.rib;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;

/**
 * The targets of a set of memberships (RFC 4684). Those of one whole target, which most are, are found without looking at
 * the others. Owner: that of the {@link RibTables}.
 */
final class WantedTargets {
    private static final int WHOLE = 96;

    /** Whole targets, with how many ASes want each. */
    private final Map<Long, Integer> whole = new HashMap<>();

    private final Set<RouteTargetNlri> partial = new HashSet<>();

    void add(RouteTargetNlri membership) {
        if (membership.length() == WHOLE) {
            whole.merge(membership.target(), 1, Integer::sum);
        } else {
            partial.add(membership);
        }
    }

    void remove(RouteTargetNlri membership) {
        if (membership.length() == WHOLE) {
            whole.computeIfPresent(membership.target(), (_, count) -> count == 1 ? null : count - 1);
        } else {
            partial.remove(membership);
        }
    }

    boolean isEmpty() {
        return whole.isEmpty() && partial.isEmpty();
    }

    void clear() {
        whole.clear();
        partial.clear();
    }

    /** {@return whether routes with these targets are wanted; without targets only if all routes are} */
    boolean covers(Collection<RouteTarget> targets) {
        for (var target : targets) {
            if (whole.containsKey(target.octets())) {
                return true;
            }
        }
        for (var membership : partial) {
            if (membership.length() == 0 || targets.stream().anyMatch(membership::covers)) {
                return true;
            }
        }
        return false;
    }
}
