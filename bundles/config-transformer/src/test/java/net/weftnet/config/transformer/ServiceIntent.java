package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.Scenario.object;
import static net.weftnet.config.transformer.Scenario.of;
import static net.weftnet.config.transformer.Scenario.policy;
import static net.weftnet.config.transformer.Scenario.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of services start from: the networks l and r, and services between them. */
abstract class ServiceIntent {
    Scenario scenario;

    @BeforeEach
    void open() throws Exception {
        scenario = new Scenario();
    }

    @AfterEach
    void checkAndClose() throws Exception {
        scenario.checkEqualsRecomputed();
        scenario.close();
    }

    static String network(String name, String subnet, String content) {
        return object(
                "virtual-network",
                name,
                "'network-ipam': [{'fq-name': '~ipam', 'ipam-subnets': [{'subnet': '" + subnet
                        + "'}, {'subnet': '2001:db8:" + subnet.charAt(3)
                        + "::/64'}]}], 'network-policy': [{'fq-name': '~p'}]" + content);
    }

    static String chain(String direction, String services) {
        return policy(
                "p",
                rule("r", "any", of("l"), direction, of("r"), "'simple-action': 'pass', 'apply-service': " + services));
    }

    static String template(String name, String mode, String type) {
        return TestStore.replace(
                "/domain=default-domain/service-template=" + name,
                "service-template': [{'name': '" + name + "', 'service-template-properties': {'version': 2,"
                        + " 'service-type': '" + type + "', 'service-mode': '" + mode + "'}}]");
    }

    static String port(String service, String side, String network) {
        return object(
                "virtual-machine-interface",
                service + '-' + side,
                "'virtual-network': '~" + network + "', 'port-tuple': ['~" + service
                        + ":t'], 'virtual-machine-interface-properties': {'service-interface-type': '" + side + "'}");
    }

    static String address(String service, String side, String network, String family) {
        var name = service + '-' + side + '-' + family;
        return TestStore.replace(
                "/instance-ip=" + name,
                "instance-ip': [{'name': '" + name + "', 'instance-ip-family': '" + family
                        + "', 'virtual-network': '~" + network + "', 'virtual-machine-interface': ['~" + service + '-'
                        + side + "']}]");
    }

    /** A service with one machine between l and r. */
    static List<String> service(String name, String mode) {
        var edits = new ArrayList<String>();
        edits.add(template(name, mode, "firewall"));
        edits.add(object(
                "service-instance",
                name,
                "'service-template': ['default-domain:" + name + "'], 'port-tuple': [{'name': 't'}]"));
        for (var side : List.of("left", "right")) {
            var network = side.substring(0, 1);
            edits.add(port(name, side, network));
            edits.add(address(name, side, network, "v4"));
            edits.add(address(name, side, network, "v6"));
        }
        return edits;
    }

    /** Networks first, one by one, so that they get their numbers in this order. */
    void commit(List<String> some, String... others) throws Exception {
        for (var network : List.of("l", "r")) {
            scenario.commit(object("virtual-network", network, ""));
        }
        scenario.commit(Stream.concat(Stream.of(others), some.stream()).toArray(String[]::new));
    }

    void chainOf(String mode) throws Exception {
        commit(
                service("s", mode),
                chain("<>", "['~s']"),
                network("l", "10.1.0.0/16", ""),
                network("r", "10.2.0.0/16", ""));
    }

    /** {@return the only instance below a network whose name ends so} */
    String instance(String network, String service) {
        var names = scenario.names("routing-instance", network + ":service-").stream()
                .filter(name -> name.endsWith("_" + service))
                .toList();
        assertEquals(1, names.size(), () -> names + " of " + scenario.names("routing-instance", ""));
        return names.getFirst();
    }

    JsonObject information(String instance, String kind) {
        return scenario.entry("routing-instance", instance).getAsJsonObject(kind);
    }
}
