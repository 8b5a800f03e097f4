package net.weftnet.compute.agent.oper;

import java.util.List;
import java.util.UUID;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * A virtual-machine-interface as configured, as far as its configuration has arrived.
 *
 * @param uuid its id
 * @param name its fully qualified name
 * @param mac the workload's address; null if not (yet) configured
 * @param virtualMachine the name (uuid) of its virtual-machine; empty if not (yet) configured
 * @param virtualNetwork the name of its virtual-network; empty if not (yet) configured
 * @param vrf the name of its routing-instance; empty if not (yet) configured
 * @param addresses the addresses of its instance-ips, in order
 * @param floating its floating-ips and alias-ips, in order
 */
public record InterfaceConfig(
        UUID uuid,
        String name,
        @Nullable MacAddress mac,
        String virtualMachine,
        String virtualNetwork,
        String vrf,
        List<IpAddress> addresses,
        List<FloatingAddress> floating) {

    public InterfaceConfig {
        addresses = List.copyOf(addresses);
        floating = List.copyOf(floating);
    }
}
