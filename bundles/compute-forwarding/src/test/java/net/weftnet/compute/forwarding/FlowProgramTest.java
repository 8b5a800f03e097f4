package net.weftnet.compute.forwarding;

import static net.weftnet.compute.forwarding.Frames.fromWorkload;
import static net.weftnet.compute.forwarding.Frames.icmp;
import static net.weftnet.compute.forwarding.Frames.mplsOverUdp;
import static net.weftnet.compute.forwarding.Frames.tcp;
import static net.weftnet.compute.forwarding.Frames.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.Flow;
import net.weftnet.compute.forwarding.api.Flow.TcpState;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.PortRange;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.bpf.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packet vectors for flows and policy. The workload is 1.1.1.1; 2.2.2.2 is behind a tunnel. */
class FlowProgramTest {
    private static final IpAddress LOCAL = IpAddress.parse("1.1.1.1");
    private static final IpAddress REMOTE = IpAddress.parse("2.2.2.2");
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final int FIN_ACK = 0x11;
    private static final int RST = 0x04;
    private static final int UNFRAGMENTED = 0x4000;

    private ProgramBench bench;
    private int number;

    @BeforeEach
    void load() throws IOException, ForwardingException {
        bench = new ProgramBench();
    }

    @AfterEach
    void unload() {
        bench.close();
    }

    private static Rule allow(String id, Match match) {
        return new Rule(id, match, Rule.Action.ALLOW);
    }

    private static Match tcpTo(int port) {
        return Match.ANY.withProtocol(6).withPorts(PortRange.ANY, PortRange.of(port));
    }

    private static Match tcpAt(int port) {
        return Match.ANY.withProtocol(6).withPorts(PortRange.of(port), PortRange.ANY);
    }

    /** Puts the port under rules for what the workload begins, and for what others begin. */
    private void police(List<Rule> from, List<Rule> to) throws IOException, ForwardingException {
        number += 10;
        bench.tables()
                .putAll(List.of(
                        new RuleSetEntry(number + 1, set(Direction.FROM_WORKLOAD, from)),
                        new RuleSetEntry(number + 2, set(Direction.TO_WORKLOAD, to)),
                        new PolicyEntry(number, List.of(number + 1), List.of(number + 2), false)));
        bench.setPolicy(number);
    }

    private static RuleSet set(Direction direction, List<Rule> rules) {
        return new RuleSet("test", RuleSet.Kind.NETWORK_POLICY, direction, rules);
    }

    private TestRun send(int protocol, byte[] payload) throws IOException {
        return send(protocol, UNFRAGMENTED, payload);
    }

    private TestRun send(int protocol, int fragment, byte[] payload) throws IOException {
        return bench.fromWorkload(fromWorkload(Frames.packet(protocol, LOCAL, REMOTE, fragment, payload)));
    }

    private TestRun receive(int protocol, byte[] payload) throws IOException {
        return bench.fromUnderlay(
                mplsOverUdp(6635, 1000, 63, Frames.packet(protocol, REMOTE, LOCAL, UNFRAGMENTED, payload)));
    }

    private static void assertPasses(TestRun run) {
        assertEquals(TestRun.REDIRECTED, run.action());
    }

    private void assertRefused(byte[] frame, ProgramBench.Run program) throws IOException {
        bench.assertDropped(DropReason.FLOW_ACTION_DROP, frame, program);
    }

    private void assertSendRefused(int protocol, byte[] payload) throws IOException {
        assertRefused(fromWorkload(Frames.packet(protocol, LOCAL, REMOTE, UNFRAGMENTED, payload)), bench::fromWorkload);
    }

    private void assertReceiveRefused(int protocol, byte[] payload) throws IOException {
        assertRefused(
                mplsOverUdp(6635, 1000, 63, Frames.packet(protocol, REMOTE, LOCAL, UNFRAGMENTED, payload)),
                bench::fromUnderlay);
    }

    private Flow flow(int protocol, int localPort, int remotePort) throws IOException {
        return bench.tables()
                .flows()
                .find(new Flow.Key(ProgramBench.LO, LOCAL, REMOTE, localPort, remotePort, protocol))
                .orElseThrow();
    }

    private List<Flow> flows() throws IOException {
        var all = new ArrayList<Flow>();
        bench.tables().flows().forEach(all::add);
        return all;
    }

    private long hits(String id) throws ForwardingException {
        return bench.tables().rules().stream()
                .filter(rule -> rule.rule().id().equals(id))
                .findFirst()
                .orElseThrow()
                .hits();
    }

    @Test
    void keepsNoFlowsWithoutPolicy() throws IOException {
        assertPasses(send(6, tcp(1000, 80, SYN)));
        assertEquals(List.of(), flows());
    }

    @Test
    void policyWithoutRuleSetsLetsEverythingPassAndKeepsFlows() throws IOException, ForwardingException {
        bench.tables().putAll(List.of(new PolicyEntry(9, List.of(), List.of(), false)));
        bench.setPolicy(9);
        assertPasses(send(17, udp(1, 2)));
        assertTrue(flow(17, 1, 2).isAllowed());
    }

    @Test
    void repliesPassWithTheirFlowAndNothingElseDoes() throws IOException, ForwardingException {
        police(List.of(allow("web", tcpTo(80))), List.of());
        assertReceiveRefused(6, tcp(80, 999, ACK));
        assertPasses(send(6, tcp(1000, 80, SYN)));
        assertPasses(receive(6, tcp(80, 1000, SYN | ACK)));
        assertPasses(send(6, tcp(1000, 80, ACK)));
        assertSendRefused(6, tcp(1000, 81, SYN));
        assertSendRefused(17, udp(1000, 80));
        assertReceiveRefused(6, tcp(80, 1001, SYN));
        var flow = flow(6, 1000, 80);
        assertEquals(2, flow.fromWorkload().packets());
        assertEquals(1, flow.toWorkload().packets());
        assertEquals(TcpState.ESTABLISHED, flow.tcp());
        assertEquals(Direction.FROM_WORKLOAD, flow.begun());
        assertEquals(1, hits("web"));
    }

    @Test
    void whatOneEndMayNotBeginTheOtherMay() throws IOException, ForwardingException {
        police(List.of(allow("web", tcpTo(80))), List.of());
        // The server speaks first, as after a restart of the node under traffic.
        assertReceiveRefused(6, tcp(80, 1000, ACK));
        assertPasses(send(6, tcp(1000, 80, ACK)));
        assertPasses(receive(6, tcp(80, 1000, ACK)));
    }

    @Test
    void followsTcp() throws IOException, ForwardingException {
        police(List.of(allow("any", Match.ANY)), List.of());
        send(6, tcp(1, 80, SYN));
        assertEquals(TcpState.OPENING, flow(6, 1, 80).tcp());
        receive(6, tcp(80, 1, SYN | ACK));
        send(6, tcp(1, 80, ACK));
        assertEquals(TcpState.ESTABLISHED, flow(6, 1, 80).tcp());
        send(6, tcp(1, 80, FIN_ACK));
        assertEquals(TcpState.CLOSING, flow(6, 1, 80).tcp());
        receive(6, tcp(80, 1, FIN_ACK));
        assertEquals(TcpState.CLOSED, flow(6, 1, 80).tcp());
        send(6, tcp(1, 80, SYN));
        assertEquals(TcpState.OPENING, flow(6, 1, 80).tcp());
        receive(6, tcp(80, 1, RST));
        assertEquals(TcpState.CLOSED, flow(6, 1, 80).tcp());
    }

    @Test
    void newPolicyCutsFlowsThatItDoesNotAllowAndKeepsOthers() throws IOException, ForwardingException {
        police(List.of(allow("web", tcpTo(80)), allow("ssh", tcpTo(22))), List.of());
        assertPasses(send(6, tcp(1000, 80, SYN)));
        assertPasses(send(6, tcp(1000, 22, SYN)));
        police(List.of(allow("web", tcpTo(80))), List.of());
        // A reply is judged by who began, whoever sends first under the new policy.
        assertPasses(receive(6, tcp(80, 1000, ACK)));
        assertReceiveRefused(6, tcp(22, 1000, ACK));
        assertSendRefused(6, tcp(1000, 22, ACK));
        assertEquals(2, hits("web"), "the counter goes on");
    }

    @Test
    void firstRuleThatMatchesDecides() throws IOException, ForwardingException {
        police(
                List.of(
                        new Rule("no", tcpTo(80).withRemote(IpPrefix.parse("2.2.2.0/24")), Rule.Action.DENY),
                        allow("yes", Match.ANY)),
                List.of());
        assertSendRefused(6, tcp(1000, 80, SYN));
        assertPasses(send(6, tcp(1000, 81, SYN)));
        assertEquals(1, hits("no"));
        assertEquals(1, hits("yes"));
    }

    @Test
    void pingIsOneFlowBothWays() throws IOException, ForwardingException {
        police(List.of(allow("ping", Match.ANY.withProtocol(1).withIcmpType(8))), List.of());
        assertPasses(send(1, icmp(8, 0, 77, new byte[8])));
        assertPasses(receive(1, icmp(0, 0, 77, new byte[8])));
        assertReceiveRefused(1, icmp(0, 0, 78, new byte[8]));
        assertReceiveRefused(1, icmp(8, 0, 79, new byte[8]));
        assertSendRefused(1, icmp(13, 0, 77, new byte[8]));
    }

    @Test
    void errorsPassWithTheFlowTheyAreAbout() throws IOException, ForwardingException {
        police(List.of(allow("dns", Match.ANY.withProtocol(17))), List.of());
        assertPasses(send(17, udp(1000, 53)));
        var about = Frames.packet(17, LOCAL, REMOTE, UNFRAGMENTED, udp(1000, 53));
        assertPasses(receive(1, icmp(3, 3, 0, about)));
        var aboutOther = Frames.packet(17, LOCAL, REMOTE, UNFRAGMENTED, udp(1000, 54));
        assertReceiveRefused(1, icmp(3, 3, 0, aboutOther));
        assertReceiveRefused(1, icmp(3, 3, 0, new byte[4]));
    }

    @Test
    void fragmentsFollowTheirFirst() throws IOException, ForwardingException {
        police(List.of(allow("dns", Match.ANY.withProtocol(17).withPorts(PortRange.ANY, PortRange.of(53)))), List.of());
        var later = fromWorkload(Frames.packet(17, LOCAL, REMOTE, 0x0001, new byte[8]));
        bench.assertDropped(DropReason.NO_FRAG_ENTRY, later, bench::fromWorkload);
        assertPasses(send(17, 0x2000, udp(1000, 53)));
        assertPasses(bench.fromWorkload(later));
        assertPasses(send(17, 0x2002, new byte[8]));
        assertEquals(3, flow(17, 1000, 53).fromWorkload().packets());
    }

    @Test
    void fragmentsOfARefusedDatagramAreRefused() throws IOException, ForwardingException {
        police(List.of(), List.of());
        assertRefused(fromWorkload(Frames.packet(17, LOCAL, REMOTE, 0x2000, udp(1000, 53))), bench::fromWorkload);
        assertRefused(fromWorkload(Frames.packet(17, LOCAL, REMOTE, 0x0001, new byte[8])), bench::fromWorkload);
    }

    @Test
    void tooShortForItsPortsIsDropped() throws IOException, ForwardingException {
        police(List.of(allow("any", Match.ANY)), List.of());
        for (var tooShort : List.of(
                Frames.packet(6, LOCAL, REMOTE, 0x2000, new byte[8]),
                Frames.packet(17, LOCAL, REMOTE, UNFRAGMENTED, new byte[3]),
                Frames.packet(1, LOCAL, REMOTE, UNFRAGMENTED, new byte[7]))) {
            bench.assertDropped(DropReason.PULL, fromWorkload(tooShort), bench::fromWorkload);
        }
    }

    @Test
    void ruleRedirectsIntoAnotherVrf() throws IOException, ForwardingException {
        bench.tables().putAll(List.of(new RouteEntry(77, IpPrefix.host(REMOTE), 13, 49)));
        police(
                List.of(new Rule("chain", tcpTo(80), Rule.Action.ALLOW.redirectedTo(77)), allow("any", Match.ANY)),
                List.of());
        for (int i = 0; i < 2; i++) {
            assertEquals(47, send(6, tcp(1000, 80, SYN)).frame()[14 + 9], "over GRE, as VRF 77 says");
            assertEquals(17, send(6, tcp(1000, 81, SYN)).frame()[14 + 9], "over UDP");
        }
    }

    @Test
    void everyStageHasToAgree() throws IOException, ForwardingException {
        bench.tables()
                .putAll(List.of(
                        new RuleSetEntry(1, set(Direction.FROM_WORKLOAD, List.of(allow("one", Match.ANY)))),
                        new RuleSetEntry(2, set(Direction.FROM_WORKLOAD, List.of(allow("two", tcpTo(80))))),
                        new PolicyEntry(5, List.of(1, 2), List.of(), false)));
        bench.setPolicy(5);
        assertPasses(send(6, tcp(1000, 80, SYN)));
        assertSendRefused(6, tcp(1000, 81, SYN));
        assertEquals(2, flow(6, 1000, 81).rules().size());
        assertEquals(0, flow(6, 1000, 81).rules().get(1), "no rule of the second stage");
    }

    @Test
    void whatIsMissingLetsNothingPassAndIsNotRemembered() throws IOException, ForwardingException {
        var frame = fromWorkload(Frames.packet(6, LOCAL, REMOTE, UNFRAGMENTED, tcp(1000, 80, SYN)));
        bench.setPolicy(5);
        bench.assertDropped(DropReason.FLOW_UNUSABLE, frame, bench::fromWorkload);
        bench.tables().putAll(List.of(new PolicyEntry(5, List.of(1), List.of(), false)));
        bench.assertDropped(DropReason.FLOW_UNUSABLE, frame, bench::fromWorkload);
        bench.tables()
                .putAll(List.of(new RuleSetEntry(1, set(Direction.FROM_WORKLOAD, List.of(allow("a", Match.ANY))))));
        assertPasses(bench.fromWorkload(frame));
    }

    @Test
    void workloadsMayNotSendFromForeignAddresses() throws IOException, ForwardingException {
        bench.tables().putAll(List.of(new PolicyEntry(5, List.of(), List.of(), true)));
        bench.setPolicy(5);
        assertPasses(send(17, udp(1, 2)));
        for (var source : List.of("1.1.1.2", "2.2.2.2", "6.6.6.6")) {
            var spoofed = Frames.packet(17, IpAddress.parse(source), REMOTE, UNFRAGMENTED, udp(1, 2));
            bench.assertDropped(DropReason.INVALID_SOURCE, fromWorkload(spoofed), bench::fromWorkload);
        }
        assertEquals(1, flows().size());
    }

    @Test
    void deletedFlowIsJudgedAnew() throws IOException, ForwardingException {
        police(List.of(allow("web", tcpTo(80))), List.of());
        assertPasses(send(6, tcp(1000, 80, SYN)));
        bench.tables().flows().delete(flow(6, 1000, 80).key());
        assertReceiveRefused(6, tcp(80, 1000, ACK));
        assertFalse(flow(6, 1000, 80).isAllowed());
    }

    @Test
    void setsAreReadBackAsTheyWerePutAndNeverChanged() throws IOException, ForwardingException {
        var match = new Match(
                Match.Family.IPV4,
                IpPrefix.parse("10.0.0.0/8"),
                IpPrefix.parse("10.1.1.1/32"),
                0,
                8_000_001,
                6,
                new PortRange(1024, 65535),
                PortRange.of(443),
                Match.ANY_TYPE);
        var rules = List.of(
                new Rule("4f3f0a5e-0000-4000-8000-000000000001", match, Rule.Action.ALLOW.logged()),
                new Rule("", Match.ANY.withNetwork(7).withProtocol(1).withIcmpType(8), Rule.Action.DENY));
        var entry =
                new RuleSetEntry(3, new RuleSet("a:b:c", RuleSet.Kind.SECURITY_GROUPS, Direction.TO_WORKLOAD, rules));
        bench.tables().putAll(List.of(entry));
        assertEquals(List.of(entry), bench.tables().dump(net.weftnet.compute.forwarding.api.TableKind.RULE_SET));
        var other = new RuleSetEntry(3, set(Direction.TO_WORKLOAD, List.of()));
        var e = assertThrows(ForwardingException.class, () -> bench.tables().putAll(List.of(other)));
        assertEquals(ForwardingException.Kind.UNSUPPORTED, e.kind());
    }

    @Test
    void deletedSetLeavesNothing() throws IOException, ForwardingException {
        police(
                List.of(
                        allow("web", tcpTo(80)),
                        allow("range", Match.ANY.withPorts(new PortRange(3, 900), PortRange.ANY))),
                List.of());
        bench.tables().delete(new TableKey.RuleSetKey(number + 1));
        bench.tables().delete(new TableKey.RuleSetKey(number + 2));
        for (var map : List.of("rule_sets", "rules", "rule_classes", "rule_chunks", "rule_hits")) {
            var keys = new ArrayList<Object>();
            bench.tables().maps().get(map).forEach((key, _) -> keys.add(key));
            assertEquals(0, keys.size(), map);
        }
    }

    @Test
    void tooManyRulesAreRefusedAndLeaveNothing() {
        var rules = Collections.nCopies(RuleSet.MOST_RULES + 1, allow("a", Match.ANY));
        var entry = new RuleSetEntry(1, set(Direction.FROM_WORKLOAD, rules));
        var e = assertThrows(ForwardingException.class, () -> bench.tables().putAll(List.of(entry)));
        assertEquals(ForwardingException.Kind.UNSUPPORTED, e.kind());
    }

    @Test
    void theLastOfAsManyRulesAsThereCanBeDecides() throws IOException, ForwardingException {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < RuleSet.MOST_RULES - 1; i++) {
            rules.add(allow("r", tcpAt(1 + i % 999).withRemote(IpPrefix.host(IpAddress.ofIpv4(0x0a000000 + i)))));
        }
        rules.add(allow("last", tcpTo(80)));
        police(rules, List.of());
        assertPasses(send(6, tcp(1000, 80, SYN)));
        assertEquals(1, hits("last"));
        assertSendRefused(6, tcp(1000, 81, SYN));
    }
}
