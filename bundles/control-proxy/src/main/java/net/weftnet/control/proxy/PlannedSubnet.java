package net.weftnet.control.proxy;

import java.util.Optional;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode.Name;

/**
 * A subnet of a network.
 *
 * @param ipam the address plan it belongs to
 * @param gateway the address that workloads reach everything else by
 * @param nameServer where workloads find the name server of their node
 * @param settings as configured
 */
record PlannedSubnet(
        Name ipam, IpPrefix prefix, Optional<IpAddress> gateway, Optional<IpAddress> nameServer, XmlElement settings) {

    /** {@return the subnet, or empty if its configuration says none} */
    static Optional<PlannedSubnet> read(Name ipam, XmlElement settings) {
        try {
            var prefix = settings.child("subnet").flatMap(subnet -> subnet.childText("ip-prefix")
                    .flatMap(address -> subnet.childText("ip-prefix-len")
                            .map(length -> IpPrefix.parse(address.strip() + "/" + length.strip()))));
            var gateway = address(settings, "default-gateway");
            return prefix.map(of -> new PlannedSubnet(
                    ipam, of, gateway, address(settings, "dns-server-address").or(() -> gateway), settings));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<IpAddress> address(XmlElement settings, String name) {
        return settings.childText(name)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(IpAddress::parse);
    }

    boolean usesDhcp() {
        return !settings.childText("enable-dhcp").map(String::strip).orElse("").equals("false");
    }
}
