package net.weftnet.compute.agent.oper;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.compute.agent.config.ConfigDb;
import net.weftnet.compute.agent.config.ObjectName;

/**
 * Reads the virtual-machine-interfaces out of the configuration graph:
 *
 * <pre>
 *   virtual-router ── virtual-machine ── virtual-machine-interface ── virtual-network ── routing-instance
 *                                          │                  └─ attr ── routing-instance
 *                                          ├─ instance-ip
 *                                          └─ floating-ip, alias-ip
 * </pre>
 */
public final class InterfaceConfigs {
    private static final String VMI = "virtual-machine-interface";
    private static final String VMI_RI = "virtual-machine-interface-routing-instance";

    private InterfaceConfigs() {}

    /** {@return all configured interfaces by their uuid; those whose uuid is not readable do not exist} */
    public static Map<UUID, InterfaceConfig> read(ConfigDb config) {
        var interfaces = new TreeMap<UUID, InterfaceConfig>();
        config.ofType(VMI).forEach(name -> uuid(config, name)
                .ifPresent(uuid -> interfaces.put(uuid, readInterface(config, name, uuid))));
        return interfaces;
    }

    private static InterfaceConfig readInterface(ConfigDb config, ObjectName name, UUID uuid) {
        var network = first(config.neighbours(name, "virtual-network"));
        var own = addresses(config, name);
        return new InterfaceConfig(
                uuid,
                name.name(),
                mac(config, name).orElse(null),
                first(config.neighbours(name, "virtual-machine")),
                network,
                routingInstance(config, name, new ObjectName("virtual-network", network)),
                own,
                FloatingAddresses.read(config, name, own));
    }

    /** The interface's own routing instance, or else its network's. */
    private static String routingInstance(ConfigDb config, ObjectName vmi, ObjectName network) {
        var own = first(config.neighbours(vmi, VMI_RI).flatMap(attr -> config.neighbours(attr, "routing-instance")));
        if (!own.isEmpty()) {
            return own;
        }
        return defaultInstance(config, network).orElse("");
    }

    /** {@return the name of the network's own routing instance} */
    static Optional<String> defaultInstance(ConfigDb config, ObjectName network) {
        return config.neighbours(network, "routing-instance")
                .filter(instance -> config.property(instance, "routing-instance-is-default")
                        .map(value -> value.text().strip().equals("true"))
                        .orElse(true))
                .map(ObjectName::name)
                .findFirst();
    }

    private static List<IpAddress> addresses(ConfigDb config, ObjectName vmi) {
        return config.neighbours(vmi, "instance-ip")
                .flatMap(ip -> config.property(ip, "instance-ip-address").stream())
                .flatMap(element -> address(element.text()))
                .sorted()
                .distinct()
                .toList();
    }

    static Stream<IpAddress> address(String text) {
        try {
            return Stream.of(IpAddress.parse(text.strip()));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    private static Optional<MacAddress> mac(ConfigDb config, ObjectName vmi) {
        return config.property(vmi, "virtual-machine-interface-mac-addresses")
                .flatMap(addresses -> addresses.childText("mac-address"))
                .flatMap(text -> {
                    try {
                        return Optional.of(MacAddress.parse(text.strip()));
                    } catch (IllegalArgumentException e) {
                        return Optional.empty();
                    }
                });
    }

    /** The uuid in id-perms: two unsigned 64-bit decimals. */
    private static Optional<UUID> uuid(ConfigDb config, ObjectName name) {
        return config.property(name, "id-perms")
                .flatMap(perms -> perms.child("uuid"))
                .flatMap(InterfaceConfigs::uuid);
    }

    private static Optional<UUID> uuid(XmlElement element) {
        try {
            var high = element.childText("uuid-mslong");
            var low = element.childText("uuid-lslong");
            if (high.isPresent() && low.isPresent()) {
                return Optional.of(new UUID(number(high.get()), number(low.get())));
            }
            return Optional.of(UUID.fromString(element.text().strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Some writers print the number signed. */
    private static long number(String text) {
        var digits = text.strip();
        return digits.startsWith("-") ? Long.parseLong(digits) : Long.parseUnsignedLong(digits);
    }

    private static String first(Stream<ObjectName> names) {
        return names.map(ObjectName::name).findFirst().orElse("");
    }
}
