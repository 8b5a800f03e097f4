package net.weftnet.config.db;

import static net.weftnet.config.db.TestConfig.PROJECT;
import static net.weftnet.config.db.TestConfig.address;
import static net.weftnet.config.db.TestConfig.delete;
import static net.weftnet.config.db.TestConfig.network;
import static net.weftnet.config.db.TestConfig.port;
import static net.weftnet.config.db.TestConfig.replace;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.weftnet.config.db.api.ConfigException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogDatastoreTest {
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
    void startsWithWhatEverySystemHas() throws Exception {
        assertEquals(1, config.datastore.snapshot().revision());
        assertTrue(config.value("/global-system-config").contains("'autonomous-system':64512"));
        assertTrue(config.value(PROJECT).contains("'fq-name':'default-domain:default-project'"));
        assertTrue(config.value(PROJECT + "/network-ipam=default-network-ipam").contains("'uuid':'"));
    }

    @Test
    void fillsInWhatANetworkLacks() throws Exception {
        config.commit(network("front", "10.1.1.0/24"));
        var front = config.value(PROJECT + "/virtual-network=front");
        assertTrue(front.contains("'fq-name':'default-domain:default-project:front'"), front);
        assertTrue(front.contains("'virtual-network-network-id':5"), front);
        assertTrue(front.contains("'route-target-number':8000004"), front);
        assertTrue(front.contains("'default-gateway':'10.1.1.1'"), front);
    }

    @Test
    void keepsWhatWasFilledInWhenAnObjectIsWrittenAgain() throws Exception {
        config.commit(network("front", "10.1.1.0/24"), port("p1", "front"), address("a1", "front", ""));
        var before = config.value("");
        long revision = config.datastore.snapshot().revision();
        config.commit(network("front", "10.1.1.0/24"), port("p1", "front"), address("a1", "front", ""));
        assertEquals(before, config.value(""));
        assertEquals(revision, config.datastore.snapshot().revision(), "an edit that changes nothing is no commit");
    }

    @Test
    void replaysTheLog() throws Exception {
        config.commit(network("front", "10.1.1.0/24", "10.1.2.0/24"), port("p1", "front"));
        config.commit(address("a1", "front", ", 'virtual-machine-interface': ['default-domain:default-project:p1']"));
        config.commit(replace(PROJECT + "/display-name", "display-name': 'Demo <&> é'"));
        config.commit(delete("/instance-ip=a1"));
        var before = config.text();
        var newest = config.datastore.commitsSince(4, 1).getFirst();
        config.close();
        config = TestConfig.open(directory);
        assertEquals(before, config.text());
        assertEquals(newest, config.datastore.commitsSince(4, 1).getFirst());
        config.refused(
                Kind.DUPLICATE,
                PORT + "p2: uuid " + uuid("p1") + " already belongs to " + PORT + "p1",
                replace(
                        PROJECT + "/virtual-machine-interface=p2",
                        "virtual-machine-interface': [{'name': 'p2', 'uuid': '" + uuid("p1")
                                + "', 'virtual-network': 'default-domain:default-project:front'}]"));
    }

    private String uuid(String port) throws Exception {
        return config.value(PROJECT + "/virtual-machine-interface=" + port + "/uuid")
                .split("'")[3];
    }

    @Test
    void recordsWhatItFilledInInTheChangeSet() throws Exception {
        var commit = config.commit(network("front", "10.1.1.0/24"));
        var changes = config.datastore.changeSet(commit.id()).orElseThrow();
        assertTrue(changes.contains("\"route-target-number\":8000004"), changes);
        assertTrue(changes.contains("\"default-gateway\":\"10.1.1.1\""), changes);
    }

    @Test
    void refusesUnknownReferences() {
        config.refused(
                Kind.UNKNOWN_REFERENCE,
                PORT + "p1: it refers to virtual-network default-domain:default-project:nowhere, which does not exist",
                port("p1", "nowhere"));
    }

    @Test
    void refusesToDeleteWhatIsInUse() throws Exception {
        config.commit(network("front", "10.1.1.0/24"), port("p1", "front"), address("a1", "front", ""));
        config.refused(
                Kind.IN_USE,
                NETWORK + " is used by instance-ip a1, " + PORT + "p1",
                delete(PROJECT + "/virtual-network=front"));
        config.refused(
                Kind.IN_USE, IPAM + " is used by " + NETWORK, delete(PROJECT + "/network-ipam=default-network-ipam"));
        config.commit(
                delete(PROJECT + "/virtual-network=front"),
                delete(PROJECT + "/virtual-machine-interface=p1"),
                delete("/instance-ip=a1"));
        assertEquals("(none)", config.value("/instance-ip=a1"));
    }

    @Test
    void refusesMissingMandatoryLeafs() {
        config.refused(
                Kind.INVALID,
                PORT + "p1: virtual-network is missing",
                replace(PROJECT + "/virtual-machine-interface=p1", "virtual-machine-interface': [{'name': 'p1'}]"));
    }

    @Test
    void refusesToTakeAMandatoryLeafAway() throws Exception {
        config.commit(network("front", "10.1.1.0/24"), port("p1", "front"));
        config.refused(
                Kind.INVALID,
                PORT + "p1: virtual-network is missing",
                delete(PROJECT + "/virtual-machine-interface=p1/virtual-network"));
        config.refused(
                Kind.INVALID,
                "bgp-router default-domain:default-project:ip-fabric:__default__:gw:"
                        + " bgp-router-parameters/autonomous-system is missing",
                replace("/bgp-router=gw", "bgp-router': [{'name': 'gw'}]"));
    }

    @Test
    void refusesOverlappingAndWrongSubnets() throws Exception {
        config.refused(
                Kind.INVALID,
                NETWORK + ": subnet 10.1.1.128/25 overlaps 10.1.1.0/24",
                network("front", "10.1.1.0/24", "10.1.1.128/25"));
        config.refused(
                Kind.INVALID,
                NETWORK + ": 10.1.1.5/24 has bits after its length; did you mean 10.1.1.0/24?",
                network("front", "10.1.1.5/24"));
        config.refused(
                Kind.INVALID,
                NETWORK + ": subnet 10.1.1.0/31 has no room for a gateway and a workload",
                network("front", "10.1.1.0/31"));
    }

    @Test
    void refusesToTakeASubnetAwayFromItsAddresses() throws Exception {
        config.commit(network("front", "10.1.1.0/24"), address("a1", "front", ""));
        config.refused(
                Kind.IN_USE,
                NETWORK + ": instance-ip a1 has the address 10.1.1.2, which would be outside the subnets (10.1.2.0/24)",
                network("front", "10.1.2.0/24"));
    }

    @Test
    void refusesToChangeAnIdentity() throws Exception {
        config.commit(network("front", "10.1.1.0/24"));
        config.refused(
                Kind.INVALID,
                NETWORK + ": its virtual-network-network-id is 5 and cannot be changed",
                replace(
                        PROJECT + "/virtual-network=front/virtual-network-network-id",
                        "virtual-network-network-id': 7"));
        config.refused(
                Kind.INVALID,
                NETWORK + ": its fq-name is default-domain:default-project:front and cannot be x",
                replace(PROJECT + "/virtual-network=front/fq-name", "fq-name': 'x'"));
    }

    @Test
    void namesAMachineByItsUuid() throws Exception {
        var uuid = "2d308482-c7b3-4e05-af14-e732b7b50117";
        config.commit(replace("/virtual-machine=" + uuid, "virtual-machine': [{'name': '" + uuid + "'}]"));
        assertTrue(config.value("/virtual-machine=" + uuid).contains("'uuid':'" + uuid + "'"));
    }

    @Test
    void placesABgpRouterWhereOpenContrailHasIt() throws Exception {
        config.commit(replace(
                "/bgp-router=gw",
                "bgp-router': [{'name': 'gw', 'bgp-router-parameters': {'autonomous-system': 64512, 'address':"
                        + " '192.0.2.1', 'address-families': {'family': ['inet-vpn', 'e-vpn']}}}]"));
        assertTrue(config.value("/bgp-router=gw/fq-name")
                .contains("default-domain:default-project:ip-fabric:__default__:gw"));
    }

    @Test
    void commitsOfManyWritersAtOnceAllCount() throws Exception {
        config.commit(network("front", "10.1.0.0/16"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, 200)
                    .<Callable<Long>>mapToObj(i ->
                            () -> config.commit(address("a" + i, "front", "")).revision())
                    .toList();
            var revisions = new HashSet<Long>();
            for (var writer : threads.invokeAll(writers)) {
                revisions.add(writer.get());
            }
            assertEquals(200, revisions.size());
        }
        assertEquals(202, config.datastore.snapshot().revision());
        var before = config.text();
        config.close();
        config = TestConfig.open(directory);
        assertEquals(before, config.text());
    }

    @Test
    void tellsListenersInOrder() throws Exception {
        var seen = new java.util.concurrent.LinkedBlockingQueue<Long>();
        try (var registration = config.datastore.onCommit((commit, change, after) -> seen.add(commit.revision()))) {
            for (int i = 0; i < 10; i++) {
                config.commit(network("n" + i, "10.1.1.0/24"));
            }
            for (long revision = 2; revision <= 11; revision++) {
                assertEquals(revision, seen.take());
            }
            assertTrue(registration != null);
        }
    }

    @Test
    void refusesEditsThatFail() throws Exception {
        config.refused(
                Kind.INVALID,
                "global-system-config default-global-system-config is always there and cannot be deleted",
                delete("/global-system-config"));
        config.refused(
                Kind.INVALID,
                "global-system-config default-global-system-config: autonomous-system is missing",
                delete("/global-system-config/autonomous-system"));
        // A fault is not the author's: it comes out as it is, and what follows is not hurt.
        var e = assertThrows(
                UnsupportedOperationException.class,
                () -> config.datastore.commit("test", "", tree -> {
                    throw new UnsupportedOperationException("not that");
                }));
        assertEquals("not that", e.getMessage());
        config.commit(network("front", "10.1.1.0/24"));
    }
}
