package net.weftnet.control.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigLink;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.SubgraphDelta;

/** The configuration that answers are made of. Confined to the proxy's thread. */
public final class ConfigMirror {
    public static final String PORT = "virtual-machine-interface";
    public static final String MACHINE = "virtual-machine";
    public static final String NETWORK = "virtual-network";
    public static final String INSTANCE_IP = "instance-ip";
    public static final String IPAM = "network-ipam";
    public static final String NETWORK_IPAM = "virtual-network-network-ipam";
    public static final String VIRTUAL_DNS = "virtual-DNS";
    public static final String DNS_RECORD = "virtual-DNS-record";

    /** What is mirrored. */
    public static final Set<String> TYPES =
            Set.of(PORT, MACHINE, NETWORK, INSTANCE_IP, IPAM, NETWORK_IPAM, VIRTUAL_DNS, DNS_RECORD);

    private final Map<Name, ConfigNode> objects = new HashMap<>();
    private final Map<Name, Set<ConfigLink>> links = new HashMap<>();
    private final Map<UUID, Name> ports = new HashMap<>();

    /** Follows a change of the configuration. */
    public void apply(SubgraphDelta delta) {
        if (delta.first()) {
            objects.clear();
            links.clear();
            ports.clear();
        }
        delta.removedLinks().forEach(link -> ends(link).forEach(end -> remove(end, link)));
        delta.removedNodes().forEach(this::remove);
        for (var node : delta.nodes()) {
            remove(node.name());
            objects.put(node.name(), node);
            if (node.name().type().equals(PORT)) {
                uuid(node).ifPresent(uuid -> ports.put(uuid, node.name()));
            }
        }
        delta.links().forEach(link -> ends(link)
                .forEach(end -> links.computeIfAbsent(end, _ -> new HashSet<>()).add(link)));
    }

    private static List<Name> ends(ConfigLink link) {
        return List.of(link.left(), link.right());
    }

    private void remove(Name end, ConfigLink link) {
        links.computeIfPresent(end, (_, all) -> {
            all.remove(link);
            return all.isEmpty() ? null : all;
        });
    }

    private void remove(Name name) {
        var old = objects.remove(name);
        if (old != null && name.type().equals(PORT)) {
            uuid(old).ifPresent(ports::remove);
        }
    }

    /** {@return the name of a port} */
    Optional<Name> port(UUID uuid) {
        return Optional.ofNullable(ports.get(uuid));
    }

    public List<Name> ofType(String type) {
        return objects.keySet().stream()
                .filter(name -> name.type().equals(type))
                .sorted()
                .toList();
    }

    /** {@return the objects of a type that an object is linked with, by name} */
    public List<Name> neighbours(Name name, String type) {
        return links.getOrDefault(name, Set.of()).stream()
                .map(link -> link.left().equals(name) ? link.right() : link.left())
                .filter(other -> other.type().equals(type) && objects.containsKey(other))
                .distinct()
                .sorted()
                .toList();
    }

    public Optional<XmlElement> property(Name name, String property) {
        return Optional.ofNullable(objects.get(name))
                .map(node -> node.properties().get(property));
    }

    /** {@return the text of a property, without space around it, if there is any} */
    public Optional<String> text(Name name, String property) {
        return property(name, property).map(value -> value.text().strip()).filter(text -> !text.isEmpty());
    }

    /**
     * {@return the subnets of a network as its address plans have them, with the plan of each} A plan's own subnets are
     * those of its networks too.
     */
    List<PlannedSubnet> subnets(Name network) {
        var subnets = new ArrayList<PlannedSubnet>();
        for (var attribute : neighbours(network, NETWORK_IPAM)) {
            for (var ipam : neighbours(attribute, IPAM)) {
                Stream.concat(
                                property(attribute, "value").stream()
                                        .flatMap(value -> value.children("ipam-subnets").stream()),
                                property(ipam, "ipam-subnets").stream()
                                        .flatMap(value -> value.children("subnets").stream()))
                        .forEach(subnet -> PlannedSubnet.read(ipam, subnet).ifPresent(subnets::add));
            }
        }
        return subnets;
    }

    /** {@return the addresses of a port's instance-ips, as text} */
    public List<String> addresses(Name port) {
        return neighbours(port, INSTANCE_IP).stream()
                .flatMap(ip -> text(ip, "instance-ip-address").stream())
                .distinct()
                .toList();
    }

    /** {@return the name that a workload goes by: its machine's, or its port's where that has none but a number} */
    public String hostName(Name port) {
        var machine = neighbours(port, MACHINE).stream().findFirst();
        var text = machine.flatMap(name -> text(name, "display-name"))
                .filter(name -> !isUuid(name))
                .or(() -> machine.map(Name::name).filter(name -> !isUuid(name)))
                .or(() -> text(port, "display-name"))
                .orElse(port.name());
        var last = text.substring(text.lastIndexOf(':') + 1);
        var label = last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
        return label.length() > 63 ? label.substring(0, 63) : label;
    }

    private static boolean isUuid(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    /** The uuid in id-perms: two unsigned 64-bit decimals. */
    private static Optional<UUID> uuid(ConfigNode node) {
        var uuid = Optional.ofNullable(node.properties().get("id-perms")).flatMap(perms -> perms.child("uuid"));
        try {
            return uuid.flatMap(element -> element.childText("uuid-mslong").flatMap(high -> element.childText(
                            "uuid-lslong")
                    .map(low -> new UUID(Long.parseUnsignedLong(high.strip()), Long.parseUnsignedLong(low.strip())))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
