package net.weftnet.config.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses of a network without ports, and numbers that clients share out. */
class AddressesTest {
    private static final String SECOND = "5e000000-0000-4000-8000-000000000002";

    @TempDir
    Path directory;

    private TestApi api;
    private String network;

    @BeforeEach
    void open() throws Exception {
        api = new TestApi(directory);
        network = "/virtual-network/"
                + api.create(
                        "virtual-network",
                        "front",
                        "'network_ipam_refs': [{'to': ['default-domain', 'default-project', 'default-network-ipam'],"
                                + " 'attr': {'ipam_subnets': [{'subnet': {'ip_prefix': '10.1.1.0', 'ip_prefix_len': 29}},"
                                + " {'subnet': {'ip_prefix': '10.1.2.0', 'ip_prefix_len': 24}, 'subnet_uuid': '"
                                + SECOND
                                + "'}]}}]");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void addressesAreTakenAndGivenBack() throws Exception {
        assertEquals(
                "{\"ip_addr\":[\"10.1.1.2\",\"10.1.1.3\"]}",
                api.post(network + "/ip-alloc", "{'count': 2, 'subnet': null, 'family': null}")
                        .text());
        assertEquals(
                "{\"ip_addr\":[\"10.1.2.2\"]}",
                api.post(network + "/ip-alloc", "{'subnet': '" + SECOND + "', 'family': 'v4'}")
                        .text());
        assertEquals(
                "{\"ip_addr\":[\"10.1.2.3\"]}",
                api.post(network + "/ip-alloc", "{'subnet': '10.1.2.0/24'}").text());
        var count = "{'subnet_list': ['10.1.1.0/29', '" + SECOND + "']}";
        assertEquals(
                "{\"ip_count_list\":[2,2]}",
                api.post(network + "/subnet-ip-count", count).text());

        var port = api.create(
                "virtual-machine-interface",
                "port",
                "'virtual_network_refs': [{'uuid': '" + network.substring(17) + "'}]");
        api.post(
                        "/instance-ips",
                        "{'instance-ip': {'fq_name': ['a'], 'instance_ip_address': '10.1.1.4', 'virtual_network_refs':"
                                + " [{'uuid': '" + network.substring(17) + "'}], 'virtual_machine_interface_refs':"
                                + " [{'uuid': '" + port + "'}]}}")
                .json();
        assertEquals(
                200,
                api.post(network + "/ip-free", "{'ip_addr': ['10.1.1.3', '10.1.1.4', '10.9.9.9']}")
                        .status());
        assertEquals(
                "{\"ip_count_list\":[2,2]}",
                api.post(network + "/subnet-ip-count", count).text(),
                "that of the port stays, whoever asks");
    }

    @Test
    void thereAreNoMoreThanThereAre() throws Exception {
        long before = api.datastore.snapshot().revision();
        assertEquals(409, api.post(network + "/ip-alloc", "{'count': 300}").status());
        assertEquals(before, api.datastore.snapshot().revision(), "all or none");
        assertEquals(
                404,
                api.post(network + "/ip-alloc", "{'subnet': '10.7.0.0/24'}").status());
        assertEquals(
                400,
                api.post(network + "/ip-alloc", "{'subnet': '10.1.1.0/29'}").status());
        assertEquals(400, api.post(network + "/ip-alloc", "{'count': 0}").status());
        assertEquals(400, api.post(network + "/ip-alloc", "{'family': 'v5'}").status());
        assertEquals(409, api.post(network + "/ip-alloc", "{'family': 'v6'}").status());
        assertEquals(
                404, api.post("/virtual-network/" + SECOND + "/ip-alloc", "{}").status());
        assertEquals(
                404, api.post("/network-ipam/" + SECOND + "/ip-alloc", "{}").status());
    }

    @Test
    void aSubnetThatAnInstanceIpNamesIsUsed() throws Exception {
        api.post(
                        "/instance-ips",
                        "{'instance-ip': {'fq_name': ['a'], 'subnet_uuid': '" + SECOND + "', 'virtual_network_refs':"
                                + " [{'uuid': '" + network.substring(17) + "'}]}}")
                .json();
        var address = api.get("/instance-ips?fields=instance_ip_address").text();
        assertTrue(address.contains("10.1.2.2"), address);
    }

    @Test
    void numbersOfAPoolAreGivenOutOnce() throws Exception {
        assertEquals(
                200,
                api.post("/int-pools", "{'pool': 'vlans', 'start': 1, 'end': 40}")
                        .status());
        assertEquals(
                409,
                api.post("/int-pools", "{'pool': 'vlans', 'start': 1, 'end': 40}")
                        .status());
        var numbers = new HashSet<Integer>();
        Callable<Integer> allocate = () -> api.post("/int-pool", "{'pool': 'vlans', 'owner': 'me'}")
                .json()
                .get("value")
                .getAsInt();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number : threads.invokeAll(Collections.nCopies(20, allocate))) {
                numbers.add(number.get());
            }
        }
        assertEquals(20, numbers.size());
        assertEquals(
                JsonParser.parseString("{'owner': 'me'}"),
                api.get("/int-pool?pool=vlans&value=20").json());
        assertEquals(
                409, api.post("/int-pool", "{'pool': 'vlans', 'value': 20}").status());
        assertEquals(
                400, api.post("/int-pool", "{'pool': 'vlans', 'value': 41}").status());
        assertEquals(
                200,
                api.call(TestCall.of("DELETE /int-pool", "{\"pool\": \"vlans\", \"value\": 20}"))
                        .status());
        assertEquals(404, api.get("/int-pool?pool=vlans&value=20").status());
        assertEquals(
                200, api.post("/int-pool", "{'pool': 'vlans', 'value': 20}").status());
        assertEquals(
                200,
                api.call(TestCall.of("DELETE /int-pools", "{\"pool\": \"vlans\"}"))
                        .status());
        assertEquals(404, api.post("/int-pool", "{'pool': 'vlans'}").status());
        assertEquals(
                400,
                api.post("/int-pools", "{'pool': 'a/b', 'start': 1, 'end': 2}").status());
        assertEquals(
                400,
                api.post("/int-pools", "{'pool': 'a', 'start': 2, 'end': 1}").status());
    }
}
