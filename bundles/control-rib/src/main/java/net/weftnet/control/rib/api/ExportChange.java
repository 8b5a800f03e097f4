package net.weftnet.control.rib.api;

import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;

/** One thing that other control nodes and gateways are to be told of what agents bring in. */
public sealed interface ExportChange {

    /** {@return which path it is about} */
    Key key();

    /**
     * What makes a path another one than others.
     *
     * @param instance the routing instance that the agent brought it into
     * @param peer the agent's name
     */
    record Key(String instance, String peer, IpPrefix prefix) {}

    /**
     * The path is like this, whatever was said before.
     *
     * @param routerId the agent's address
     * @param instanceId the agent's own number of the instance; with the address it makes a route distinguisher
     * @param targets what the instance exports it with
     */
    record Reach(Key key, IpAddress routerId, int instanceId, Set<RouteTarget> targets, RouteAttributes attributes)
            implements ExportChange {
        public Reach {
            targets = Set.copyOf(targets);
        }
    }

    /** The path is there no more. */
    record Withdraw(Key key) implements ExportChange {}
}
