package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.Scenario.delete;
import static net.weftnet.config.transformer.Scenario.object;
import static net.weftnet.config.transformer.Scenario.of;
import static net.weftnet.config.transformer.Scenario.policy;
import static net.weftnet.config.transformer.Scenario.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Service chains: from template, instance, port tuple and policy to routing instances and what leads through them. */
class ServiceScenariosTest {
    private Scenario scenario;

    @BeforeEach
    void open() throws Exception {
        scenario = new Scenario();
    }

    @AfterEach
    void checkAndClose() throws Exception {
        scenario.checkEqualsRecomputed();
        scenario.close();
    }

    private static String network(String name, String subnet, String content) {
        return object(
                "virtual-network",
                name,
                "'network-ipam': [{'fq-name': '~ipam', 'ipam-subnets': [{'subnet': '" + subnet
                        + "'}, {'subnet': '2001:db8:" + subnet.charAt(3)
                        + "::/64'}]}], 'network-policy': [{'fq-name': '~p'}]" + content);
    }

    private static String chain(String direction, String services) {
        return policy(
                "p",
                rule("r", "any", of("l"), direction, of("r"), "'simple-action': 'pass', 'apply-service': " + services));
    }

    private static String template(String name, String mode, String type) {
        return TestStore.replace(
                "/domain=default-domain/service-template=" + name,
                "service-template': [{'name': '" + name + "', 'service-template-properties': {'version': 2,"
                        + " 'service-type': '" + type + "', 'service-mode': '" + mode + "'}}]");
    }

    private static String port(String service, String side, String network) {
        return object(
                "virtual-machine-interface",
                service + '-' + side,
                "'virtual-network': '~" + network + "', 'port-tuple': ['~" + service
                        + ":t'], 'virtual-machine-interface-properties': {'service-interface-type': '" + side + "'}");
    }

    private static String address(String service, String side, String network, String family) {
        var name = service + '-' + side + '-' + family;
        return TestStore.replace(
                "/instance-ip=" + name,
                "instance-ip': [{'name': '" + name + "', 'instance-ip-family': '" + family
                        + "', 'virtual-network': '~" + network + "', 'virtual-machine-interface': ['~" + service + '-'
                        + side + "']}]");
    }

    /** A service with one machine between l and r. */
    private static List<String> service(String name, String mode) {
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
    private void commit(List<String> some, String... others) throws Exception {
        for (var network : List.of("l", "r")) {
            scenario.commit(object("virtual-network", network, ""));
        }
        scenario.commit(Stream.concat(Stream.of(others), some.stream()).toArray(String[]::new));
    }

    private void chainOf(String mode) throws Exception {
        commit(
                service("s", mode),
                chain("<>", "['~s']"),
                network("l", "10.1.0.0/16", ""),
                network("r", "10.2.0.0/16", ""));
    }

    /** {@return the only instance below a network whose name ends so} */
    private String instance(String network, String service) {
        var names = scenario.names("routing-instance", network + ":service-").stream()
                .filter(name -> name.endsWith("_" + service))
                .toList();
        assertEquals(1, names.size(), () -> names + " of " + scenario.names("routing-instance", ""));
        return names.getFirst();
    }

    private JsonObject information(String instance, String kind) {
        return scenario.entry("routing-instance", instance).getAsJsonObject(kind);
    }

    @Test
    void servicePolicyInNetwork() throws Exception {
        chainOf("in-network");
        var left = instance("l", "s");
        var right = instance("r", "s");
        assertTrue(left.matches("l:service-[0-9a-f-]{36}-default-domain_demo_s"), left);
        assertEquals(List.of(left), scenario.connections("l:l"));
        assertEquals(List.of("r:r"), scenario.connections(right));
        assertEquals(List.of("target:64512:16777216"), scenario.targets(left));
        assertEquals(List.of("target:64512:16777217"), scenario.targets(right));
        var there = information(left, "service-chain-information");
        assertEquals("r:r", Scenario.text(there, "routing-instance"));
        assertEquals("l:l", Scenario.text(there, "source-routing-instance"));
        assertEquals("[\"10.2.0.0/16\"]", there.get("prefix").toString());
        assertEquals("10.1.0.2", Scenario.text(there, "service-chain-address"));
        assertEquals("s", Scenario.text(there, "service-instance"));
        assertEquals("true", Scenario.text(there, "sc-head"));
        assertEquals("false", Scenario.text(there, "retain-as-path"));
        var back = information(right, "service-chain-information");
        assertEquals("l:l", Scenario.text(back, "routing-instance"));
        assertEquals("10.2.0.2", Scenario.text(back, "service-chain-address"));
        var ipv6 = information(left, "ipv6-service-chain-information");
        assertEquals("[\"2001:db8:2::/64\"]", ipv6.get("prefix").toString());
        assertEquals(
                "pass any l > r assign-routing-instance=" + left,
                scenario.acl("l:l").getFirst());
        assertEquals(
                "pass any l > r assign-routing-instance=" + right,
                scenario.acl("r:r").getFirst());
    }

    @Test
    void oneSideAloneMakesNoChain() throws Exception {
        chainOf("in-network");
        scenario.commit(network("r", "10.2.0.0/16", "").replace("{'fq-name': '~p'}", ""));
        assertEquals(List.of(), scenario.names("routing-instance", "service-"));
        assertEquals(List.of(), scenario.connections("l:l"));
        assertEquals(
                "[\"r\"]",
                scenario.entry("virtual-network", "l")
                        .get("partially-connected-networks")
                        .toString());
    }

    @Test
    void oneDirectionLeadsBackNowhere() throws Exception {
        chainOf("in-network");
        scenario.commit(chain(">", "['~s']"));
        assertEquals(null, information(instance("r", "s"), "service-chain-information"));
    }

    @Test
    void natHasNoRightInstance() throws Exception {
        chainOf("in-network-nat");
        assertEquals(1, scenario.names("routing-instance", "service-").size());
        assertEquals(List.of(instance("l", "s")), scenario.connections("l:l"));
    }

    @Test
    void transparentServiceHasChainAddressAndVlan() throws Exception {
        chainOf("transparent");
        var left = instance("l", "s");
        var there = information(left, "service-chain-information");
        assertEquals("0.255.255.252", Scenario.text(there, "service-chain-address"));
        assertEquals("", Scenario.text(there, "source-routing-instance"));
        var rules = Scenario.stream(scenario.entry("virtual-machine-interface", "s-left"), "routing-instance")
                .map(Object::toString)
                .filter(text -> text.contains("service-"))
                .toList();
        assertEquals(1, rules.size());
        for (var part : List.of(
                "\"vlan-tag\":1",
                "\"src-mac\":\"02:00:00:00:00:01\"",
                "\"dst-mac\":\"02:00:00:00:00:02\"",
                "\"direction\":\"both\"",
                "\"service-chain-address\":\"0.255.255.252\"",
                left)) {
            assertTrue(rules.getFirst().contains(part), rules.getFirst());
        }
    }

    @Test
    void chainWaitsForItsMachine() throws Exception {
        chainOf("in-network");
        scenario.commit(TestStore.delete("/instance-ip=s-left-v4"), TestStore.delete("/instance-ip=s-left-v6"));
        assertEquals(List.of(), scenario.names("routing-instance", "service-"));
        assertEquals(List.of(), scenario.names("needed-number", "service-"));
        // The traffic that is to pass the service does not pass without it.
        assertTrue(scenario.acl("l:l").getFirst().contains("assign-routing-instance"));
        scenario.commit(address("s", "left", "l", "v4"));
        assertEquals(2, scenario.names("routing-instance", "service-").size());
    }

    @Test
    void multiServiceInPolicyKeepsTheOrder() throws Exception {
        var edits = service("s", "in-network");
        edits.addAll(service("t", "transparent"));
        commit(edits, chain("<>", "['~s', '~t']"), network("l", "10.1.0.0/16", ""), network("r", "10.2.0.0/16", ""));
        assertEquals(List.of(instance("l", "s")), scenario.connections("l:l"));
        assertEquals(List.of(instance("l", "t")), scenario.connections(instance("r", "s")));
        assertEquals(List.of("r:r"), scenario.connections(instance("r", "t")));
        assertEquals("false", Scenario.text(information(instance("l", "t"), "service-chain-information"), "sc-head"));
        assertEquals("true", Scenario.text(information(instance("r", "t"), "service-chain-information"), "sc-head"));
        assertEquals(
                "pass any l > r assign-routing-instance=" + instance("r", "t"),
                scenario.acl("r:r").getFirst());
    }

    @Test
    void multiPolicyImportsInsteadOfConnecting() throws Exception {
        commit(
                service("s", "in-network"),
                chain("<>", "['~s']"),
                network("l", "10.1.0.0/16", ", 'multi-policy-service-chains-enabled': true"),
                network("r", "10.2.0.0/16", ", 'multi-policy-service-chains-enabled': true"));
        assertEquals(List.of("r:r"), scenario.connections("l:l"));
        assertEquals(List.of(), scenario.connections(instance("r", "s")));
        assertEquals(
                List.of("target:64512:16777216", "target:64512:8000004 import"), scenario.targets(instance("l", "s")));
    }

    @Test
    void configuredTargetsAndTransitAreExportedIntoTheChain() throws Exception {
        commit(
                service("s", "in-network"),
                chain("<>", "['~s']"),
                network("l", "10.1.0.0/16", ", 'route-target-list': {'route-target': ['target:1:1']}"),
                network("r", "10.2.0.0/16", ", 'virtual-network-properties': {'allow-transit': true}"));
        assertEquals(List.of("target:1:1 export", "target:64512:16777216"), scenario.targets(instance("l", "s")));
        assertEquals(
                List.of("target:64512:16777217", "target:64512:8000005 export"), scenario.targets(instance("r", "s")));
    }

    @Test
    void retainAsPath() throws Exception {
        chainOf("in-network");
        scenario.commit(
                policy(
                        "p",
                        rule(
                                "r",
                                "any",
                                of("l"),
                                "<>",
                                of("r"),
                                "'simple-action': 'pass', 'apply-service': ['~s'], 'service-properties': {'retain-as-path': true}")));
        assertEquals(
                "true", Scenario.text(information(instance("l", "s"), "service-chain-information"), "retain-as-path"));
    }

    @Test
    void bridgedNetworksHaveChainsOfEvpn() throws Exception {
        chainOf("in-network");
        scenario.commit(network("l", "10.1.0.0/16", ", 'virtual-network-properties': {'forwarding-mode': 'l2'}"));
        assertTrue(scenario.entry("routing-instance", instance("l", "s")).has("evpn-service-chain-information"));
        assertTrue(scenario.entry("routing-instance", instance("l", "s")).has("evpn-ipv6-service-chain-information"));
    }

    @Test
    void withAnyTheChainIsWithEachNetworkOfTheProject() throws Exception {
        commit(
                service("s", "in-network"),
                policy(
                        "p",
                        rule("r", "any", of("any"), "<>", of("r"), "'simple-action': 'pass', 'apply-service': ['~s']")),
                network("l", "10.1.0.0/16", ""),
                network("r", "10.2.0.0/16", ""));
        assertEquals(List.of(instance("l", "s")), scenario.connections("l:l"));
    }

    @Test
    void numbersStayAndAreUsedAgain() throws Exception {
        chainOf("transparent");
        var before = scenario.names("needed-number", "");
        var targets = scenario.targets(instance("l", "s"));
        scenario.commit(network("l", "10.1.0.0/16", ", 'is-shared': true"));
        assertEquals(before, scenario.names("needed-number", ""));
        assertEquals(targets, scenario.targets(instance("l", "s")));
        scenario.commit(policy("p"));
        assertEquals(List.of(), scenario.names("needed-number", ""));
        scenario.commit(chain("<>", "['~s']"));
        assertEquals(targets, scenario.targets(instance("l", "s")));
    }

    @Test
    void deleteOfTheNetworkEndsTheChain() throws Exception {
        commit(service("s", "in-network").subList(0, 2), chain("<>", "['~s']"));
        scenario.commit(delete("virtual-network", "l"), delete("virtual-network", "r"));
        var before = Scenario.text(scenario.derived()).replaceFirst("\"revision\":\"\\d+\"", "");
        commit(service("s", "in-network"), network("l", "10.1.0.0/16", ""), network("r", "10.2.0.0/16", ""));
        assertNotEquals(List.of(), scenario.names("routing-instance", "service-"));
        for (var side : List.of("left", "right")) {
            scenario.commit(
                    TestStore.delete("/instance-ip=s-" + side + "-v4"),
                    TestStore.delete("/instance-ip=s-" + side + "-v6"),
                    delete("virtual-machine-interface", "s-" + side));
        }
        scenario.commit(delete("virtual-network", "l"), delete("virtual-network", "r"));
        assertEquals(before, Scenario.text(scenario.derived()).replaceFirst("\"revision\":\"\\d+\"", ""));
    }

    @Test
    void analyzerConnectsItsNetworkAndGetsCopies() throws Exception {
        scenario.commit(
                template("a", "transparent", "analyzer"),
                object(
                        "service-instance",
                        "a",
                        "'service-template': ['default-domain:a'], 'port-tuple': [{'name': 't'}]"),
                network("l", "10.1.0.0/16", ""),
                network("r", "10.2.0.0/16", ""),
                object(
                        "virtual-network",
                        "m",
                        "'network-ipam': [{'fq-name': '~ipam', 'ipam-subnets': [{'subnet': '10.9.0.0/16'}]}]"),
                port("a", "left", "m"),
                address("a", "left", "m", "v4"),
                policy(
                        "p",
                        rule(
                                "r",
                                "any",
                                of("l"),
                                "<>",
                                of("r"),
                                "'simple-action': 'pass', 'mirror-to': {'analyzer-name': '~a'}")));
        assertEquals(List.of("m:m", "r:r"), scenario.connections("l:l"));
        assertEquals(List.of("l:l", "r:r"), scenario.connections("m:m"));
        assertTrue(
                scenario.acl("l:l").getFirst().contains("analyzer-ip-address:10.9.0.2"), scenario.acl("l:l")::toString);
    }

    @Test
    void deviceMarksItsInstances() throws Exception {
        chainOf("in-network");
        scenario.commit(object(
                "service-instance",
                "s",
                "'service-template': ['default-domain:s'], 'port-tuple': [{'name': 't'}],"
                        + " 'service-instance-properties': {'service-virtualization-type': 'physical-device'}"));
        assertEquals("true", Scenario.text(scenario.entry("routing-instance", "l:l"), "routing-instance-has-pnf"));
        assertEquals(
                "true",
                Scenario.text(scenario.entry("routing-instance", instance("r", "s")), "routing-instance-has-pnf"));
    }

    @Test
    void routingPoliciesAndAggregatesAreOnTheSideThatTheySay() throws Exception {
        chainOf("in-network");
        scenario.commit(
                object("routing-policy", "rp", "'service-instance': [{'fq-name': '~s', 'left-sequence': '2'}]"),
                object("route-aggregate", "ra", "'service-instance': [{'fq-name': '~s', 'interface-type': 'right'}]"));
        assertTrue(scenario.entry("routing-policy", "rp").toString().contains(instance("l", "s")));
        assertTrue(!scenario.entry("routing-policy", "rp").toString().contains("r:service-"));
        assertTrue(scenario.entry("route-aggregate", "ra").toString().contains(instance("r", "s")));
    }
}
