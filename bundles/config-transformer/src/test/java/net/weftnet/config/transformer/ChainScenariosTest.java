package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.Scenario.object;
import static net.weftnet.config.transformer.Scenario.of;
import static net.weftnet.config.transformer.Scenario.policy;
import static net.weftnet.config.transformer.Scenario.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Service chains: several services, several policies, what routes carry, and who refers to them. */
class ChainScenariosTest extends ServiceIntent {
    @Test
    void oneDirectionLeadsBackNowhere() throws Exception {
        chainOf("in-network");
        scenario.commit(chain(">", "['~s']"));
        assertEquals(null, information(instance("r", "s"), "service-chain-information"));
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
    void routingPoliciesAndAggregatesAreOnTheSideThatTheySay() throws Exception {
        chainOf("in-network");
        scenario.commit(
                object("routing-policy", "rp", "'service-instance': [{'fq-name': '~s', 'left-sequence': '2'}]"),
                object("route-aggregate", "ra", "'service-instance': [{'fq-name': '~s', 'interface-type': 'right'}]"));
        assertTrue(scenario.entry("routing-policy", "rp").toString().contains(instance("l", "s")));
        assertTrue(!scenario.entry("routing-policy", "rp").toString().contains("r:service-"));
        assertTrue(scenario.entry("route-aggregate", "ra").toString().contains(instance("r", "s")));
    }

    private void twoServices(String first, String second) throws Exception {
        var edits = service("s", first);
        edits.addAll(service("t", second));
        commit(edits, chain("<>", "['~s', '~t']"), network("l", "10.1.0.0/16", ""), network("r", "10.2.0.0/16", ""));
    }

    private List<String> assignments(String port) {
        var table = scenario.entry("virtual-machine-interface", port).getAsJsonObject("vrf-assign-table");
        return table == null
                ? List.of()
                : Scenario.stream(table, "vrf-assign-rule")
                        .map(JsonElement::getAsJsonObject)
                        .map(rule -> rule.getAsJsonObject("match-condition").getAsJsonObject("src-address") + " "
                                + Scenario.text(rule, "routing-instance") + ' ' + Scenario.text(rule, "ignore-acl"))
                        .toList();
    }

    @Test
    void vrfAssignRulesLeadFromOneServiceToTheNext() throws Exception {
        twoServices("in-network", "in-network");
        assertEquals(List.of(), assignments("s-left"));
        assertEquals(
                List.of(
                        "{\"subnet\":\"10.2.0.2/32\"} r:r false",
                        "{\"subnet\":\"2001:db8:2::2/128\"} r:r false",
                        "null " + instance("r", "s") + " true"),
                assignments("s-right"));
        assertEquals(
                "null " + instance("l", "t") + " true", assignments("t-left").getLast());
        assertEquals(List.of(), assignments("t-right"));
        scenario.commit(policy("p"));
        assertEquals(List.of(), assignments("s-right"));
    }

    @Test
    void floatingAndAliasAddressesOfAServiceAreOfItsNetwork() throws Exception {
        twoServices("in-network", "in-network");
        scenario.commit(
                TestStore.replace(
                        TestStore.PROJECT + "/virtual-network=r/floating-ip-pool=f",
                        "floating-ip-pool': [{'name': 'f', 'floating-ip': [{'name': '1', 'floating-ip-address':"
                                + " '10.2.0.77', 'project': ['default-domain:demo'], 'virtual-machine-interface':"
                                + " ['~s-right']}]}]"),
                TestStore.replace(
                        TestStore.PROJECT + "/virtual-network=r/alias-ip-pool=a",
                        "alias-ip-pool': [{'name': 'a', 'alias-ip': [{'name': '1', 'alias-ip-address': '10.2.0.78',"
                                + " 'project': ['default-domain:demo'], 'virtual-machine-interface': ['~s-right']}]}]"));
        assertEquals(
                List.of("{\"subnet\":\"10.2.0.77/32\"} r:r false", "{\"subnet\":\"10.2.0.78/32\"} r:r false"),
                assignments("s-right").subList(1, 3));
    }

    @Test
    void natBehindARouterImportsTheLeftNetworksRoutes() throws Exception {
        twoServices("in-network-nat", "in-network");
        assertEquals(
                1,
                scenario.names("routing-instance", "l:service-").stream()
                        .filter(name -> name.endsWith("_s"))
                        .count());
        assertEquals(
                List.of(),
                scenario.names("routing-instance", "r:service-").stream()
                        .filter(name -> name.endsWith("_s"))
                        .toList());
        assertTrue(scenario.targets(instance("l", "t")).contains("target:64512:8000004 import"));
    }

    @Test
    void multiPolicyWithNatIsConnected() throws Exception {
        commit(
                service("s", "in-network-nat"),
                chain(">", "['~s']"),
                network("l", "10.1.0.0/16", ", 'multi-policy-service-chains-enabled': true"),
                network("r", "10.2.0.0/16", ", 'multi-policy-service-chains-enabled': true"));
        assertEquals(List.of(instance("l", "s")), scenario.connections("l:l"));
        assertEquals(List.of("target:64512:16777216"), scenario.targets(instance("l", "s")));
    }

    @Test
    void multiServicePolicyIsAChainOfEachRule() throws Exception {
        var edits = service("s", "in-network");
        edits.addAll(service("t", "transparent"));
        commit(
                edits,
                policy(
                        "p",
                        rule("1", "tcp", of("l"), "<>", of("r"), "'simple-action': 'pass', 'apply-service': ['~s']"),
                        rule("2", "udp", of("l"), "<>", of("r"), "'simple-action': 'pass', 'apply-service': ['~t']")),
                network("l", "10.1.0.0/16", ""),
                network("r", "10.2.0.0/16", ""));
        var toServices = List.of(instance("l", "s"), instance("l", "t")).stream()
                .sorted()
                .toList();
        assertEquals(toServices, scenario.connections("l:l"));
        assertEquals(
                "pass 6 l > r assign-routing-instance=" + instance("l", "s"),
                scenario.acl("l:l").getFirst());
        assertEquals(
                "pass 17 r > l assign-routing-instance=" + instance("l", "t"),
                scenario.acl("l:l").get(3));
    }

    @Test
    void restartKeepsWhatWasGivenOut() throws Exception {
        twoServices("transparent", "transparent");
        var again = Scenario.state();
        again.recompute(scenario.store.datastore.snapshot());
        assertEquals(Scenario.text(scenario.derived()), Scenario.text(again));
        assertEquals(Optional.empty(), again.numbersToBeProvided());
    }

    @Test
    void replacedSettingsKeepTheNumbers() throws Exception {
        chainOf("transparent");
        var before = List.of(scenario.targets(instance("l", "s")), scenario.names("needed-number", ""));
        scenario.commit(scenario.settingsWithoutNumbers());
        assertEquals(before, List.of(scenario.targets(instance("l", "s")), scenario.names("needed-number", "")));
    }

    @Test
    void aggregateLeadsToTheService() throws Exception {
        chainOf("in-network");
        scenario.commit(object(
                "route-aggregate",
                "ra",
                "'aggregate-route-entries': {'route': ['10.2.0.0/16']}, 'service-instance': [{'fq-name': '~s',"
                        + " 'interface-type': 'left'}]"));
        assertEquals("10.1.0.2", Scenario.text(scenario.entry("route-aggregate", "ra"), "aggregate-route-nexthop"));
    }
}
