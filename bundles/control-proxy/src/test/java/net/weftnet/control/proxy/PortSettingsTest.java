package net.weftnet.control.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.SubgraphDelta;
import org.junit.jupiter.api.Test;

/** What workloads are told by DHCP, for what configuration. */
class PortSettingsTest {
    private final Configuration configuration = new Configuration();

    private XmlElement address() {
        return new PortSettings(configuration.mirror())
                .of(Configuration.VM1)
                .orElseThrow()
                .child("address")
                .orElseThrow();
    }

    private Map<Integer, String> options() {
        var options = new TreeMap<Integer, String>();
        address()
                .children("option")
                .forEach(option ->
                        options.put(Integer.parseInt(option.attribute("code").orElseThrow()), option.text()));
        return options;
    }

    private static String option(String name, String value) {
        return "<dhcp-option><dhcp-option-name>" + name + "</dhcp-option-name><dhcp-option-value>" + value
                + "</dhcp-option-value></dhcp-option>";
    }

    private static String list(String options) {
        return "<dhcp-option-list>" + options + "</dhcp-option-list>";
    }

    @Test
    void tellsAddressGatewayAndNameServer() {
        assertEquals(Optional.of("10.1.1.3"), address().childText("ip"));
        assertEquals(Optional.of("10.1.1.1"), address().childText("gateway"));
        assertEquals(Optional.of("10.1.1.1"), address().childText("dns-server"));
        assertEquals(Optional.of("true"), address().childText("dhcp"));
        assertEquals(
                Map.of(
                        1, "ffffff00",
                        3, "0a010101",
                        6, "0a010101",
                        12, "766d31",
                        15, "64656d6f2e696e7465726e616c",
                        28, "0a0101ff"),
                options());
    }

    @Test
    void portComesBeforeSubnetComesBeforePlan() {
        configuration.plan(list(option("ntp-servers", "10.9.9.1") + option("66", "plan") + option("67", "plan")));
        configuration.subnet(list(option("66", "net") + option("67", "net")));
        configuration.port("virtual-machine-interface-dhcp-option-list", option("67", "port"));
        assertEquals("0a090901", options().get(42));
        assertEquals("6e6574", options().get(66));
        assertEquals("706f7274", options().get(67));
    }

    @Test
    void leavesOutWhatIsNotUnderstood() {
        configuration.plan(list(option("no-such", "x") + option("routers", "nowhere") + option("67", "boot")));
        assertEquals("0a010101", options().get(3));
        assertEquals("626f6f74", options().get(67));
    }

    @Test
    void routesAreThoseOfThePortOrElseOfTheSubnet() {
        configuration.subnet("<host-routes><route><prefix>10.8.0.0/16</prefix><next-hop>10.1.1.9</next-hop></route>"
                + "</host-routes>");
        assertEquals("100a080a010109" + "000a010101", options().get(121));
        configuration.port(
                "virtual-machine-interface-host-routes",
                "<route><prefix>0.0.0.0/0</prefix><next-hop>10.1.1.7</next-hop></route>");
        assertEquals("000a010107", options().get(121));
    }

    @Test
    void serversOfTheTenantAreGivenAsTheyAre() {
        configuration.plan("<ipam-dns-method>tenant-dns-server</ipam-dns-method><ipam-dns-server>"
                + "<tenant-dns-server-address><ip-address>10.7.0.1</ip-address><ip-address>10.7.0.2</ip-address>"
                + "</tenant-dns-server-address></ipam-dns-server>");
        assertEquals("0a0700010a070002", options().get(6));
        configuration.plan("<ipam-dns-method>none</ipam-dns-method>");
        assertEquals(null, options().get(6));
    }

    @Test
    void aSubnetCanBeWithoutDhcp() {
        configuration.subnet("<enable-dhcp>false</enable-dhcp>");
        assertEquals(Optional.of("false"), address().childText("dhcp"));
    }

    @Test
    void aPortThatIsNotThereHasNoSettings() {
        var mirror = configuration.mirror();
        var settings = new PortSettings(mirror);
        assertEquals(Optional.empty(), settings.of(new UUID(1, 1)));
        mirror.apply(new SubgraphDelta(2, false, List.of(), List.of(), List.of(), List.of(Configuration.PORT1)));
        assertEquals(Optional.empty(), settings.of(Configuration.VM1));
        assertTrue(settings.of(Configuration.VM2).isPresent());
    }
}
