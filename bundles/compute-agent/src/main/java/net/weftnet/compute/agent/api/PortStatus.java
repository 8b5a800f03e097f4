package net.weftnet.compute.agent.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.weftnet.common.net.IpAddress;

/**
 * A workload interface of this node and what it still lacks.
 *
 * @param id the uuid of the virtual-machine-interface
 * @param device its device; empty while the port is not plugged
 * @param ifIndex the kernel's number of the device, 0 while there is no such device
 * @param name the interface's fully qualified name; empty while not configured
 * @param mac its MAC address; empty while not configured
 * @param virtualNetwork its network; empty while not configured
 * @param vrf its routing instance; empty while not configured
 * @param addresses its configured addresses
 * @param label the MPLS label that leads to it, 0 if it has none yet
 * @param missing what keeps it from being active, in words; empty if it is active
 */
public record PortStatus(
        UUID id,
        String device,
        int ifIndex,
        String name,
        String mac,
        String virtualNetwork,
        String vrf,
        List<IpAddress> addresses,
        int label,
        List<String> missing) {

    public PortStatus {
        addresses = List.copyOf(addresses);
        missing = List.copyOf(missing);
    }

    /** {@return whether packets are forwarded for it} */
    public boolean active() {
        return missing.isEmpty();
    }

    /** {@return what is missing, in one line} */
    public Optional<String> problem() {
        return active() ? Optional.empty() : Optional.of("missing: " + String.join(", ", missing));
    }
}
