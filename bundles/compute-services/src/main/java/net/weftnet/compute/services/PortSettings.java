package net.weftnet.compute.services;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.dhcp.Octets;

/**
 * What a workload is to be told, as the control node says.
 *
 * @param addresses in order
 */
public record PortSettings(List<Address> addresses) {

    public PortSettings {
        addresses = List.copyOf(addresses);
    }

    /**
     * An address of the workload.
     *
     * @param gateway of its subnet
     * @param nameServer where the workload asks for names
     * @param usesDhcp whether it is given by DHCP
     * @param options of DHCP, by code
     */
    public record Address(
            IpAddress address,
            Optional<IpAddress> gateway,
            Optional<IpAddress> nameServer,
            boolean usesDhcp,
            Map<Integer, Octets> options) {
        public Address {
            options = Map.copyOf(options);
        }

        /** {@return as whom its node speaks to the workload} */
        public Optional<IpAddress> server() {
            return gateway.or(() -> nameServer);
        }
    }

    /**
     * Reads the answer of a control node.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PortSettings read(List<XmlElement> answer) {
        var settings = answer.stream()
                .filter(element -> element.localName().equals("port-settings"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No settings"));
        var addresses = new ArrayList<Address>();
        for (var element : settings.children("address")) {
            var options = new HashMap<Integer, Octets>();
            for (var option : element.children("option")) {
                options.put(
                        Integer.parseInt(option.attribute("code").orElse("")),
                        Octets.parse(option.text().strip()));
            }
            addresses.add(new Address(
                    address(element, "ip").orElseThrow(() -> new IllegalArgumentException("No address")),
                    address(element, "gateway"),
                    address(element, "dns-server"),
                    element.childText("dhcp").map(String::strip).orElse("").equals("true"),
                    options));
        }
        return new PortSettings(addresses);
    }

    private static Optional<IpAddress> address(XmlElement element, String name) {
        return element.childText(name).map(text -> IpAddress.parse(text.strip()));
    }

    /** {@return the address that is given to the workload by DHCP} */
    public Optional<Address> leased() {
        return addresses.stream()
                .filter(address -> address.address().isIpv4() && address.usesDhcp())
                .findFirst();
    }

    /** {@return where the workload finds its node, IPv4 addresses} */
    public List<IpAddress> serviceAddresses() {
        return addresses.stream()
                .flatMap(address -> Stream.of(address.gateway(), address.nameServer()))
                .flatMap(Optional::stream)
                .filter(IpAddress::isIpv4)
                .distinct()
                .toList();
    }
}
