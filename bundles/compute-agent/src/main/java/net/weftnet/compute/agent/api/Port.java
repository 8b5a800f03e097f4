package net.weftnet.compute.agent.api;

import java.util.UUID;
import net.weftnet.common.net.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * A workload port as an orchestrator plugs it: which device of this host is which virtual-machine-interface. Everything
 * that makes traffic flow (network, addresses) comes from the configuration; what the port repeats of it is kept for the
 * reader only.
 *
 * @param id the uuid of the virtual-machine-interface
 * @param instanceId the uuid of the virtual-machine
 * @param systemName the device: an existing tap or veth
 * @param macAddress the workload's address
 * @param ipAddress IPv4 address as told by the orchestrator; empty if none
 * @param ip6Address IPv6 address as told by the orchestrator; empty if none
 * @param vnId the uuid of the virtual-network; null if not told
 * @param displayName the workload's name for people; empty if none
 * @param vmProjectId the uuid of the workload's project; null if not told
 * @param type what kind of workload it is: 0 virtual machine, 1 name space
 */
public record Port(
        UUID id,
        UUID instanceId,
        String systemName,
        MacAddress macAddress,
        String ipAddress,
        String ip6Address,
        @Nullable UUID vnId,
        String displayName,
        @Nullable UUID vmProjectId,
        int type) {}
