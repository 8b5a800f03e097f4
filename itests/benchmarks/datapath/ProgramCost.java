import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.compute.forwarding.PinnedForwarding;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.LabelEntry;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.PolicyEntry;
import net.weftnet.compute.forwarding.api.PortRange;
import net.weftnet.compute.forwarding.api.RouteEntry;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.api.RuleSet;
import net.weftnet.compute.forwarding.api.RuleSetEntry;
import net.weftnet.compute.forwarding.api.TableKey;
import net.weftnet.compute.forwarding.bpf.BpfObject;
import net.weftnet.compute.forwarding.bpf.BpfProgram;
import net.weftnet.compute.forwarding.bpf.TestRun;
import net.weftnet.compute.forwarding.tables.Fabric;
import net.weftnet.compute.forwarding.tables.Tables;

/**
 * What the programs cost a packet, by BPF_PROG_TEST_RUN: the median of single runs as the kernel times them. Argument: a
 * directory on a bpffs.
 */
final class ProgramCost {
    private static final int RUNS = 20_000;
    private static final int LO = 1;
    private static final int VRF = 1;
    private static final int LABEL = 100;
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");
    private static final IpAddress LOCAL = IpAddress.parse("10.1.0.1");
    private static final IpAddress REMOTE = IpAddress.parse("10.1.0.2");
    private static final IpAddress OVER_GRE = IpAddress.parse("10.1.0.3");

    private final Tables tables;
    private final Map<String, BpfProgram> programs = new HashMap<>();
    private int policy;

    private ProgramCost(Path directory) throws Exception {
        BpfObject object;
        try (var resource = PinnedForwarding.class.getResourceAsStream("forwarding.bpf.o")) {
            object = new BpfObject(resource.readAllBytes());
        }
        tables = Tables.open(object.maps(), directory);
        for (var code : object.programs()) {
            programs.put(code.name(), BpfProgram.load(code, object.license(), tables.maps()));
        }
        tables.setFabric(new Fabric(LO, 1500));
        setPolicy(0);
        tables.putAll(List.of(
                new NextHopEntry(1, new NextHop.Interface(LO, MAC)),
                new NextHopEntry(2, tunnel(Encapsulation.MPLS_OVER_UDP)),
                new NextHopEntry(3, tunnel(Encapsulation.MPLS_OVER_GRE)),
                new LabelEntry(LABEL, 1),
                new RouteEntry(VRF, IpPrefix.host(LOCAL), 1, 0),
                new RouteEntry(VRF, IpPrefix.host(REMOTE), 2, LABEL),
                new RouteEntry(VRF, IpPrefix.host(OVER_GRE), 3, LABEL)));
    }

    private static NextHop tunnel(Encapsulation encapsulation) {
        return new NextHop.Tunnel(encapsulation, IpAddress.parse("198.18.0.1"), IpAddress.parse("198.18.0.2"));
    }

    private void setPolicy(int number) throws IOException {
        tables.interfaces().put(new InterfaceEntry(LO, 1, "lo", InterfaceEntry.Kind.WORKLOAD, VRF, MAC, number), false);
    }

    public static void main(String[] arguments) throws Exception {
        var cost = new ProgramCost(Path.of(arguments[0]));
        cost.median("from_workload", _ -> cost.fromWorkload(REMOTE, 1)); // the first runs pay for cold caches
        System.out.printf("%-48s %9s%n", "PATH, ns a packet", "MEDIAN");
        cost.print("workload -> MPLS over UDP, no policy", "from_workload", _ -> cost.fromWorkload(REMOTE, 1));
        cost.print("workload -> MPLS over GRE, no policy", "from_workload", _ -> cost.fromWorkload(OVER_GRE, 1));
        cost.print("workload -> workload, no policy", "from_workload", _ -> cost.fromWorkload(LOCAL, 1));
        cost.print("MPLS over UDP -> workload, no policy", "from_underlay", _ -> cost.fromUnderlay(1));
        for (int rules : new int[] {10, 100, 1_000, 10_000}) {
            cost.police(rules);
            cost.print("  known flow, " + rules + " rules", "from_workload", _ -> cost.fromWorkload(REMOTE, 1));
            cost.print("  new flow, " + rules + " rules", "from_workload", i -> cost.fromWorkload(REMOTE, 1024 + i));
        }
        cost.police(1_000);
        cost.print("MPLS over UDP -> workload, known flow, 1000 rules", "from_underlay", _ -> cost.fromUnderlay(1));
    }

    /** Rules of distinct prefixes and ports, of which the last one matches what is sent. */
    private void police(int count) throws Exception {
        long start = System.nanoTime();
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < count - 1; i++) {
            var prefix = IpPrefix.containing(IpAddress.ofIpv4(0x0b000000 + (i << 8)), 24);
            var match = Match.ANY.withProtocol(6).withRemote(prefix);
            rules.add(new Rule("r" + i, match.withPorts(PortRange.ANY, PortRange.of(1 + i % 1000)), Rule.Action.ALLOW));
        }
        rules.add(new Rule("last", Match.ANY.withProtocol(6).withPorts(PortRange.ANY, PortRange.of(80)), Rule.Action.ALLOW));
        policy++;
        tables.putAll(List.of(
                new RuleSetEntry(2 * policy, set(Direction.FROM_WORKLOAD, rules)),
                new RuleSetEntry(2 * policy + 1, set(Direction.TO_WORKLOAD, rules)),
                new PolicyEntry(policy, List.of(2 * policy), List.of(2 * policy + 1), true)));
        setPolicy(policy);
        if (policy > 1) {
            tables.delete(new TableKey.RuleSetKey(2 * policy - 2));
            tables.delete(new TableKey.RuleSetKey(2 * policy - 1));
        }
        System.out.printf(
                "%-48s %9.1f ms%n", "two sets of " + count + " rules put, old ones deleted", (System.nanoTime() - start) / 1e6);
    }

    private static RuleSet set(Direction direction, List<Rule> rules) {
        return new RuleSet("bench", RuleSet.Kind.NETWORK_POLICY, direction, rules);
    }

    private void print(String what, String program, IntFunction<byte[]> frame) throws IOException {
        System.out.printf("%-48s %9d%n", what, median(program, frame));
    }

    private int median(String program, IntFunction<byte[]> frame) throws IOException {
        var samples = new int[RUNS];
        for (int i = 0; i < RUNS; i++) {
            var run = TestRun.run(programs.get(program), frame.apply(i), LO);
            if (run.action() != TestRun.REDIRECTED) {
                throw new IllegalStateException(program + ": action " + run.action());
            }
            samples[i] = run.nanoseconds();
        }
        Arrays.sort(samples);
        return samples[RUNS / 2];
    }

    private byte[] fromWorkload(IpAddress destination, int port) {
        return frame(packet(LOCAL, destination, 6, tcp(port, 80)));
    }

    private byte[] fromUnderlay(int port) {
        var inner = packet(REMOTE, LOCAL, 6, tcp(80, port));
        var payload = ByteBuffer.allocate(12 + inner.length)
                .putShort((short) 0xc000)
                .putShort((short) 6635)
                .putShort((short) (12 + inner.length))
                .putShort((short) 0)
                .putInt(LABEL << 12 | 0x140)
                .put(inner);
        return frame(packet(IpAddress.parse("198.18.0.2"), IpAddress.parse("198.18.0.1"), 17, payload.array()));
    }

    private static byte[] tcp(int source, int destination) {
        return ByteBuffer.allocate(40)
                .putShort((short) source)
                .putShort((short) destination)
                .put(12, (byte) 0x50)
                .put(13, (byte) 0x10)
                .array();
    }

    private static byte[] packet(IpAddress source, IpAddress destination, int protocol, byte[] payload) {
        return ByteBuffer.allocate(20 + payload.length)
                .putShort((short) 0x4500)
                .putShort((short) (20 + payload.length))
                .putInt(0x4000)
                .putShort((short) (64 << 8 | protocol))
                .putShort((short) 0)
                .put(source.toBytes())
                .put(destination.toBytes())
                .put(payload)
                .array();
    }

    private static byte[] frame(byte[] packet) {
        return ByteBuffer.allocate(14 + packet.length).putShort(12, (short) 0x0800).put(14, packet).array();
    }
}
