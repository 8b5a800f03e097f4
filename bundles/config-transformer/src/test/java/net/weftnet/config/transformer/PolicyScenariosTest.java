package net.weftnet.config.transformer;

import static net.weftnet.config.transformer.Scenario.delete;
import static net.weftnet.config.transformer.Scenario.network;
import static net.weftnet.config.transformer.Scenario.object;
import static net.weftnet.config.transformer.Scenario.of;
import static net.weftnet.config.transformer.Scenario.pass;
import static net.weftnet.config.transformer.Scenario.policy;
import static net.weftnet.config.transformer.Scenario.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Network policies: which networks are connected, and what their access control lists say. */
class PolicyScenariosTest {
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

    @Test
    void basicPolicy() throws Exception {
        scenario.commit(policy("p", pass("a", "<>", "b")), network("a", "p"), network("b", "p"));
        assertEquals(List.of("b:b"), scenario.connections("a:a"));
        assertEquals(List.of("a:a"), scenario.connections("b:b"));
        assertEquals(
                List.of("pass any a > b", "pass any b > a", "pass any a > a", "deny any any > any"),
                scenario.acl("a:a"));
        assertEquals(
                "[b]",
                scenario.entry("virtual-network", "a")
                        .get("connected-networks")
                        .toString()
                        .replace("\"", ""));
        scenario.commit(network("b"));
        assertEquals(List.of(), scenario.connections("a:a"));
        assertEquals(List.of(), scenario.acl("b:b"));
    }

    @Test
    void oneSideAloneConnectsNothing() throws Exception {
        scenario.commit(policy("p", pass("a", "<>", "b")), network("a", "p"), network("b"));
        assertEquals(List.of(), scenario.connections("a:a"));
        assertEquals(List.of(), scenario.connections("b:b"));
        var report = scenario.entry("virtual-network", "a");
        assertEquals("[\"b\"]", report.get("partially-connected-networks").toString());
    }

    @Test
    void multiplePolicyAppliesInTheOrderOfTheSequence() throws Exception {
        scenario.commit(
                policy("first", rule("1", "tcp", of("a"), ">", of("b"), "'simple-action': 'deny'")),
                policy("second", pass("a", ">", "b")),
                network("a", "first", "second"),
                network("b"));
        assertEquals(
                List.of("deny 6 a > b", "pass any a > b", "pass any a > a", "deny any any > any"), scenario.acl("a:a"));
        scenario.commit(network("a", "second", "first"));
        // What is decided already has no entry of its own.
        assertEquals(List.of("pass any a > b", "pass any a > a", "deny any any > any"), scenario.acl("a:a"));
    }

    @Test
    void policyInPolicyStandsForItsNetworks() throws Exception {
        scenario.commit(
                policy("far", pass("x", "<>", "local")),
                policy(
                        "near",
                        rule("1", "any", of("local"), "<>", "'network-policy': '~far'", "'simple-action': 'pass'")),
                network("x", "near"),
                network("b", "far"),
                network("c", "far"));
        assertEquals(List.of("b:b", "c:c"), scenario.connections("x:x"));
        scenario.commit(network("c"));
        assertEquals(List.of("b:b"), scenario.connections("x:x"));
        assertEquals(
                List.of("pass any x > b", "pass any b > x", "pass any x > x", "deny any any > any"),
                scenario.acl("x:x"));
    }

    @Test
    void policyWithCidrHasRulesAndNoConnection() throws Exception {
        scenario.commit(
                policy(
                        "p",
                        rule("1", "udp", of("local"), ">", "'subnet': '10.9.0.0/16'", "'simple-action': 'pass'"),
                        rule(
                                "2",
                                "any",
                                "'subnet': '10.1.0.0/16'",
                                ">",
                                "'subnet': '10.2.0.0/16'",
                                "'simple-action': 'deny'"),
                        rule(
                                "3",
                                "any",
                                "'subnet': '10.1.2.0/24'",
                                ">",
                                "'subnet': '10.2.0.0/16'",
                                "'simple-action': 'pass'")),
                network("a", "p"));
        assertEquals(
                List.of(
                        "pass 17 a > 10.9.0.0/16",
                        "deny any 10.1.0.0/16 > 10.2.0.0/16",
                        "pass any a > a",
                        "deny any any > any"),
                scenario.acl("a:a"));
        assertEquals(List.of(), scenario.connections("a:a"));
    }

    @Test
    void anyStandsForTheNetworksOfTheProjectAndThoseThatNameIt() throws Exception {
        scenario.commit(policy("p", pass("any", "<>", "any")), network("a", "p"), network("b", "p"), network("c"));
        assertEquals(List.of("b:b"), scenario.connections("a:a"));
        assertEquals(
                "[\"c\"]",
                scenario.entry("virtual-network", "a")
                        .get("partially-connected-networks")
                        .toString());
        assertEquals(List.of("pass any any > any"), scenario.acl("a:a"));
    }

    @Test
    void timedPoliciesAreInAListOfTheirOwn() throws Exception {
        scenario.commit(
                policy("p", pass("a", ">", "b")),
                object("virtual-network", "b", ""),
                object(
                        "virtual-network",
                        "a",
                        "'network-policy': [{'fq-name': '~p', 'timer': {'start-time': '2026-01-01T00:00:00Z'}}]"));
        assertEquals(List.of("pass any a > b"), scenario.acl("a:dynamic"));
        assertEquals(List.of(), scenario.acl("a:a"));
    }

    @Test
    void actionsAreKept() throws Exception {
        scenario.commit(
                policy(
                        "p",
                        rule(
                                "1",
                                "icmp",
                                of("a"),
                                ">",
                                of("b"),
                                "'simple-action': 'pass', 'log': true, 'alert': true, 'qos-action': '~gold',"
                                        + " 'assign-routing-instance': '~b:b'")),
                network("a", "p"),
                network("b"));
        assertEquals(
                "pass 1 a > b alert=true assign-routing-instance=b:b log=true qos-action=gold",
                scenario.acl("a:a").getFirst());
    }

    @Test
    void hashIsThatOfTheRules() throws Exception {
        scenario.commit(policy("p", pass("a", "<>", "b")), network("a", "p"), network("b", "p"));
        var before = hash();
        scenario.commit(object("virtual-network", "c", ""), network("b"));
        assertEquals(before, hash());
        scenario.commit(policy("p", pass("a", ">", "b")));
        assertNotEquals(before, hash());
        scenario.commit(policy("p", pass("a", "<>", "b")));
        assertEquals(before, hash());
    }

    private String hash() {
        return scenario.entry("access-control-list", "a:a")
                .get("access-control-list-hash")
                .getAsString();
    }

    @Test
    void networkDeleteCleansUp() throws Exception {
        var before = Scenario.text(scenario.derived()).replaceFirst("\"revision\":\"\\d+\"", "");
        scenario.commit(policy("p", pass("a", "<>", "b")), network("a", "p"), network("b", "p"));
        scenario.commit(delete("virtual-network", "a"));
        assertEquals(List.of(), scenario.names("routing-instance", "a:a"));
        assertEquals(List.of(), scenario.names("access-control-list", "a:a"));
        assertEquals(List.of(), scenario.connections("b:b"));
        scenario.commit(delete("virtual-network", "b"), delete("network-policy", "p"));
        assertEquals(before, Scenario.text(scenario.derived()).replaceFirst("\"revision\":\"\\d+\"", ""));
    }

    @Test
    void providerNetworkIsProtectedWithoutPolicies() throws Exception {
        scenario.commit(object("virtual-network", "a", "'fabric-snat': true"));
        assertEquals(
                List.of(
                        "pass any a > a",
                        "pass any a > default-domain:default-project:ip-fabric",
                        "pass any default-domain:default-project:ip-fabric > a",
                        "deny any any > any"),
                scenario.acl("a:a"));
    }

    @Test
    void policyWithCidrAndNetwork() throws Exception {
        scenario.commit(
                policy(
                        "p",
                        """
                        {'rule-uuid': 'r', 'protocol': 'icmp', 'direction': '<>',
                         'src-addresses': [{'index': 1, 'virtual-network': '~a'}],
                         'dst-addresses': [{'index': 1, 'subnet-list': ['10.2.1.0/24']}, {'index': 2, 'virtual-network': '~b'}],
                         'action-list': {'simple-action': 'pass'}}"""),
                network("a", "p"),
                network("b", "p"));
        assertEquals(
                List.of(
                        "pass 1 a > [10.2.1.0/24]",
                        "pass 1 [10.2.1.0/24] > a",
                        "pass 1 a > b",
                        "pass 1 b > a",
                        "pass any a > a",
                        "deny any any > any"),
                scenario.acl("a:a"));
        assertEquals(List.of("b:b"), scenario.connections("a:a"));
    }

    @Test
    void securityLoggingObjectHasTheRulesOfItsPoliciesAndGroups() throws Exception {
        scenario.commit(
                policy("p", rule("1", "tcp", of("a"), ">", of("b"), ""), rule("2", "udp", of("a"), ">", of("b"), "")),
                object("security-group", "g", ""),
                object(
                        "security-logging-object",
                        "slo",
                        "'security-logging-object-rate': 7, 'network-policy': [{'fq-name': '~p'}], 'security-group':"
                                + " [{'fq-name': '~g', 'rule': [{'rule-uuid': '4', 'rate': 5}]}]"));
        assertEquals(List.of("1 of 7", "2 of 7", "4 of 5"), logged());
        scenario.commit(policy("p", rule("2", "udp", of("a"), ">", of("b"), "")));
        assertEquals(List.of("2 of 7", "4 of 5"), logged());
    }

    private List<String> logged() {
        var rules = scenario.property("security-logging-object", "slo", "security-logging-object-rules");
        return Pattern.compile("<rule-uuid>(.*?)</rule-uuid><rate>(.*?)</rate>")
                .matcher(rules)
                .results()
                .map(rule -> rule.group(1) + " of " + rule.group(2))
                .sorted()
                .toList();
    }
}
