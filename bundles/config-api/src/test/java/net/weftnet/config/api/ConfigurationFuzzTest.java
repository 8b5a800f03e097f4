package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random operators on one real datastore: requests that fit, that nearly fit, and that make no sense together. */
class ConfigurationFuzzTest {

    private static final String PROJECT = "/domain=default-domain/project=default-project";

    private static final List<String> PATHS = List.of(
            "",
            "/global-system-config",
            "/global-system-config/autonomous-system",
            "/global-system-config/virtual-router=c1",
            "/virtual-machine=5f1b6a4e-8a0e-4f57-9f43-0d6b0a3b7c11",
            "/instance-ip=a1",
            "/instance-ip=a1/instance-ip-address",
            "/domain=default-domain",
            PROJECT,
            PROJECT + "/network-ipam=default-network-ipam",
            PROJECT + "/network-ipam=default-network-ipam/fq-name",
            PROJECT + "/virtual-network=n1",
            PROJECT + "/virtual-network=n1/uuid",
            PROJECT + "/virtual-network=n1/virtual-network-network-id",
            PROJECT + "/virtual-network=n1/network-ipam=default-domain%3Adefault-project%3Adefault-network-ipam",
            PROJECT + "/virtual-network=n2",
            PROJECT + "/virtual-machine-interface=p1",
            PROJECT + "/virtual-machine-interface=p1/virtual-machine-interface-mac-addresses",
            PROJECT + "/virtual-machine-interface=p1/virtual-network");

    private static final List<String> VALUES = List.of(
            "\"config\": {\"global-system-config\": {\"autonomous-system\": 64513}}",
            "\"autonomous-system\": 64514",
            "\"global-system-config\": {\"autonomous-system\": 64512}",
            "\"virtual-router\": [{\"name\": \"c1\", \"virtual-router-ip-address\": \"198.18.0.11\"}]",
            "\"virtual-machine\": [{\"name\": \"5f1b6a4e-8a0e-4f57-9f43-0d6b0a3b7c11\"}]",
            "\"instance-ip\": [{\"name\": \"a1\", \"virtual-network\": \"default-domain:default-project:n1\","
                    + " \"virtual-machine-interface\": [\"default-domain:default-project:p1\"]}]",
            "\"instance-ip\": [{\"name\": \"a2\", \"virtual-network\": \"default-domain:default-project:n1\"}]",
            "\"instance-ip-address\": \"10.1.1.2\"",
            "\"network-ipam\": [{\"name\": \"default-network-ipam\"}]",
            "\"fq-name\": \"default-domain:default-project:other\"",
            "\"uuid\": \"5f1b6a4e-8a0e-4f57-9f43-0d6b0a3b7c12\"",
            "\"virtual-network-network-id\": 5",
            "\"virtual-network\": [{\"name\": \"n1\", \"network-ipam\": [{\"fq-name\":"
                    + " \"default-domain:default-project:default-network-ipam\", \"ipam-subnets\":"
                    + " [{\"subnet\": \"10.1.1.0/29\"}]}]}]",
            "\"virtual-network\": [{\"name\": \"n2\"}]",
            "\"virtual-network\": \"default-domain:default-project:n2\"",
            "\"virtual-machine-interface\": [{\"name\": \"p1\","
                    + " \"virtual-network\": \"default-domain:default-project:n1\"}]",
            "\"virtual-machine-interface-mac-addresses\": {\"mac-address\": [\"02:00:00:00:00:01\"]}");

    private static Path directory;
    private static RealConfig config;

    @BeforeContainer
    static void open() throws Exception {
        directory = Files.createTempDirectory("config");
        config = RealConfig.open(directory);
    }

    @AfterContainer
    static void close() throws IOException {
        config.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Provide
    Arbitrary<TestCall> calls() {
        var method = Arbitraries.of("POST", "PUT", "PUT", "PATCH", "DELETE");
        var value = Arbitraries.of(VALUES);
        var path = Arbitraries.of(PATHS);
        return Combinators.combine(method, value, path, Arbitraries.integers().between(0, 9))
                .as((verb, data, place, chance) -> call(verb, chance < 8 ? place(data, place) : place, data));
    }

    /** The first path that ends with the name of the value, if there is one. */
    private static String place(String value, String otherwise) {
        var name = value.substring(1, value.indexOf('"', 1));
        var fitting = PATHS.stream()
                .filter(path ->
                        path.substring(path.lastIndexOf('/') + 1).split("=")[0].equals(name))
                .toList();
        return fitting.contains(otherwise) || fitting.isEmpty() ? otherwise : fitting.getFirst();
    }

    private static TestCall call(String method, String path, String value) {
        // The child of a POST has no path of its own.
        var target = method.equals("POST") && path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : path;
        return TestCall.of(
                method + " /restconf/data/weftnet-config:config" + target,
                method.equals("DELETE") ? "" : "{" + value.replaceFirst("\"", "\"weftnet-config:") + "}",
                "Content-Type: application/yang-data+json");
    }

    @Property(tries = 1500)
    void refusesOrCommits(@ForAll("calls") TestCall call) {
        var api = config.api();
        var revision = api.revision();
        var before = api.get("?content=config").body();
        var reply = api.call(call);
        assertTrue(reply.status() < 500, reply.body());
        if (reply.status() >= 400) {
            assertEquals(revision, api.revision(), reply.body());
            assertEquals(before, api.get("?content=config").body());
        } else {
            assertTrue(api.revision() - revision <= 1);
        }
    }
}
