package net.weftnet.compute.agent.oper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * A workload interface of this node, put together from configuration, port and device.
 *
 * @param uuid the virtual-machine-interface
 * @param device its device's name; empty while no port is plugged
 * @param ifIndex the kernel's number of the device, 0 while there is none
 * @param name fully qualified; empty while not configured
 * @param mac the workload's address; never null when active
 * @param virtualNetwork its network's name; empty while not configured
 * @param vrf its routing-instance's name; empty while not configured
 * @param addresses its addresses
 * @param floating addresses that it has beside its own
 * @param missing what it lacks, in words; empty when active
 */
public record VmInterface(
        UUID uuid,
        String device,
        int ifIndex,
        String name,
        @Nullable MacAddress mac,
        String virtualNetwork,
        String vrf,
        List<IpAddress> addresses,
        List<FloatingAddress> floating,
        List<String> missing) {

    public VmInterface {
        addresses = List.copyOf(addresses);
        floating = List.copyOf(floating);
        missing = List.copyOf(missing);
    }

    /** {@return the same as if it were in another network, for what is about a floating address} */
    public VmInterface in(String network) {
        return new VmInterface(uuid, device, ifIndex, name, mac, network, vrf, addresses, floating, missing);
    }

    /** {@return what the label of its floating addresses is kept under} */
    public UUID floatingId() {
        return UUID.nameUUIDFromBytes(("floating:" + uuid).getBytes(StandardCharsets.UTF_8));
    }

    /** {@return whether there is a port for it} */
    public boolean plugged() {
        return !device.isEmpty();
    }

    /** {@return whether nothing is missing} */
    public boolean active() {
        return missing.isEmpty();
    }
}
