package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.PROJECT;
import static net.weftnet.config.db.TestConfig.address;
import static net.weftnet.config.db.TestConfig.delete;
import static net.weftnet.config.db.TestConfig.network;
import static net.weftnet.config.db.TestConfig.port;
import static net.weftnet.config.db.TestConfig.replace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses of ports: which are given, and which are refused. */
class AddressesTest {
    private static final String NETWORK = "virtual-network default-domain:default-project:front";
    private static final String PORT = "virtual-machine-interface default-domain:default-project:";
    private static final String IPAM = "network-ipam default-domain:default-project:default-network-ipam";

    @TempDir
    Path directory;

    private TestConfig config;

    @BeforeEach
    void open() throws Exception {
        config = TestConfig.open(directory);
    }

    @AfterEach
    void close() {
        config.close();
    }

    @Test
    void givesAddressesOfTheSubnetUntilItIsFull() throws Exception {
        config.commit(network("front", "10.1.1.0/29"));
        var seen = new HashSet<String>();
        for (int i = 0; i < 5; i++) {
            config.commit(address("a" + i, "front", ""));
            seen.add(config.value("/instance-ip=a" + i + "/instance-ip-address").split("'")[3]);
        }
        assertEquals(5, seen.size());
        assertTrue(seen.contains("10.1.1.2") && seen.contains("10.1.1.6"), seen.toString());
        config.refused(
                Kind.EXHAUSTED,
                "instance-ip a5: no address is left in " + NETWORK + " (10.1.1.0/29)",
                address("a5", "front", ""));
        config.commit(delete("/instance-ip=a2"));
        config.commit(address("a5", "front", ""));
        assertTrue(config.value("/instance-ip=a5").contains("10.1.1.4"));
    }

    @Test
    void givesAddressesOfTheAskedFamilyAndOfPools() throws Exception {
        config.commit(
                network("front", "10.1.1.0/24", "2001:db8::/64"),
                replace(
                        PROJECT
                                + "/virtual-network=front/network-ipam=default-domain%3Adefault-project%3Adefault-network-ipam"
                                + "/ipam-subnets=10.1.1.0%2F24/allocation-pools=10.1.1.100",
                        "allocation-pools': [{'start': '10.1.1.100', 'end': '10.1.1.101'}]"));
        config.commit(address("a4", "front", ""), address("a6", "front", ", 'instance-ip-family': 'v6'"));
        assertTrue(config.value("/instance-ip=a4").contains("'instance-ip-address':'10.1.1.100'"));
        assertTrue(config.value("/instance-ip=a6").contains("'instance-ip-address':'2001:db8::2'"));
        config.refused(
                Kind.DUPLICATE,
                "instance-ip b6: instance-ip-address 2001:db8::2 in " + NETWORK + " already belongs to instance-ip a6",
                address("b6", "front", ", 'instance-ip-address': '2001:DB8:0::2'"));
    }

    @Test
    void givesAnAddressOfTheSubnetThatIsNamed() throws Exception {
        var uuid = "5e000000-0000-4000-8000-000000000002";
        config.commit(
                network("front", "10.1.1.0/24", "10.1.2.0/24"),
                replace(
                        PROJECT
                                + "/virtual-network=front/network-ipam=default-domain%3Adefault-project%3Adefault-network-ipam"
                                + "/ipam-subnets=10.1.2.0%2F24/subnet-uuid",
                        "subnet-uuid': '" + uuid + "'"));
        config.commit(address("a", "front", ", 'subnet-uuid': '" + uuid + "'"));
        assertTrue(config.value("/instance-ip=a").contains("'instance-ip-address':'10.1.2.2'"));
        var other = uuid.replace('2', '3');
        config.refused(
                Kind.EXHAUSTED,
                "instance-ip b: " + NETWORK + " has no IPv4 subnet " + other + " to take an address from",
                address("b", "front", ", 'subnet-uuid': '" + other + "'"));
    }

    @Test
    void refusesAddressesThatAreNotForWorkloads() throws Exception {
        config.commit(network("front", "10.1.1.0/24"));
        config.refused(
                Kind.INVALID,
                "instance-ip a: 10.1.2.5 is outside the subnets (10.1.1.0/24) of " + NETWORK,
                address("a", "front", ", 'instance-ip-address': '10.1.2.5'"));
        config.refused(
                Kind.INVALID,
                "instance-ip a: 10.1.1.1 is the gateway of " + NETWORK,
                address("a", "front", ", 'instance-ip-address': '10.1.1.1'"));
        config.refused(
                Kind.INVALID,
                "instance-ip a: 10.1.1.255 is the broadcast address of " + NETWORK,
                address("a", "front", ", 'instance-ip-address': '10.1.1.255'"));
        config.refused(
                Kind.INVALID,
                "instance-ip a: 10.1.1.7 is not an IPv6 address",
                address("a", "front", ", 'instance-ip-address': '10.1.1.7', 'instance-ip-family': 'v6'"));
    }

    @Test
    void refusesADuplicateAddressOfOneNetworkOnly() throws Exception {
        config.commit(
                network("front", "10.1.1.0/24"),
                network("back", "10.1.1.0/24"),
                address("a", "front", ", 'instance-ip-address': '10.1.1.7'"),
                address("b", "back", ", 'instance-ip-address': '10.1.1.7'"));
        config.refused(
                Kind.DUPLICATE,
                "instance-ip c: instance-ip-address 10.1.1.7 in " + NETWORK + " already belongs to instance-ip a",
                address("c", "front", ", 'instance-ip-address': '10.1.1.7'"));
    }

    @Test
    void givesEachPortAMacAndRefusesADuplicate() throws Exception {
        config.commit(network("front", "10.1.1.0/24"), port("p1", "front"));
        var macs = config.value(PROJECT + "/virtual-machine-interface=p1/virtual-machine-interface-mac-addresses");
        var mac = macs.replaceAll(".*\\['(02:[0-9a-f:]{14})'\\].*", "$1");
        config.refused(
                Kind.DUPLICATE,
                PORT + "p2: mac-address " + mac + " in " + NETWORK + " already belongs to " + PORT + "p1",
                port("p2", "front"),
                replace(
                        PROJECT + "/virtual-machine-interface=p2/virtual-machine-interface-mac-addresses",
                        "virtual-machine-interface-mac-addresses': {'mac-address': ['" + mac + "']}"));
    }

    @Test
    void refusesAnAddressOfAPortInAnotherNetwork() throws Exception {
        config.commit(network("front", "10.1.1.0/24"), network("back", "10.1.2.0/24"), port("p1", "back"));
        config.refused(
                Kind.INVALID,
                "instance-ip a1: " + PORT + "p1 is in virtual-network default-domain:default-project:back, but the"
                        + " address is of " + NETWORK,
                address("a1", "front", ", 'virtual-machine-interface': ['default-domain:default-project:p1']"));
    }
}
