package net.weftnet.control.config.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.RouteTarget;
import org.jspecify.annotations.Nullable;

/**
 * A gateway router that the system configures: a {@code physical-router} with {@code physical-router-vnc-managed}.
 *
 * @param name for example {@code default-global-system-config:gw1}
 * @param management where it is managed
 * @param port TCP port of NETCONF over SSH
 * @param vendor who made it, in lower case; decides about the form of its configuration
 * @param user who logs in, if it is said
 * @param password of the user; null where a key is used. Never shown
 * @param dataplane the address its tunnels end at
 * @param speaker the BGP speaker that it is, if it is one
 * @param neighbors with whom the speaker has sessions
 * @param vrfs the networks and logical routers that are extended to it, by name
 * @param fabric where compute nodes are, and so where its tunnels may go
 */
public record GatewayRouter(
        String name,
        IpAddress management,
        int port,
        String vendor,
        Optional<String> user,
        @Nullable String password,
        Optional<IpAddress> dataplane,
        Optional<BgpRouter> speaker,
        List<Neighbor> neighbors,
        List<Vrf> vrfs,
        List<IpPrefix> fabric) {

    public GatewayRouter {
        neighbors = List.copyOf(neighbors);
        vrfs = List.copyOf(vrfs);
        fabric = List.copyOf(fabric);
    }

    /** {@return the last part of the name} */
    public String shortName() {
        return name.substring(name.lastIndexOf(':') + 1);
    }

    @Override
    public String toString() {
        return "GatewayRouter[" + name + ", " + management + ":" + port + ", " + vrfs + "]";
    }

    /**
     * Whom the router has a BGP session with.
     *
     * @param name fully qualified
     * @param families names of the address families, empty for those of VPNs
     */
    public record Neighbor(String name, IpAddress address, long as, Set<String> families) {
        public Neighbor {
            families = Set.copyOf(families);
        }
    }

    /**
     * A network or a logical router, as the gateway is to have it.
     *
     * @param name fully qualified
     * @param id its number, 1 to 16777215; unique, so that the route distinguisher can be made of it
     * @param vni its VXLAN network identifier
     * @param layer2 whether it is bridged
     * @param layer3 whether it is routed
     * @param imports targets of the routes it takes
     * @param exports targets of the routes it tells
     * @param prefixes its subnets
     */
    public record Vrf(
            String name,
            int id,
            int vni,
            boolean layer2,
            boolean layer3,
            Set<RouteTarget> imports,
            Set<RouteTarget> exports,
            List<IpPrefix> prefixes) {
        public Vrf {
            imports = Set.copyOf(imports);
            exports = Set.copyOf(exports);
            prefixes = List.copyOf(prefixes);
        }
    }
}
