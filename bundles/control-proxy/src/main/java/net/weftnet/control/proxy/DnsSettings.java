package net.weftnet.control.proxy;

import java.util.Optional;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode.Name;

/**
 * Whom the workloads of an address plan ask for names.
 *
 * @param virtualDns the virtual name server, with method {@link Method#VIRTUAL}
 */
public record DnsSettings(Method method, Optional<Name> virtualDns) {

    /** Who answers. */
    public enum Method {
        NONE,
        /** The node, by the resolvers that the system has. */
        NODE,
        /** Servers of the tenant, which workloads reach as they reach anything. */
        TENANT,
        /** A virtual name server. */
        VIRTUAL
    }

    /**
     * {@return the settings of a plan} A link to a virtual name server says without a method that it is to be used. A name in the
     * settings only chooses among the links: these are checked when they are made, and a name could be anybody's.
     */
    public static DnsSettings of(ConfigMirror config, Name ipam) {
        var plan = config.property(ipam, "network-ipam-mgmt");
        var named = plan.flatMap(value -> value.child("ipam-dns-server"))
                .flatMap(server -> server.childText("virtual-dns-server-name"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> new Name(ConfigMirror.VIRTUAL_DNS, name));
        var linked = config.neighbours(ipam, ConfigMirror.VIRTUAL_DNS);
        var dns = named.filter(linked::contains).or(() -> linked.stream().findFirst());
        var text = plan.flatMap(value -> value.childText("ipam-dns-method"))
                .map(String::strip)
                .orElse("");
        return switch (text) {
            case "none" -> new DnsSettings(Method.NONE, Optional.empty());
            case "tenant-dns-server" -> new DnsSettings(Method.TENANT, Optional.empty());
            case "default-dns-server" -> new DnsSettings(Method.NODE, Optional.empty());
            default -> new DnsSettings(dns.isPresent() ? Method.VIRTUAL : Method.NODE, dns);
        };
    }

    /** {@return the domain of a virtual name server, without a dot at its end} */
    public static Optional<String> domain(ConfigMirror config, Name virtualDns) {
        return config.property(virtualDns, "virtual-DNS-data")
                .flatMap((XmlElement data) -> data.childText("domain-name"))
                .map(text -> text.strip().replaceFirst("\\.$", ""))
                .filter(text -> !text.isEmpty());
    }
}
