package net.weftnet.compute.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.forwarding.PolicyModel.Packet;
import net.weftnet.compute.forwarding.PolicyModel.Remote;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.Flow;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.GroupListEntry;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.PortRange;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.bpf.TestRun;
import org.junit.jupiter.api.Test;

/** Random policies, random packets both ways, policies changed under flows: kernel and {@link PolicyModel} agree. */
class PolicyPropertyTest {
    private static final int POLICIES = 30;
    private static final int PACKETS = 250;
    private static final int[] SIZES = {0, 1, 3, 10, 40, 255, 256, 257, 700};
    private static final int[] PROTOCOLS = {6, 17, 132, 1, 47, 58};
    private static final int[] ICMP_TYPES = {8, 13, 128};
    private static final int LABEL = 1000;
    private static final int REMOTES = 16;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<IpAddress, Remote> remotes = new HashMap<>();
    private final Map<Integer, String> ids = new HashMap<>();
    private int number = 1;

    @Test
    void kernelAgreesWithTheModel() throws IOException, ForwardingException {
        try (var bench = new ProgramBench()) {
            addRemotes(bench);
            var model = new PolicyModel();
            var packets = IntStream.range(0, PACKETS).mapToObj(_ -> packet()).toList();
            List<Integer> old = List.of();
            for (int i = 0; i < POLICIES; i++) {
                var policy = policy();
                var sets = install(bench, policy);
                for (int set : old) {
                    bench.tables().delete(new TableKey.RuleSetKey(set));
                }
                old = sets;
                ids.clear();
                bench.tables()
                        .rules()
                        .forEach(rule -> ids.put(rule.counter(), rule.rule().id()));
                var sent = i % 2 == 0
                        ? packets
                        : IntStream.range(0, PACKETS).mapToObj(_ -> packet()).toList();
                for (var packet : sent) {
                    check(bench, model, policy, packet);
                }
            }
        }
    }

    private void check(ProgramBench bench, PolicyModel model, PolicyModel.Policy policy, Packet packet)
            throws IOException, ForwardingException {
        var direction = Direction.values()[random.nextInt(2)];
        var expected = model.pass(policy, direction, packet, remotes.get(packet.remote()));
        var run = send(bench, direction, packet);
        var about = direction + " " + packet + " under " + policy + ", seed " + seed;
        assertEquals(expected.isAllowed() ? TestRun.REDIRECTED : TestRun.DROPPED, run.action(), about);
        var flow = flow(bench, packet);
        assertEquals(expected.isAllowed(), flow.isAllowed(), about);
        assertEquals(
                expected.rules(),
                flow.rules().stream().map(rule -> ids.getOrDefault(rule, "")).toList(),
                about);
    }

    private static Flow flow(ProgramBench bench, Packet packet) throws IOException {
        var key = new Flow.Key(
                ProgramBench.LO,
                packet.local(),
                packet.remote(),
                packet.localPort(),
                packet.remotePort(),
                packet.protocol());
        return bench.tables().flows().find(key).orElseThrow();
    }

    private static TestRun send(ProgramBench bench, Direction direction, Packet packet) throws IOException {
        if (direction == Direction.FROM_WORKLOAD) {
            return bench.fromWorkload(Frames.fromWorkload(octets(packet, packet.local(), packet.remote(), true)));
        }
        return bench.fromUnderlay(
                Frames.mplsOverUdp(6635, LABEL, 63, octets(packet, packet.remote(), packet.local(), false)));
    }

    private static byte[] octets(Packet packet, IpAddress source, IpAddress destination, boolean fromWorkload) {
        int sourcePort = fromWorkload ? packet.localPort() : packet.remotePort();
        int destinationPort = fromWorkload ? packet.remotePort() : packet.localPort();
        var payload =
                switch (packet.protocol()) {
                    case 6 -> Frames.tcp(sourcePort, destinationPort, 0x10);
                    case 17, 132 -> Frames.udp(sourcePort, destinationPort);
                    case 1, 58 ->
                        Frames.icmp(
                                packet.remotePort() >> 8, packet.remotePort() & 0xff, packet.localPort(), new byte[8]);
                    default -> new byte[8];
                };
        return Frames.packet(packet.protocol(), source, destination, payload);
    }

    /** Half of the remote ends have a route of their own with network and groups; nothing is known of the others. */
    private void addRemotes(ProgramBench bench) throws ForwardingException {
        bench.tables().putAll(List.of(ProgramBench.route("0.0.0.0/0", 12, 48), ProgramBench.route("::/0", 12, 48)));
        for (int i = 0; i < REMOTES; i++) {
            var address = remote(i);
            var groups = random.ints(random.nextInt(4), 1, 6).distinct().boxed().toList();
            var remote = i % 2 == 0 ? new Remote(1 + random.nextInt(3), groups) : new Remote(0, List.of());
            remotes.put(address, remote);
            if (i % 2 == 0) {
                bench.tables()
                        .putAll(List.of(
                                new GroupListEntry(i + 1, groups),
                                new RouteEntry(
                                        ProgramBench.VRF, IpPrefix.host(address), 12, 48, remote.network(), i + 1)));
            }
        }
    }

    /** Every other pair is IPv6. */
    private static IpAddress remote(int i) {
        return IpAddress.parse(
                (i & 2) == 0 ? "10.0." + (i & 3) + "." + i * 17 : "2001:db8:" + (i & 7) + "::" + (i & 1) + ":" + i);
    }

    private IpAddress local(boolean isIpv4) {
        return IpAddress.parse((isIpv4 ? "10.1.0." : "2001:db8:ffff::") + random.nextInt(4));
    }

    private Packet packet() {
        int protocol = PROTOCOLS[random.nextInt(PROTOCOLS.length)];
        var remote = remote(random.nextInt(REMOTES));
        var local = local(remote.isIpv4());
        return switch (protocol) {
            case 6, 17, 132 -> new Packet(protocol, local, remote, port(), port());
            // Requests: a reply is the same flow as its request.
            case 1 -> new Packet(protocol, local, remote, port(), (random.nextBoolean() ? 8 : 13) << 8);
            case 58 -> new Packet(protocol, local, remote, port(), 128 << 8);
            default -> new Packet(protocol, local, remote, 0, 0);
        };
    }

    private int port() {
        return random.nextInt(8) == 0 ? 0xffff : random.nextInt(40);
    }

    private PolicyModel.Policy policy() {
        var stages = new EnumMap<Direction, List<RuleSet>>(Direction.class);
        for (var direction : Direction.values()) {
            var sets = new ArrayList<RuleSet>();
            for (int i = random.nextInt(3); i > 0; i--) {
                sets.add(set(direction, "set" + number + "-" + i));
            }
            stages.put(direction, sets);
        }
        return new PolicyModel.Policy(number++, stages);
    }

    private RuleSet set(Direction direction, String name) {
        var rules = new ArrayList<Rule>();
        for (int i = SIZES[random.nextInt(SIZES.length)]; i > 0; i--) {
            rules.add(new Rule(name + "/" + i, match(), random.nextInt(3) == 0 ? Rule.Action.DENY : Rule.Action.ALLOW));
        }
        return new RuleSet(name, RuleSet.Kind.NETWORK_POLICY, direction, rules);
    }

    private Match match() {
        var match = Match.ANY;
        if (random.nextInt(3) > 0) {
            match = match.withRemote(prefix(remote(random.nextInt(REMOTES)), 0));
        }
        if (random.nextInt(4) == 0) {
            boolean isIpv4 =
                    match.family() == Match.Family.ANY ? random.nextBoolean() : match.family() == Match.Family.IPV4;
            match = match.withLocal(prefix(local(isIpv4), 20));
        }
        if (match.family() == Match.Family.ANY && random.nextInt(4) == 0) {
            match = match.withFamily(random.nextBoolean() ? Match.Family.IPV4 : Match.Family.IPV6);
        }
        switch (random.nextInt(4)) {
            case 0 -> match = match.withNetwork(1 + random.nextInt(3));
            case 1 -> match = match.withGroup(1 + random.nextInt(5));
            default -> {}
        }
        if (random.nextInt(3) > 0) {
            match = match.withProtocol(PROTOCOLS[random.nextInt(PROTOCOLS.length)]);
        }
        if (random.nextInt(3) == 0) {
            match = match.withPorts(range(), range());
        }
        return random.nextInt(6) == 0 ? match.withIcmpType(ICMP_TYPES[random.nextInt(ICMP_TYPES.length)]) : match;
    }

    private IpPrefix prefix(IpAddress address, int shortest) {
        int longest = address.isIpv4() ? 32 : 128;
        return IpPrefix.containing(address, shortest + random.nextInt(longest - shortest + 1));
    }

    private PortRange range() {
        return switch (random.nextInt(4)) {
            case 0 -> PortRange.ANY;
            case 1 -> PortRange.of(port());
            default -> {
                int one = port();
                int other = port();
                yield new PortRange(Math.min(one, other), Math.max(one, other));
            }
        };
    }

    private static List<Integer> install(ProgramBench bench, PolicyModel.Policy policy)
            throws IOException, ForwardingException {
        var numbers = new EnumMap<Direction, List<Integer>>(Direction.class);
        var all = new ArrayList<Integer>();
        for (var stage : policy.stages().entrySet()) {
            for (var set : stage.getValue()) {
                int number = policy.number() * 10 + all.size() + 1;
                bench.tables().putAll(List.of(new RuleSetEntry(number, set)));
                numbers.computeIfAbsent(stage.getKey(), _ -> new ArrayList<>()).add(number);
                all.add(number);
            }
        }
        bench.tables()
                .putAll(List.of(new PolicyEntry(
                        policy.number(),
                        numbers.getOrDefault(Direction.FROM_WORKLOAD, List.of()),
                        numbers.getOrDefault(Direction.TO_WORKLOAD, List.of()),
                        false)));
        bench.setPolicy(policy.number());
        return all;
    }
}
