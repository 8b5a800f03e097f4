package net.weftnet.compute.agent.policy;

import java.util.List;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.PortRange;

/**
 * An entry of an access control list.
 *
 * @param id the rule of the configuration that it is made of; its place in the list if that is not said
 * @param family the version of IP; any if that is not said
 * @param protocol its number, or {@link Match#ANY_PROTOCOL}
 * @param passes whether its traffic passes
 * @param isLogged whether its flows are logged
 * @param routingInstance where its traffic is looked up; empty for the network's own
 */
record AclRule(
        String id,
        Match.Family family,
        int protocol,
        End source,
        PortRange sourcePorts,
        End destination,
        PortRange destinationPorts,
        boolean passes,
        boolean isLogged,
        String routingInstance) {

    /** A network name that stands for all. */
    static final String ANY_NETWORK = "any";

    /**
     * One end of the traffic; everything that is said must hold.
     *
     * @param network its virtual network, {@link #ANY_NETWORK}, or empty if not said
     * @param group its security group; 0 if not said or any
     * @param prefixes its addresses; empty if not said
     */
    record End(String network, int group, List<IpPrefix> prefixes) {
        /** {@return whether the end can be in this network} */
        boolean covers(String name) {
            return network.isEmpty() || network.equals(ANY_NETWORK) || network.equals(name);
        }
    }
}
