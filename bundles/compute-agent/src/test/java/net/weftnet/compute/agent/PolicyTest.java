package net.weftnet.compute.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.GroupListEntry;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.PortRange;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.protocol.xmpp.ConfigItem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access control lists of networks and security groups as rule sets of vm1's port. */
class PolicyTest {
    private static final String BACK = "default-domain:demo:back";
    private static final String GROUP = "default-domain:demo:web";

    @TempDir
    private Path state;

    private final FakeForwarding forwarding = new FakeForwarding();
    private AgentRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new AgentRig(state, forwarding).up(0);
        rig.plug(Demo.port());
        rig.device("tap-vm1", 7);
        rig.receive(0, Demo.update(Demo.config()));
        rig.receive(0, Demo.reach("10.1.1.4", 5000, Encapsulation.MPLS_OVER_UDP), Demo.endOfRib());
        rig.pass(AgentRig.GRACE.plusSeconds(1));
    }

    private void configure(List<ConfigItem> items) {
        rig.receive(0, Demo.update(items));
    }

    private List<RuleSet> sets(Direction direction) {
        return forwarding.ruleSets("tap-vm1", direction);
    }

    private List<RuleSet> sets() {
        return Stream.of(Direction.values()).flatMap(d -> sets(d).stream()).toList();
    }

    private boolean checksSource() throws Exception {
        return forwarding.dump(TableKind.POLICY).stream()
                .map(PolicyEntry.class::cast)
                .anyMatch(PolicyEntry::checksSource);
    }

    /** {@return the number that routes of a network have} */
    private int networkOf(String prefix) throws Exception {
        return forwarding.dump(TableKind.ROUTE).stream()
                .map(RouteEntry.class::cast)
                .filter(route -> route.prefix().equals(IpPrefix.parse(prefix)))
                .findFirst()
                .orElseThrow()
                .network();
    }

    @Test
    void withoutListsAndGroupsEverythingPasses() throws Exception {
        assertEquals(List.of(), sets());
        assertTrue(checksSource());
    }

    @Test
    void networkListIsOneSetForEachDirection() throws Exception {
        configure(Demo.acl(
                "virtual-network",
                Demo.FRONT,
                "front",
                Demo.rule("r1", "6", Demo.network(Demo.FRONT), Demo.network(BACK), "5432", "pass"),
                Demo.rule("r2", "any", Demo.network(Demo.FRONT), Demo.network(Demo.FRONT), "any", "pass"),
                Demo.rule("r3", "any", Demo.network("any"), Demo.network("any"), "any", "deny")));
        int front = networkOf("10.1.1.4/32");
        var from = sets(Direction.FROM_WORKLOAD).getFirst();
        assertEquals(RuleSet.Kind.NETWORK_POLICY, from.kind());
        assertEquals(Demo.FRONT + ":front", from.name());
        assertEquals(
                List.of("r1", "r2", "r3"), from.rules().stream().map(Rule::id).toList());
        assertEquals(front, from.rules().get(1).match().network());
        var toBack = from.rules().getFirst();
        assertEquals(PortRange.of(5432), toBack.match().remotePorts());
        assertEquals(PortRange.ANY, toBack.match().localPorts());
        assertTrue(toBack.match().network() != front && toBack.match().network() != 0);
        assertEquals(new Rule("r3", Match.ANY, Rule.Action.DENY), from.rules().getLast());
        // What back begins concerns the other end of r1, which vm1 is not.
        var to = sets(Direction.TO_WORKLOAD).getFirst();
        assertEquals(List.of("r2", "r3"), to.rules().stream().map(Rule::id).toList());
    }

    @Test
    void groupsAreOneSetWhateverTheirNumber() throws Exception {
        configure(Demo.group(GROUP, 8_000_001));
        configure(Demo.group("default-domain:demo:ssh", 8_000_002));
        configure(Demo.acl(
                "security-group",
                GROUP,
                "ingress-access-control-list",
                Demo.rule("in", "6", Demo.subnet("10.0.0.0", 8), List.of(), "80", "pass"),
                Demo.rule(
                        "peer",
                        "any",
                        List.of(XmlElement.ofText("security-group", "8000001")),
                        List.of(),
                        "any",
                        "pass")));
        configure(Demo.acl(
                "security-group",
                "default-domain:demo:ssh",
                "ingress-access-control-list",
                Demo.rule("ssh", "6", List.of(XmlElement.ofText("security-group", "-1")), List.of(), "22", "pass")));
        var to = sets(Direction.TO_WORKLOAD);
        assertEquals(1, to.size());
        assertEquals(RuleSet.Kind.SECURITY_GROUPS, to.getFirst().kind());
        assertEquals(
                List.of("ssh", "in", "peer"),
                to.getFirst().rules().stream().map(Rule::id).toList());
        var in = to.getFirst().rules().get(1).match();
        assertEquals(IpPrefix.parse("10.0.0.0/8"), in.remote());
        assertEquals(PortRange.of(80), in.localPorts());
        assertEquals(8_000_001, to.getFirst().rules().get(2).match().group());
        // The groups say nothing about what vm1 may begin: nothing.
        assertEquals(List.of(), sets(Direction.FROM_WORKLOAD).getFirst().rules());
        assertTrue(forwarding.dump(TableKind.GROUP_LIST).stream()
                .map(GroupListEntry.class::cast)
                .anyMatch(list -> list.groups().equals(List.of(8_000_001, 8_000_002))));
    }

    @Test
    void whatIsLinkedButHasNotArrivedLetsNothingPass() {
        configure(List.of(Demo.acl("virtual-network", Demo.FRONT, "front").getLast()));
        assertEquals(List.of(), sets(Direction.FROM_WORKLOAD).getFirst().rules());
        configure(List.of(Demo.group(GROUP, 1).getLast()));
        assertEquals(2, sets(Direction.TO_WORKLOAD).size());
    }

    @Test
    void whatIsNotUnderstoodLetsNothingPass() {
        for (var broken : List.of(
                Demo.rule("x", "six", List.of(), List.of(), "any", "pass"),
                Demo.rule("x", "6", List.of(), List.of(), "99999", "pass"),
                Demo.rule("x", "6", List.of(), List.of(), "http", "pass"),
                Demo.rule("x", "6", Demo.subnet("10.0.0", 8), List.of(), "any", "pass"),
                Demo.rule("x", "6", List.of(XmlElement.ofText("security-group", "web")), List.of(), "any", "pass"),
                XmlElement.of("acl-rule"))) {
            configure(Demo.acl(
                    "virtual-network",
                    Demo.FRONT,
                    "front",
                    Demo.rule("good", "any", List.of(), List.of(), "any", "pass"),
                    broken));
            assertEquals(List.of(), sets(Direction.FROM_WORKLOAD).getFirst().rules(), broken.toString());
        }
    }

    @Test
    void rulesAreAboutTheFamilyTheyName() {
        configure(Demo.acl(
                "virtual-network",
                Demo.FRONT,
                "front",
                Demo.rule("v6", "any", Demo.subnet("2001:db8::", 32), List.of(), "any", "pass"),
                Demo.rule("mixed", "any", Demo.subnet("2001:db8::", 32), Demo.subnet("10.0.0.0", 8), "any", "pass"),
                Demo.rule("both", "any", List.of(), List.of(), "any", "pass")));
        var rules = sets(Direction.FROM_WORKLOAD).getFirst().rules();
        assertEquals(List.of("v6", "both"), rules.stream().map(Rule::id).toList());
        assertEquals(
                Match.ANY.withLocal(IpPrefix.parse("2001:db8::/32")),
                rules.getFirst().match());
        assertEquals(Match.ANY, rules.getLast().match());
    }

    @Test
    void ethertypeIsTheFamily() {
        var rule = Demo.rule("v6", "any", List.of(), List.of(), "any", "pass");
        var ofIpv6 = XmlElement.of(
                "acl-rule",
                XmlElement.of("match-condition", XmlElement.ofText("ethertype", "IPv6")),
                rule.child("action-list").orElseThrow());
        configure(Demo.acl("virtual-network", Demo.FRONT, "front", ofIpv6));
        assertEquals(
                Match.ANY.withFamily(Match.Family.IPV6),
                sets(Direction.FROM_WORKLOAD).getFirst().rules().getFirst().match());
    }

    @Test
    void portWithoutSecurityHasNoGroupsAndMaySendFromAnywhere() throws Exception {
        configure(Demo.group(GROUP, 8_000_001));
        assertFalse(sets().isEmpty());
        configure(List.of(withProperty("port-security-enabled", "false")));
        assertEquals(List.of(), sets());
        assertFalse(checksSource());
        configure(List.of(withProperty("virtual-machine-interface-disable-policy", "true")));
        assertEquals(List.of(), forwarding.dump(TableKind.POLICY));
    }

    @Test
    void floatingAddressesOfAPortWithoutPolicyAreNotPublished() throws Exception {
        configure(Demo.floating("192.0.2.10", "192.0.2.11"));
        var node = Demo.PUBLIC_RI + "/192.0.2.10/32\"";
        assertTrue(rig.sent(0, "<associate node=\"1/1/" + node));
        configure(List.of(withProperty("virtual-machine-interface-disable-policy", "true")));
        assertTrue(rig.sent(0, "<dissociate node=\"1/1/" + node));
        assertEquals(List.of(), forwarding.dump(TableKind.FLOATING));
    }

    private static ConfigItem withProperty(String property, String value) {
        var vmi = (ConfigItem.Node) Demo.config().stream()
                .filter(item -> item instanceof ConfigItem.Node node
                        && node.name().type().equals("virtual-machine-interface"))
                .findFirst()
                .orElseThrow();
        var properties = new ArrayList<>(vmi.properties());
        properties.add(XmlElement.ofText(property, value));
        return new ConfigItem.Node(vmi.name(), properties);
    }

    @Test
    void everyChangeOfAListIsANewPolicyAndTheOldOneGoes() throws Exception {
        configure(acl("80"));
        var before = forwarding.dump(TableKind.POLICY);
        configure(acl("81"));
        var after = forwarding.dump(TableKind.POLICY);
        assertEquals(1, before.size());
        assertEquals(1, after.size());
        assertTrue(((PolicyEntry) after.getFirst()).number() > ((PolicyEntry) before.getFirst()).number());
        configure(acl("80"));
        assertTrue(((PolicyEntry) forwarding.dump(TableKind.POLICY).getFirst()).number()
                > ((PolicyEntry) after.getFirst()).number());
        assertEquals(2, forwarding.dump(TableKind.RULE_SET).size());
    }

    private static List<ConfigItem> acl(String port) {
        return Demo.acl(
                "virtual-network",
                Demo.FRONT,
                "front",
                Demo.rule("r", "6", Demo.network(Demo.FRONT), Demo.network("any"), port, "pass"));
    }

    @Test
    void restartedAgentKeepsThePolicyUntilItKnowsTheConfiguration() throws Exception {
        configure(acl("80"));
        var before = forwarding.policies();
        forwarding.changes.clear();
        var next = new AgentRig(state, forwarding, Map.of("tap-vm1", 7)).up(0);
        next.receive(0, Demo.update(Demo.config()));
        assertEquals(before, forwarding.policies(), "its network's list has not arrived yet");
        next.receive(0, Demo.update(acl("80")), Demo.reach("10.1.1.4", 5000, Encapsulation.MPLS_OVER_UDP));
        next.receive(0, Demo.endOfRib());
        next.pass(AgentRig.GRACE.plusSeconds(1));
        assertEquals(before, forwarding.policies());
        assertEquals(List.of(), forwarding.changes);
    }

    @Test
    void restartedAgentKeepsThePolicyOfFloatingAddressesToo() throws Exception {
        var floating = Demo.floating("192.0.2.10", "192.0.2.11");
        var list = Demo.acl(
                "virtual-network",
                Demo.PUBLIC,
                "public",
                Demo.rule("web", "6", Demo.network("any"), Demo.network(Demo.PUBLIC), "80", "pass"));
        configure(floating);
        configure(list);
        var before = forwarding.dump(TableKind.FLOATING);
        var contents = forwarding.contents();
        assertEquals(1, before.size());
        forwarding.changes.clear();
        var next = new AgentRig(state, forwarding, Map.of("tap-vm1", 7)).up(0);
        next.receive(0, Demo.update(Demo.config()), Demo.update(floating));
        assertEquals(before, forwarding.dump(TableKind.FLOATING), "its network's list has not arrived yet");
        assertEquals(contents, forwarding.contents());
        next.receive(0, Demo.update(list), Demo.reach("10.1.1.4", 5000, Encapsulation.MPLS_OVER_UDP));
        next.receive(0, Demo.endOfRib());
        next.pass(AgentRig.GRACE.plusSeconds(1));
        assertEquals(before, forwarding.dump(TableKind.FLOATING));
        assertEquals(List.of(), forwarding.changes);
    }
}
