package net.weftnet.compute.forwarding;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.PortRange;
import net.weftnet.compute.forwarding.api.Rule;
import net.weftnet.compute.forwarding.api.RuleSet;

/** What policies mean, written down without a thought about speed: the programs in the kernel must agree. */
final class PolicyModel {
    private final Map<Packet, State> flows = new HashMap<>();

    /** A packet by its ends: of ICMP the ports are identifier and type × 256. */
    record Packet(int protocol, IpAddress local, IpAddress remote, int localPort, int remotePort) {
        boolean hasPorts() {
            return protocol == 6 || protocol == 17 || protocol == 132;
        }
    }

    /** What is known of the other end. */
    record Remote(int network, List<Integer> groups) {}

    /** Rule sets for each direction, under a number. */
    record Policy(int number, Map<Direction, List<RuleSet>> stages) {}

    /**
     * What was decided.
     *
     * @param rules the ids of the rules that decided, in the order of the stages; empty where none matched
     */
    record Verdict(boolean isAllowed, List<String> rules) {}

    private record State(int policy, Verdict verdict, Direction begun, Set<Direction> refused) {}

    /** {@return what becomes of a packet, after those before} */
    Verdict pass(Policy policy, Direction direction, Packet packet, Remote remote) {
        var old = flows.get(packet);
        var refused = EnumSet.noneOf(Direction.class);
        if (old != null && old.policy == policy.number) {
            if (old.verdict.isAllowed || old.refused.contains(direction)) {
                return old.verdict;
            }
            refused.addAll(old.refused);
        } else if (old != null && old.verdict.isAllowed && old.begun != direction) {
            var again = judge(policy, old.begun, packet, remote);
            if (again.isAllowed) {
                flows.put(packet, new State(policy.number, again, old.begun, Set.of()));
                return again;
            }
            refused.add(old.begun);
        }
        var verdict = judge(policy, direction, packet, remote);
        refused.add(direction);
        flows.put(packet, new State(policy.number, verdict, direction, refused));
        return verdict;
    }

    private static Verdict judge(Policy policy, Direction direction, Packet packet, Remote remote) {
        var deciding = new ArrayList<String>();
        for (var set : policy.stages.get(direction)) {
            var rule = set.rules().stream()
                    .filter(one -> matches(one.match(), packet, remote))
                    .findFirst();
            deciding.add(rule.map(Rule::id).orElse(""));
            if (rule.isEmpty() || !rule.get().action().isAllowed()) {
                return new Verdict(false, deciding);
            }
        }
        return new Verdict(true, deciding);
    }

    private static boolean matches(Match match, Packet packet, Remote remote) {
        return (match.family() == Match.Family.ANY || (match.family() == Match.Family.IPV4) == packet.local.isIpv4())
                && (match.local().length() == 0 || match.local().contains(packet.local))
                && (match.remote().length() == 0 || match.remote().contains(packet.remote))
                && (match.network() == 0 || match.network() == remote.network)
                && (match.group() == 0 || remote.groups.contains(match.group()))
                && (match.protocol() == Match.ANY_PROTOCOL || match.protocol() == packet.protocol)
                && matches(match.localPorts(), packet, packet.localPort)
                && matches(match.remotePorts(), packet, packet.remotePort)
                && (match.icmpType() == Match.ANY_TYPE
                        || (packet.protocol == 1 || packet.protocol == 58)
                                && match.icmpType() == packet.remotePort >> 8);
    }

    private static boolean matches(PortRange range, Packet packet, int port) {
        return range.equals(PortRange.ANY) || packet.hasPorts() && range.contains(port);
    }
}
