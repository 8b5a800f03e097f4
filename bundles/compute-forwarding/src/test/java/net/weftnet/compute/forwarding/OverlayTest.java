package net.weftnet.compute.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.forwarding.api.Counter;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.DropReason;
import net.weftnet.compute.forwarding.api.FloatingEntry;
import net.weftnet.compute.forwarding.api.Flow;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.PuntPort;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.api.TableKind;
import net.weftnet.compute.forwarding.api.Trace;
import net.weftnet.compute.forwarding.api.Trace.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workloads of two nodes talk through the overlay. */
class OverlayTest {
    private static final int CHUNKS = 256;

    private Overlay overlay;

    @AfterEach
    void remove() {
        if (overlay != null) {
            overlay.close();
        }
    }

    private void ping(int from, String to) {
        overlay.workload(from).exec("ping", "-c", "3", "-i", "0.05", "-W", "1", to);
    }

    @ParameterizedTest
    @EnumSource(
            value = Encapsulation.class,
            names = {"MPLS_OVER_UDP", "MPLS_OVER_GRE"})
    void workloadsPingAndTransferAcrossNodes(Encapsulation encapsulation) throws Exception {
        overlay = new Overlay(encapsulation);
        ping(1, "10.1.1.2");
        ping(2, "10.1.1.1");
        ping(2, "10.1.1.3");
        transfer("10.1.1.2");
        ping(1, Overlay.address6(2));
        ping(2, Overlay.address6(3));
        transfer(Overlay.address6(2));

        var drops = overlay.node(1).forwarding().drops();
        assertEquals(0, drops.get(DropReason.PUSH).packets());
        assertEquals(0, drops.get(DropReason.INVALID_LABEL).packets());
        var counters = overlay.node(1).forwarding().interfaceCounters();
        // Twice 64 MiB in far fewer packets than their segments: super-packets are kept whole.
        long packets = counters.values().stream()
                .mapToLong(c -> c.received().packets())
                .max()
                .orElseThrow();
        assertTrue(packets < 2L * CHUNKS * Transfer.CHUNK / 4000, "packets " + packets);
    }

    /** Sends from vm1 to vm2 and compares what arrives. */
    private void transfer(String address) throws Exception {
        transfer(1, address, 2, address);
    }

    private void transfer(int from, String outside, int to, String address) throws Exception {
        Transfer.run(overlay.workload(from), outside, overlay.workload(to), address, CHUNKS);
    }

    @Test
    void workloadsOfOneNodeTalk() throws Exception {
        overlay = new Overlay(Encapsulation.MPLS_OVER_UDP);
        ping(1, "10.1.1.3");
        ping(3, "10.1.1.1");
        ping(1, Overlay.address6(3));
    }

    @Test
    void networksAreIsolated() throws Exception {
        overlay = new Overlay(Encapsulation.MPLS_OVER_UDP);
        var result = overlay.workload(4).tryExec("ping", "-c", "1", "-W", "1", "10.1.1.2");
        assertEquals(1, result.code(), result.output());
        assertTrue(overlay.node(2)
                        .forwarding()
                        .drops()
                        .get(DropReason.NOWHERE_TO_GO)
                        .packets()
                > 0);
    }

    @Test
    void forwardingOutlivesTheProcess() throws Exception {
        overlay = new Overlay(Encapsulation.MPLS_OVER_UDP);
        for (int i = 1; i <= 2; i++) {
            overlay.node(i).forwarding().close();
        }
        ping(1, "10.1.1.2");
        assertFalse(overlay.node(1).forwarding().isReady());
    }

    /** What ping, traceroute and path MTU discovery live on. */
    @Test
    void gatewayAnswers() throws Exception {
        overlay = new Overlay(Encapsulation.MPLS_OVER_UDP);
        var node = overlay.node(1);
        var addresses = List.of(IpAddress.parse("10.1.1.254"), IpAddress.parse("fd00:1::fe"));
        try (var punts = node.namespace().call(() -> new KernelPuntPath(node.forwarding(), node.pins()))) {
            punts.putPort(new PuntPort(port(node, "tap-vm1").ifIndex(), Set.of(), addresses));
        }
        addresses.forEach(address -> ping(1, address.toString()));
        assertPings(1, "Time to live exceeded", "-t", "1", "10.1.1.2");
        assertPings(1, "From fd00:1::fe", "-t", "1", Overlay.address6(2));

        node.namespace().exec("ip", "link", "set", "underlay0", "mtu", "1400");
        node.namespace().call(() -> node.forwarding().attachFabric("underlay0"));
        assertPings(1, "mtu = 1368", "-M", "do", "-s", "1400", "10.1.1.2");
        assertPings(1, "mtu=1368", "-s", "1400", "-M", "do", Overlay.address6(2));
        transfer("10.1.1.2");
        transfer(Overlay.address6(2));
    }

    /** vm4 knows vm3 as 192.0.2.30 and fd00:1::30, and has an address that vm1 has in vm3's network. */
    @Test
    void floatingAddressesAreTranslatedBothWays() throws Exception {
        overlay = new Overlay(Encapsulation.MPLS_OVER_UDP);
        var node = overlay.node(1);
        var port = port(node, "tap-vm3");
        var outside = List.of("192.0.2.30", "fd00:1::30");
        node.namespace().call(() -> {
            node.forwarding()
                    .putAll(List.of(
                            new PolicyEntry(1, List.of(), List.of(), true),
                            port.withPolicy(1),
                            floating(port.ifIndex(), "10.1.1.3", Overlay.address6(3), outside),
                            new NextHopEntry(30, new NextHop.Floating(port.ifIndex(), port.mac())),
                            new LabelEntry(130, 30)));
            return true;
        });
        for (var address : outside) {
            var prefix = IpPrefix.host(IpAddress.parse(address));
            overlay.node(2).forwarding().put(new RouteEntry(Overlay.OTHER_VRF, prefix, 1, 130));
            ping(4, address);
        }
        transfer(4, outside.getFirst(), 3, "10.1.1.3");
        transfer(4, outside.getLast(), 3, Overlay.address6(3));
        // Its own network is still there, and so is what it begins itself.
        ping(3, "10.1.1.2");
        ping(3, Overlay.address6(4));
        assertEquals(
                1,
                flows(node).stream()
                        .filter(flow -> flow.outside().equals(flow.key().local()))
                        .count());
    }

    private static FloatingEntry floating(int ifIndex, String fixed, String fixed6, List<String> outside) {
        return new FloatingEntry(
                ifIndex,
                List.of(
                        new FloatingEntry.Address(
                                IpAddress.parse(fixed), IpAddress.parse(outside.getFirst()), Overlay.OTHER_VRF, 1),
                        new FloatingEntry.Address(
                                IpAddress.parse(fixed6), IpAddress.parse(outside.getLast()), Overlay.OTHER_VRF, 1)));
    }

    private void assertPings(int workload, String words, String... arguments) {
        var command = new ArrayList<>(List.of("ping", "-c", "1", "-W", "1"));
        command.addAll(List.of(arguments));
        var output = overlay.workload(workload)
                .tryExec(command.toArray(String[]::new))
                .output();
        assertTrue(output.contains(words), output);
    }

    /** vm4's packets leave a tunnel to vm3, which routes them on into another: as in a service chain. */
    @Test
    void workloadRoutesFromTunnelToTunnel() throws Exception {
        overlay = new Overlay(Encapsulation.MPLS_OVER_UDP);
        overlay.workload(3).exec("sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
        overlay.node(2)
                .forwarding()
                .put(new RouteEntry(Overlay.OTHER_VRF, IpPrefix.parse("10.1.1.2/32"), 1, Overlay.label(3)));
        long before = echoesReceived(2);
        overlay.workload(4).tryExec("ping", "-c", "3", "-i", "0.05", "-W", "1", "10.1.1.2");
        assertEquals(before + 3, echoesReceived(2), () -> drops(1));
    }

    /** vm1 may ping vm2, also with fragments, and nobody may begin anything towards vm1. */
    @Test
    void flowsFollowThePolicyOfTheirPort() throws Exception {
        overlay = new Overlay(Encapsulation.MPLS_OVER_UDP);
        var node = overlay.node(1);
        var port = port(node, "tap-vm1");
        node.namespace().call(() -> {
            police(node, port);
            return true;
        });
        ping(1, "10.1.1.2");
        overlay.workload(1).exec("ping", "-c", "2", "-i", "0.05", "-W", "1", "-s", "3000", "10.1.1.2");
        for (int other : List.of(2, 3)) {
            var ping = overlay.workload(other).tryExec("ping", "-c", "1", "-W", "1", "10.1.1.1");
            assertEquals(1, ping.code(), ping.output());
        }
        var flows = flows(node);
        assertEquals(2, flows.stream().filter(Flow::isAllowed).count(), flows::toString);
        assertEquals(2, flows.stream().filter(flow -> !flow.isAllowed()).count(), flows::toString);
        assertEquals(2, node.forwarding().rules().getFirst().hits());
        assertTraceTellsTheRuleAndLeavesNoMark(node, port);
        assertEquals(flows.size(), flows(node).size());
        new FlowAgeing(node.forwarding(), FlowTimeouts.parse("icmp=0")).sweep();
        assertEquals(0, flows(node).stream().filter(Flow::isAllowed).count());
    }

    private static void police(Overlay.Node node, InterfaceEntry port) throws ForwardingException {
        var ping = new Rule("ping", Match.ANY.withProtocol(1).withIcmpType(8), Rule.Action.ALLOW.logged());
        var kind = RuleSet.Kind.NETWORK_POLICY;
        node.forwarding()
                .putAll(List.of(
                        new RuleSetEntry(1, new RuleSet("front", kind, Direction.FROM_WORKLOAD, List.of(ping))),
                        new RuleSetEntry(2, new RuleSet("front", kind, Direction.TO_WORKLOAD, List.of())),
                        new PolicyEntry(1, List.of(1), List.of(2), true),
                        port.withPolicy(1)));
    }

    private static List<Flow> flows(Overlay.Node node) throws ForwardingException {
        var flows = new ArrayList<Flow>();
        node.forwarding().forEachFlow(flows::add);
        return flows;
    }

    private static InterfaceEntry port(Overlay.Node node, String device) throws ForwardingException {
        return node.forwarding().dump(TableKind.INTERFACE).stream()
                .map(InterfaceEntry.class::cast)
                .filter(entry -> entry.device().equals(device))
                .findFirst()
                .orElseThrow();
    }

    private static void assertTraceTellsTheRuleAndLeavesNoMark(Overlay.Node node, InterfaceEntry port)
            throws Exception {
        var counters = node.forwarding().interfaceCounters().get(port.ifIndex());
        var source = IpAddress.parse("10.1.1.1");
        var destination = IpAddress.parse("10.1.1.2");
        var allowed = trace(node, port, Frames.packet(1, source, destination, 0, Frames.icmp(8, 0, 4711, new byte[8])));
        assertEquals(Trace.Outcome.FORWARDED, allowed.outcome());
        assertTrue(allowed.steps().contains(new Step.Asked(1, 0, Direction.FROM_WORKLOAD)), allowed::toString);
        assertTrue(
                allowed.steps().contains(new Step.Judged(port.ifIndex(), true, Direction.FROM_WORKLOAD, 1)),
                allowed::toString);
        assertTrue(allowed.steps().contains(new Step.Route(1, destination, 1, Overlay.label(2))), allowed::toString);
        var refused = trace(node, port, Frames.packet(17, source, destination, 0, Frames.udp(1, 53)));
        assertEquals(Trace.Outcome.DROPPED, refused.outcome());
        assertTrue(refused.steps().contains(new Step.Asked(1, -1, Direction.FROM_WORKLOAD)), refused::toString);
        assertEquals(
                new Step.Dropped(DropReason.FLOW_ACTION_DROP), refused.steps().getLast());
        assertEquals(counters, node.forwarding().interfaceCounters().get(port.ifIndex()));
        assertEquals(2, node.forwarding().rules().getFirst().hits());
    }

    private static Trace trace(Overlay.Node node, InterfaceEntry port, byte[] packet) throws Exception {
        return node.namespace().call(() -> node.forwarding().trace(port.ifIndex(), Frames.fromWorkload(packet)));
    }

    private long echoesReceived(int workload) {
        var counters = overlay.workload(workload)
                .exec("cat", "/proc/net/snmp")
                .lines()
                .filter(line -> line.startsWith("Icmp:"))
                .map(line -> line.split(" "))
                .toList();
        return Long.parseLong(counters.get(1)[List.of(counters.get(0)).indexOf("InEchos")]);
    }

    private String drops(int node) {
        try {
            var drops = new EnumMap<>(overlay.node(node).forwarding().drops());
            drops.values().removeIf(Counter.ZERO::equals);
            return drops.toString();
        } catch (ForwardingException e) {
            return e.getMessage();
        }
    }

    /** The update of a bundle: close, open with new programs. Ten times, under a ping every millisecond. */
    @Test
    void replacingProgramsLosesNoPacket() throws Exception {
        overlay = new Overlay(Encapsulation.MPLS_OVER_UDP);
        ping(1, "10.1.1.2");
        var ping = CompletableFuture.supplyAsync(
                () -> overlay.workload(1).tryExec("ping", "-q", "-c", "2000", "-i", "0.001", "-W", "1", "10.1.1.2"));
        int swaps = 0;
        while (!ping.isDone()) {
            for (int i = 1; i <= 2; i++) {
                overlay.node(i).forwarding().close();
                overlay.node(i).restart();
            }
            swaps++;
        }
        assertTrue(swaps >= 3, "swaps " + swaps);
        var output = ping.get().output();
        assertTrue(output.contains("2000 packets transmitted, 2000 received, 0% packet loss"), output);
    }
}
