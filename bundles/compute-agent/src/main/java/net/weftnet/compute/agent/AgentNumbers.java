package net.weftnet.compute.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.weftnet.compute.agent.state.NumberPool;

/**
 * The numbers this agent gives, each stable across restarts so that neither the tables nor the other nodes notice one.
 *
 * @param labels MPLS labels of interfaces, by uuid; the lower ones are for multicast and reserved, as in OpenContrail
 * @param bridges MPLS labels of bridges, by the name of the routing instance
 * @param vrfs numbers of routing instances, by name; 0 is the fabric
 * @param vifs numbers of interfaces for people, by uuid
 * @param networks numbers of virtual networks in routes and rules, by name
 */
record AgentNumbers(NumberPool labels, NumberPool bridges, NumberPool vrfs, NumberPool vifs, NumberPool networks) {
    private static final int FIRST_LABEL = 4098;
    private static final int LAST_LABEL = (1 << 20) - 1;
    private static final int FIRST_BRIDGE_LABEL = 2048;
    private static final int LAST_BRIDGE_LABEL = FIRST_LABEL - 1;
    private static final int LAST_VRF = 0xffff;

    static AgentNumbers open(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new AgentNumbers(
                NumberPool.open(directory.resolve("labels.json"), FIRST_LABEL, LAST_LABEL),
                NumberPool.open(directory.resolve("bridges.json"), FIRST_BRIDGE_LABEL, LAST_BRIDGE_LABEL),
                NumberPool.open(directory.resolve("vrfs.json"), 1, LAST_VRF),
                NumberPool.open(directory.resolve("interfaces.json"), 1, LAST_VRF),
                NumberPool.open(directory.resolve("networks.json"), 1, Integer.MAX_VALUE));
    }

    int label(UUID vmi) {
        return labels.number(vmi.toString());
    }

    int bridgeLabel(String vrf) {
        return bridges.number(vrf);
    }

    int vrf(String name) {
        return vrfs.number(name);
    }

    int vif(UUID vmi) {
        return vifs.number(vmi.toString());
    }

    int network(String name) {
        return networks.number(name);
    }

    /** Releases what belongs to nothing any more. */
    void retain(Set<UUID> interfaces, Set<String> vrfNames, Set<String> networkNames) {
        var names = interfaces.stream().map(UUID::toString).collect(Collectors.toSet());
        labels.retain(names);
        vifs.retain(names);
        vrfs.retain(vrfNames);
        bridges.retain(vrfNames);
        networks.retain(networkNames);
    }
}
