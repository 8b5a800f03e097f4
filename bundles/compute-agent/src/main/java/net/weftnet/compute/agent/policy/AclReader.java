package net.weftnet.compute.agent.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.compute.forwarding.api.Match;
import net.weftnet.compute.forwarding.api.PortRange;
import net.weftnet.compute.forwarding.api.Rule;

/**
 * Reads the property {@code access-control-list-entries} as OpenContrail's schema transformer writes it.
 */
final class AclReader {
    private static final String ANY = "any";
    private static final int ANY_PORT = -1;
    private static final int ANY_GROUP = -1;

    private AclReader() {}

    /** {@return whether the list is for policies with a timer} */
    static boolean isDynamic(XmlElement entries) {
        return isTrue(entries, "dynamic");
    }

    /**
     * {@return the rules in their order}
     *
     * @throws IllegalArgumentException if any of them cannot be understood: then nobody knows what the list lets pass
     */
    static List<AclRule> read(XmlElement entries) {
        var rules = new ArrayList<AclRule>();
        int place = 0;
        for (var rule : entries.children("acl-rule")) {
            place++;
            rules.add(read(rule, "#" + place));
        }
        return rules;
    }

    private static AclRule read(XmlElement rule, String place) {
        var match = rule.child("match-condition")
                .orElseThrow(() -> new IllegalArgumentException("Rule " + place + " has no condition"));
        var source = end(match, "src-address");
        var destination = end(match, "dst-address");
        var actions = rule.child("action-list").orElse(XmlElement.of("action-list"));
        return new AclRule(
                rule.childText("rule-uuid").map(AclReader::shortened).orElse(place),
                family(match),
                protocol(match.childText("protocol").orElse(ANY).strip()),
                source,
                ports(match, "src-port"),
                destination,
                ports(match, "dst-port"),
                actions.childText("simple-action").orElse("pass").strip().equals("pass"),
                isTrue(actions, "log"),
                actions.childText("assign-routing-instance").orElse("").strip());
    }

    private static Match.Family family(XmlElement match) {
        var type = match.childText("ethertype").orElse("").strip();
        if (type.equalsIgnoreCase("IPv4")) {
            return Match.Family.IPV4;
        }
        return type.equalsIgnoreCase("IPv6") ? Match.Family.IPV6 : Match.Family.ANY;
    }

    /** A longer id keeps its start, and what tells it from others. */
    private static String shortened(String id) {
        var text = id.strip();
        if (text.getBytes(StandardCharsets.UTF_8).length <= Rule.LONGEST_ID) {
            return text;
        }
        // Four octets are the most that a character takes.
        return text.substring(0, Rule.LONGEST_ID / 4 - 1) + "~" + Integer.toHexString(text.hashCode());
    }

    private static boolean isTrue(XmlElement parent, String child) {
        return parent.childText(child)
                .filter(text -> text.strip().equals("true"))
                .isPresent();
    }

    private static int protocol(String text) {
        if (text.equals(ANY)) {
            return Match.ANY_PROTOCOL;
        }
        return Integer.parseInt(text);
    }

    private static PortRange ports(XmlElement match, String name) {
        var range = match.child(name);
        int first = port(range, "start-port", ANY_PORT);
        int last = port(range, "end-port", ANY_PORT);
        if (first == ANY_PORT || first == 0 && last == ANY_PORT) {
            return PortRange.ANY;
        }
        return new PortRange(first, last == ANY_PORT ? PortRange.MAX : last);
    }

    private static int port(Optional<XmlElement> range, String name, int otherwise) {
        return range.flatMap(element -> element.childText(name))
                .map(text -> Integer.parseInt(text.strip()))
                .orElse(otherwise);
    }

    private static AclRule.End end(XmlElement match, String name) {
        var address = match.child(name).orElse(XmlElement.of(name));
        var prefixes = Stream.concat(address.children("subnet").stream(), address.children("subnet-list").stream())
                .map(AclReader::prefix)
                .toList();
        var network = address.childText("virtual-network").orElse("").strip();
        int group = address.childText("security-group")
                .map(text -> Long.parseLong(text.strip()))
                .filter(number -> number != ANY_GROUP)
                .orElse(0L)
                .intValue();
        return new AclRule.End(network, group, prefixes);
    }

    private static IpPrefix prefix(XmlElement subnet) {
        var address = subnet.childText("ip-prefix").orElse(subnet.text()).strip();
        var length = subnet.childText("ip-prefix-len");
        if (length.isEmpty()) {
            return IpPrefix.parse(address);
        }
        return IpPrefix.containing(
                IpAddress.parse(address), Integer.parseInt(length.get().strip()));
    }
}
