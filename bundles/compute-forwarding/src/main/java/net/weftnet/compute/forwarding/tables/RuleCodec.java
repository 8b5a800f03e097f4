package net.weftnet.compute.forwarding.tables;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static net.weftnet.compute.forwarding.tables.Abi.RULE;
import static net.weftnet.compute.forwarding.tables.Abi.offset;

import java.lang.foreign.MemorySegment;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.PortRange;
import net.weftnet.compute.forwarding.api.Rule;

/** Rules as the kernel keeps them beside the index. */
final class RuleCodec {
    private static final long ACTION = offset(RULE, "action");
    private static final long NUMBER = offset(RULE, "number");
    private static final long REDIRECT = offset(RULE, "redirect");
    private static final long LOG = offset(RULE, "log");
    private static final long FAMILY = offset(RULE, "family");
    private static final long LOCAL = offset(RULE, "local");
    private static final long REMOTE = offset(RULE, "remote");
    private static final long LOCAL_LENGTH = offset(RULE, "local_length");
    private static final long REMOTE_LENGTH = offset(RULE, "remote_length");
    private static final long NETWORK = offset(RULE, "network");
    private static final long GROUP = offset(RULE, "group");
    private static final long PROTOCOL = offset(RULE, "protocol");
    private static final long LOCAL_PORTS = offset(RULE, "local_ports");
    private static final long REMOTE_PORTS = offset(RULE, "remote_ports");
    private static final long ICMP_TYPE = offset(RULE, "icmp_type");
    private static final long ID = offset(RULE, "id");

    private static final int ANY_VERSION = 0;
    private static final int VERSION_4 = 4;
    private static final int VERSION_6 = 6;

    private RuleCodec() {}

    /** @param number that of the rule's counter */
    static void write(Rule rule, int number, MemorySegment into) {
        var match = rule.match();
        var action = rule.action();
        into.set(JAVA_INT, ACTION, action.isAllowed() ? Abi.RULE_ALLOW : Abi.RULE_DENY);
        into.set(JAVA_INT, NUMBER, number);
        into.set(JAVA_INT, REDIRECT, action.redirect());
        into.set(JAVA_INT, LOG, action.isLogged() ? 1 : 0);
        into.set(
                JAVA_INT,
                FAMILY,
                switch (match.family()) {
                    case ANY -> ANY_VERSION;
                    case IPV4 -> VERSION_4;
                    case IPV6 -> VERSION_6;
                });
        AddressBytes.write(match.local().address(), into, LOCAL);
        AddressBytes.write(match.remote().address(), into, REMOTE);
        into.set(JAVA_INT, LOCAL_LENGTH, match.local().length());
        into.set(JAVA_INT, REMOTE_LENGTH, match.remote().length());
        into.set(JAVA_INT, NETWORK, match.network());
        into.set(JAVA_INT, GROUP, match.group());
        into.set(JAVA_INT, PROTOCOL, match.protocol() + 1);
        into.set(JAVA_INT, LOCAL_PORTS, ports(match.localPorts()));
        into.set(JAVA_INT, REMOTE_PORTS, ports(match.remotePorts()));
        into.set(JAVA_INT, ICMP_TYPE, match.icmpType() + 1);
        TextBytes.write(rule.id(), into, ID, Abi.ID_LENGTH);
    }

    private static int ports(PortRange range) {
        return range.first() << 16 | range.last();
    }

    static Rule read(MemorySegment value) {
        var family =
                switch (value.get(JAVA_INT, FAMILY)) {
                    case VERSION_4 -> Match.Family.IPV4;
                    case VERSION_6 -> Match.Family.IPV6;
                    default -> Match.Family.ANY;
                };
        var match = new Match(
                family,
                prefix(value, LOCAL, LOCAL_LENGTH),
                prefix(value, REMOTE, REMOTE_LENGTH),
                value.get(JAVA_INT, NETWORK),
                value.get(JAVA_INT, GROUP),
                value.get(JAVA_INT, PROTOCOL) - 1,
                ports(value, LOCAL_PORTS),
                ports(value, REMOTE_PORTS),
                value.get(JAVA_INT, ICMP_TYPE) - 1);
        var action = new Rule.Action(
                value.get(JAVA_INT, ACTION) == Abi.RULE_ALLOW,
                value.get(JAVA_INT, REDIRECT),
                value.get(JAVA_INT, LOG) != 0);
        return new Rule(TextBytes.read(value, ID, Abi.ID_LENGTH), match, action);
    }

    static int readNumber(MemorySegment value) {
        return value.get(JAVA_INT, NUMBER);
    }

    private static IpPrefix prefix(MemorySegment value, long address, long length) {
        return new IpPrefix(AddressBytes.read(value, address), value.get(JAVA_INT, length));
    }

    private static PortRange ports(MemorySegment value, long offset) {
        int both = value.get(JAVA_INT, offset);
        return new PortRange(both >>> 16, both & PortRange.MAX);
    }
}
