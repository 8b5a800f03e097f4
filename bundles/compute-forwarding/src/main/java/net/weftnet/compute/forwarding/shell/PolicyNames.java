package net.weftnet.compute.forwarding.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.Direction;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.PortRange;
import net.weftnet.compute.forwarding.api.RuleStatus;
import net.weftnet.compute.forwarding.api.TableKind;

/** Flows and rules as an operator reads them. */
final class PolicyNames {
    static final int ICMP = 1;
    static final int ICMP6 = 58;
    static final int TCP = 6;
    /** The type of an ICMP echo request. */
    static final int ECHO = 8;
    /** The type of an ICMPv6 echo request. */
    static final int ECHO6 = 128;

    private static final Map<Integer, String> PROTOCOLS =
            Map.of(1, "icmp", 6, "tcp", 17, "udp", 58, "icmp6", 132, "sctp");

    private final Map<Integer, String> devices = new HashMap<>();
    private final Map<Integer, RuleStatus> rules = new HashMap<>();

    private PolicyNames() {}

    static PolicyNames of(Forwarding forwarding) throws ForwardingException {
        var names = new PolicyNames();
        for (var entry : forwarding.dump(TableKind.INTERFACE)) {
            if (entry instanceof InterfaceEntry device) {
                names.devices.put(device.ifIndex(), device.device());
            }
        }
        forwarding.rules().forEach(rule -> names.rules.put(rule.counter(), rule));
        return names;
    }

    String device(int ifIndex) {
        return devices.getOrDefault(ifIndex, "missing interface " + ifIndex);
    }

    /** {@return whether the counter is that of a rule of this id} */
    boolean isRule(int counter, String id) {
        var rule = rules.get(counter);
        return rule != null && rule.rule().id().equals(id);
    }

    /** {@return the rules that decided, by name of the list and id: {@code front:front/4f3f…, none}} */
    String rules(List<Integer> counters) {
        return counters.stream().map(this::rule).collect(Collectors.joining(", "));
    }

    private String rule(int counter) {
        var rule = rules.get(counter);
        return counter == 0
                ? "none"
                : rule == null ? "replaced" : rule.name() + "/" + rule.rule().id();
    }

    static String protocol(int number) {
        return PROTOCOLS.getOrDefault(number, Integer.toString(number));
    }

    /** @throws NumberFormatException if the text is neither a known name nor a number */
    static int protocolNumber(String text) {
        return PROTOCOLS.entrySet().stream()
                .filter(known -> known.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> Integer.parseUnsignedInt(text));
    }

    static String direction(Direction direction) {
        return switch (direction) {
            case FROM_WORKLOAD -> "out";
            case TO_WORKLOAD -> "in";
        };
    }

    /** {@return address and port; of ICMP the local end has the identifier, the remote one type and code} */
    static String end(int protocol, IpAddress address, int port, boolean isLocal) {
        if (protocol == ICMP || protocol == ICMP6) {
            return address + (isLocal ? " id " + port : " type " + (port >> 8) + "/" + (port & 0xff));
        }
        var name = address.isIpv4() ? address.toString() : "[" + address + "]";
        return PROTOCOLS.containsKey(protocol) ? name + ":" + port : address.toString();
    }

    /** {@return the conditions of a rule: {@code tcp, remote network 3, remote port 443}} */
    static String match(Match match) {
        var words = new StringBuilder(match.protocol() == Match.ANY_PROTOCOL ? "any" : protocol(match.protocol()));
        append(words, match.family() != Match.Family.ANY, match.family().toString());
        append(words, match.local().length() > 0, "local " + match.local());
        append(words, !match.localPorts().equals(PortRange.ANY), "local port " + match.localPorts());
        append(words, match.remote().length() > 0, "remote " + match.remote());
        append(words, match.network() != 0, "remote network " + match.network());
        append(words, match.group() != 0, "remote group " + Integer.toUnsignedString(match.group()));
        append(words, !match.remotePorts().equals(PortRange.ANY), "remote port " + match.remotePorts());
        append(words, match.icmpType() != Match.ANY_TYPE, "type " + match.icmpType());
        return words.toString();
    }

    private static void append(StringBuilder words, boolean isSaid, String condition) {
        if (isSaid) {
            words.append(", ").append(condition);
        }
    }
}
