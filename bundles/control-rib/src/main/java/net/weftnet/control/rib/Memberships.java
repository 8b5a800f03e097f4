package net.weftnet.control.rib;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;
import net.weftnet.protocol.bgp.attribute.PathAttributes;
import net.weftnet.protocol.bgp.message.BgpNextHop;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;

/**
 * What routes this node wants to be told of (RFC 4684): those with a target that an instance imports in which an agent
 * takes part. Owner: that of the {@link RibTables}.
 */
final class Memberships {
    private static final PathAttributes ATTRIBUTES =
            PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPreference(PathAttributes.DEFAULT_LOCAL_PREFERENCE));

    private final Replication replication;
    private final AgentTables agents;
    private final Map<RouteTarget, Path> told = new HashMap<>();
    private long as;
    private IpAddress identifier = IpAddress.ofIpv4(0);
    private boolean changed;

    Memberships(Replication replication, AgentTables agents) {
        this.replication = replication;
        this.agents = agents;
    }

    /** @param newAs our AS, 0 for that we speak no BGP */
    void identify(long newAs, IpAddress newIdentifier) {
        if (as == newAs && identifier.equals(newIdentifier)) {
            return;
        }
        told.values().forEach(replication::removeVpn);
        told.clear();
        as = newAs;
        identifier = newIdentifier;
        changed = true;
    }

    /** Instances, or who takes part in them, have changed. */
    void change() {
        changed = true;
    }

    /** Works out what is wanted now, if that may be something else. */
    void update() {
        if (!changed) {
            return;
        }
        changed = false;
        var wanted = as == 0 ? Set.<RouteTarget>of() : wanted();
        for (var target : List.copyOf(told.keySet())) {
            if (!wanted.contains(target)) {
                replication.removeVpn(told.remove(target));
            }
        }
        for (var target : wanted) {
            if (!told.containsKey(target)) {
                var path = path(target);
                told.put(target, path);
                replication.putVpn(path);
            }
        }
    }

    private Set<RouteTarget> wanted() {
        var wanted = new HashSet<RouteTarget>();
        for (var name : agents.subscribed()) {
            var instance = replication.instances().get(name);
            if (instance != null) {
                wanted.addAll(instance.config().imports());
            }
        }
        return wanted;
    }

    private Path path(RouteTarget target) {
        return new Path(
                Source.LOCAL,
                "",
                0,
                RouteTargetNlri.of(as, target),
                BgpNextHop.of(identifier),
                0,
                ATTRIBUTES,
                "",
                false);
    }
}
