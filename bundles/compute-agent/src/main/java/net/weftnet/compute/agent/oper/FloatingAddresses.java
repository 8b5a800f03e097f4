package net.weftnet.compute.agent.oper;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.agent.config.ConfigDb;
import net.weftnet.compute.agent.config.ObjectName;

/**
 * Reads the floating-ips and alias-ips of an interface out of the configuration graph:
 *
 * <pre>
 *   virtual-machine-interface ── floating-ip ── floating-ip-pool ── virtual-network ── routing-instance
 *                             └─ alias-ip ── alias-ip-pool ── virtual-network ── routing-instance
 * </pre>
 */
final class FloatingAddresses {
    private FloatingAddresses() {}

    /** {@return those that are complete, in the order of addresses; {@code own} are the interface's own} */
    static List<FloatingAddress> read(ConfigDb config, ObjectName vmi, List<IpAddress> own) {
        var floating = config.neighbours(vmi, "floating-ip").flatMap(ip -> floating(config, ip, own).stream());
        var aliases = config.neighbours(vmi, "alias-ip").flatMap(ip -> alias(config, ip).stream());
        return Stream.concat(floating, aliases)
                .sorted(Comparator.comparing(FloatingAddress::address))
                .toList();
    }

    /** One that names no fixed address stands for the first one of its family. */
    private static Optional<FloatingAddress> floating(ConfigDb config, ObjectName ip, List<IpAddress> own) {
        return address(config, ip, "floating-ip-address").flatMap(address -> {
            var named = address(config, ip, "floating-ip-fixed-ip-address");
            var fixed = own.stream()
                    .filter(one -> one.family() == address.family())
                    .filter(one -> named.isEmpty() || named.get().equals(one))
                    .findFirst();
            return fixed.flatMap(one -> inNetwork(config, ip, "floating-ip-pool", address, one));
        });
    }

    private static Optional<FloatingAddress> alias(ConfigDb config, ObjectName ip) {
        return address(config, ip, "alias-ip-address")
                .flatMap(address -> inNetwork(config, ip, "alias-ip-pool", address, address));
    }

    private static Optional<FloatingAddress> inNetwork(
            ConfigDb config, ObjectName ip, String pool, IpAddress address, IpAddress fixed) {
        return config.neighbours(ip, pool)
                .flatMap(of -> config.neighbours(of, "virtual-network"))
                .findFirst()
                .flatMap(network -> InterfaceConfigs.defaultInstance(config, network)
                        .map(vrf -> new FloatingAddress(address, fixed, network.name(), vrf)));
    }

    private static Optional<IpAddress> address(ConfigDb config, ObjectName ip, String property) {
        return config.property(ip, property)
                .flatMap(element -> InterfaceConfigs.address(element.text()).findFirst());
    }
}
