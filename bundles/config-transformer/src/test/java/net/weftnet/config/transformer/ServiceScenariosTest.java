package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.Scenario.delete;
import static net.weftnet.config.transformer.Scenario.object;
import static net.weftnet.config.transformer.Scenario.of;
import static net.weftnet.config.transformer.Scenario.policy;
import static net.weftnet.config.transformer.Scenario.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Services: from template, instance, machines and policy to routing instances and what leads through them. */
class ServiceScenariosTest extends ServiceIntent {
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

    /** A service whose machine is a virtual machine, and no port tuple. */
    private static List<String> versionOne(String mode) {
        var vm = "de300000-0000-4000-8000-0000000000a1";
        var edits = service("s", mode).stream()
                .map(edit -> edit.replace("'version': 2", "'version': 1")
                        .replace(", 'port-tuple': [{'name': 't'}]", "")
                        .replace("'port-tuple': ['~s:t']", "'virtual-machine': '" + vm + "'"))
                .collect(Collectors.toCollection(ArrayList::new));
        edits.add(
                2,
                TestStore.replace(
                        "/virtual-machine=" + vm,
                        "virtual-machine': [{'name': '" + vm + "', 'service-instance': ['~s']}]"));
        return edits;
    }

    @Test
    void versionOneServiceIsItsVirtualMachines() throws Exception {
        commit(
                versionOne("in-network"),
                chain("<>", "['~s']"),
                network("l", "10.1.0.0/16", ""),
                network("r", "10.2.0.0/16", ""));
        assertEquals(List.of(instance("l", "s")), scenario.connections("l:l"));
        assertEquals(
                "10.1.0.2",
                Scenario.text(information(instance("l", "s"), "service-chain-information"), "service-chain-address"));
    }

    @Test
    void versionOneTransparentServiceHasAVlanPerMachine() throws Exception {
        commit(
                versionOne("transparent"),
                chain("<>", "['~s']"),
                network("l", "10.1.0.0/16", ""),
                network("r", "10.2.0.0/16", ""));
        var rules = scenario.entry("virtual-machine-interface", "s-right")
                .get("routing-instance")
                .toString();
        assertTrue(rules.contains("\"vlan-tag\":1"), rules);
        assertTrue(rules.contains(instance("r", "s")), rules);
    }

    @Test
    void severalMachinesHaveVlansOfTheirOwnAndOneAddress() throws Exception {
        var edits = service("s", "transparent");
        edits.set(1, edits.get(1).replace("{'name': 't'}", "{'name': 't'}, {'name': 'u'}"));
        for (var side : List.of("left", "right")) {
            edits.add(port("s", side, side.substring(0, 1))
                    .replace("s-" + side, "u-" + side)
                    .replace("~s:t", "~s:u"));
        }
        commit(edits, chain("<>", "['~s']"), network("l", "10.1.0.0/16", ""), network("r", "10.2.0.0/16", ""));
        assertEquals(2, scenario.names("needed-number", "service-chain-vlan").size());
        for (var name : List.of("s-left", "u-left")) {
            var rules = scenario.entry("virtual-machine-interface", name)
                    .get("routing-instance")
                    .toString();
            assertTrue(rules.contains("\"service-chain-address\":\"0.255.255.252\""), rules);
        }
        // The chain goes on with the machine that is left.
        scenario.commit(delete("virtual-machine-interface", "u-left"), delete("virtual-machine-interface", "u-right"));
        assertEquals(1, scenario.names("needed-number", "service-chain-vlan").size());
        assertEquals(List.of(instance("l", "s")), scenario.connections("l:l"));
    }

    private void analyzer() throws Exception {
        scenario.commit(
                template("a", "transparent", "analyzer"),
                object(
                        "service-instance",
                        "a",
                        "'service-template': ['default-domain:a'], 'port-tuple': [{'name': 't'}]"),
                object(
                        "virtual-network",
                        "m",
                        "'network-ipam': [{'fq-name': '~ipam', 'ipam-subnets': [{'subnet': '10.9.0.0/16'}]}]"),
                port("a", "left", "m"),
                address("a", "left", "m", "v4"));
    }

    @Test
    void serviceAndAnalyzer() throws Exception {
        analyzer();
        commit(
                service("s", "in-network"),
                policy(
                        "p",
                        rule(
                                "r",
                                "any",
                                of("l"),
                                "<>",
                                of("r"),
                                "'simple-action': 'pass', 'apply-service': ['~s'], 'mirror-to': {'analyzer-name': '~a'}")),
                network("l", "10.1.0.0/16", ""),
                network("r", "10.2.0.0/16", ""));
        assertEquals(List.of(instance("l", "s"), "m:m"), scenario.connections("l:l"));
        assertEquals(
                "pass any l > r assign-routing-instance=" + instance("l", "s")
                        + " mirror-to={analyzer-name:a,analyzer-ip-address:10.9.0.2,routing-instance:m:m}",
                scenario.acl("l:l").getFirst());
    }

    @Test
    void interfaceMirrorLeadsToTheAnalyzer() throws Exception {
        analyzer();
        var port = "'virtual-network': '~x', 'virtual-machine-interface-properties': {'local-preference': 200"
                + ", 'interface-mirror': {'traffic-direction': 'both', 'mirror-to': {'analyzer-name': '~a'}}}";
        scenario.commit(
                object("virtual-network", "x", ""),
                object(
                        "virtual-machine-interface",
                        "v",
                        port.replace(", 'interface-mirror': ", ", 'max-flows': 9}, #")
                                .replaceAll(", #.*", "")));
        assertEquals(
                "<virtual-machine-interface-properties><local-preference>200</local-preference><max-flows>9</max-flows>"
                        + "</virtual-machine-interface-properties>",
                scenario.property("virtual-machine-interface", "v", "virtual-machine-interface-properties"));
        scenario.commit(object("virtual-machine-interface", "v", port));
        assertEquals(
                "<virtual-machine-interface-properties><interface-mirror><traffic-direction>both</traffic-direction>"
                        + "<mirror-to><analyzer-name>a</analyzer-name><analyzer-ip-address>10.9.0.2</analyzer-ip-address>"
                        + "<routing-instance>m:m</routing-instance></mirror-to></interface-mirror>"
                        + "<local-preference>200</local-preference></virtual-machine-interface-properties>",
                scenario.property("virtual-machine-interface", "v", "virtual-machine-interface-properties"));
        assertEquals(List.of("m:m"), scenario.connections("x:x"));
        assertEquals(List.of("x:x"), scenario.connections("m:m"));
        scenario.commit(object("virtual-machine-interface", "v", "'virtual-network': '~x'"));
        assertEquals("", scenario.property("virtual-machine-interface", "v", "virtual-machine-interface-properties"));
        assertEquals(List.of(), scenario.connections("x:x"));
    }
}
