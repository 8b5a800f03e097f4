import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.net.MacAddress;
import net.weftnet.common.runtime.api.Health;
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

/**
 * Makes the network namespace it runs in a compute node with one workload, through the Forwarding service, and ends:
 * what it programmed stays in the kernel.
 *
 * <p>Arguments: pin directory, own number (1 or 2), own underlay address, the other node's.
 */
final class ComputeNode {
    private static final int VRF = 1;
    private static final int RULES = 1_000;

    private ComputeNode() {}

    public static void main(String[] arguments) throws Exception {
        int own = Integer.parseInt(arguments[1]);
        var underlay = new CountDownLatch(1);
        var forwarding = new PinnedForwarding(new UnderlayHealth(underlay), new Settings(arguments[0], "underlay0"));
        if (!underlay.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The data plane does not open");
        }
        var mac = MacAddress.parse("02:00:00:00:00:0" + own);
        var workload = forwarding.attach("tap", InterfaceEntry.Kind.WORKLOAD, 1, VRF, mac);
        var tunnel = new NextHop.Tunnel(
                Encapsulation.MPLS_OVER_UDP, IpAddress.parse(arguments[2]), IpAddress.parse(arguments[3]));
        var rules = rules();
        forwarding.putAll(List.of(
                new RuleSetEntry(1, set(Direction.FROM_WORKLOAD, rules)),
                new RuleSetEntry(2, set(Direction.TO_WORKLOAD, rules)),
                new PolicyEntry(1, List.of(1), List.of(2), true),
                workload.withPolicy(1),
                new NextHopEntry(1, new NextHop.Interface(workload.ifIndex(), mac)),
                new NextHopEntry(2, tunnel),
                new LabelEntry(label(own), 1),
                new RouteEntry(VRF, address(own), 1, 0),
                new RouteEntry(VRF, address(3 - own), 2, label(3 - own))));
        forwarding.close();
    }

    /** Rules about networks that are not there, and at last one that lets everything pass. */
    private static List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < RULES - 1; i++) {
            var prefix = IpPrefix.containing(IpAddress.ofIpv4(0x0b000000 + (i << 8)), 24);
            var match = Match.ANY.withProtocol(6 + 11 * (i % 2)).withRemote(prefix);
            rules.add(new Rule("r" + i, match.withPorts(PortRange.ANY, PortRange.of(1 + i)), Rule.Action.ALLOW));
        }
        rules.add(new Rule("last", Match.ANY, Rule.Action.ALLOW));
        return rules;
    }

    private static RuleSet set(Direction direction, List<Rule> rules) {
        return new RuleSet("bench", RuleSet.Kind.NETWORK_POLICY, direction, rules);
    }

    private static int label(int node) {
        return 100 + node;
    }

    private static IpPrefix address(int node) {
        return IpPrefix.host(IpAddress.parse("10.1.0." + node));
    }

    private record Settings(String pinDirectory, String underlayDevice) implements PinnedForwarding.Config {
        @Override
        public String flowTimeouts() {
            return "";
        }

        @Override
        public Class<PinnedForwarding.Config> annotationType() {
            return PinnedForwarding.Config.class;
        }
    }

    /** Tells when the underlay is attached. */
    private record UnderlayHealth(CountDownLatch attached) implements Health, Health.Subject {
        @Override
        public Subject open(String role, String subject) {
            return subject.equals("forwarding") ? this : new UnderlayHealth(new CountDownLatch(0));
        }

        @Override
        public List<Condition> conditions() {
            return List.of();
        }

        @Override
        public void ok(String detail) {
            attached.countDown();
        }

        @Override
        public void degraded(String problem) {
            System.err.println(problem);
        }

        @Override
        public void failed(String problem) {
            System.err.println(problem);
        }

        @Override
        public void close() {}
    }
}
