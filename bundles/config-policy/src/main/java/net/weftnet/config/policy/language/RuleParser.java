package net.weftnet.config.policy.language;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.config.policy.language.Option.MirrorSetting;
import net.weftnet.config.policy.language.Option.Shape;
import net.weftnet.config.policy.language.Option.Value;
import net.weftnet.config.policy.language.PolicyFile.Kind;
import net.weftnet.config.policy.language.Rule.Action;
import net.weftnet.config.policy.language.Rule.Direction;
import net.weftnet.config.policy.language.Rule.Endpoint;

/** Reads one rule. */
final class RuleParser {
    static final Set<String> PROTOCOLS = Set.of("any", "tcp", "udp", "icmp", "icmp6", "sctp");
    private static final int MAX_PROTOCOL = 255;
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
    private static final Pattern SEQUENCE = Pattern.compile("-?\\d{1,9}\\.-?\\d{1,9}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})");

    private final LineReader in;
    private final Kind kind;
    private final Scope scope;

    RuleParser(LineReader in, Kind kind, Scope scope) {
        this.in = in;
        this.kind = kind;
        this.scope = scope;
    }

    Rule rule(int line) throws SyntaxException {
        var action = action();
        var protocol = protocol(action.isPresent());
        var source = endpoint();
        var direction = in.expect(Token.Kind.DIRECTION).text().equals(">") ? Direction.FORWARD : Direction.BOTH;
        var destination = endpoint();
        return new Rule(action, protocol, source, direction, destination, options(), line);
    }

    private Optional<Action> action() {
        if (in.skipWord("pass")) {
            return Optional.of(Action.PASS);
        }
        return in.skipWord("deny") ? Optional.of(Action.DENY) : Optional.empty();
    }

    private String protocol(boolean hasAction) throws SyntaxException {
        var token = in.peek();
        boolean isNumber = token.text().matches("\\d{1,3}") && Integer.parseInt(token.text()) <= MAX_PROTOCOL;
        if (token.kind() != Token.Kind.WORD || !(isNumber || PROTOCOLS.contains(token.text()))) {
            var what = "a protocol (any, tcp, udp, icmp, icmp6, sctp or a number from 0 to 255)";
            throw in.unexpected(hasAction ? what : "pass, deny or " + what);
        }
        in.expect(Token.Kind.WORD);
        return isNumber ? Integer.toString(Integer.parseInt(token.text())) : token.text();
    }

    private Endpoint endpoint() throws SyntaxException {
        var addresses = in.peek().kind() == Token.Kind.OPEN ? in.list(this::address) : List.of(address());
        return new Endpoint(joined(addresses), ports());
    }

    /** Prefixes beside each other are one address. */
    private static List<Address> joined(List<Address> addresses) {
        var result = new ArrayList<Address>();
        var prefixes = new ArrayList<String>();
        for (var address : addresses) {
            if (address instanceof Address.Subnet(var prefix)) {
                if (!prefixes.contains(prefix)) {
                    prefixes.add(prefix);
                }
            } else {
                flush(prefixes, result);
                result.add(address);
            }
        }
        flush(prefixes, result);
        return result;
    }

    private static void flush(List<String> prefixes, List<Address> into) {
        if (!prefixes.isEmpty()) {
            into.add(
                    prefixes.size() == 1
                            ? new Address.Subnet(prefixes.getFirst())
                            : new Address.Subnets(List.copyOf(prefixes)));
            prefixes.clear();
        }
    }

    private Address address() throws SyntaxException {
        if (in.skipWord("virtual-network")) {
            return new Address.Network(groupOrName("a network"));
        }
        if (in.skipWord("security-group")) {
            return new Address.SecurityGroup(groupOrName("a security group"));
        }
        if (in.skipWord("network-policy")) {
            return new Address.PolicyNetworks(scope.qualified(in.expectText("the name of a policy")));
        }
        var token = in.peek();
        if (token.isWord("any") || token.isWord("local")) {
            in.expect(Token.Kind.WORD);
            return kind == Kind.NETWORK_POLICY
                    ? new Address.Network(token.text())
                    : new Address.SecurityGroup(token.text());
        }
        if (token.kind() == Token.Kind.WORD && token.text().contains("/")) {
            in.expect(Token.Kind.WORD);
            return new Address.Subnet(prefix(token));
        }
        throw in.unexpected(
                "an address (any, local, virtual-network NAME, security-group NAME, network-policy NAME, or a prefix"
                        + " like 10.1.0.0/16)");
    }

    private String groupOrName(String what) throws SyntaxException {
        if (in.skipWord("any")) {
            return "any";
        }
        return in.skipWord("local") ? "local" : scope.qualified(in.expectText("the name of " + what));
    }

    private static String prefix(Token token) throws SyntaxException {
        try {
            return IpPrefix.parse(token.text()).toString();
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(token.column(), String.valueOf(e.getMessage()));
        }
    }

    private List<PortRange> ports() throws SyntaxException {
        if (in.skipWord("any")) {
            return List.of();
        }
        if (in.peek().kind() != Token.Kind.OPEN) {
            return normal(List.of(range()));
        }
        return normal(in.list(this::range));
    }

    private static List<PortRange> normal(List<PortRange> ranges) {
        return ranges.stream().anyMatch(PortRange::isAny)
                ? List.of()
                : ranges.stream().distinct().toList();
    }

    private PortRange range() throws SyntaxException {
        var token = in.peek();
        var match = PORTS.matcher(token.text());
        if (token.kind() != Token.Kind.WORD || !match.matches()) {
            throw in.unexpected("ports (any, 80, 8000-8100, or several like [80, 443])");
        }
        in.expect(Token.Kind.WORD);
        int first = Integer.parseInt(match.group(1));
        try {
            return new PortRange(first, match.group(2) == null ? first : Integer.parseInt(match.group(2)));
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(token.column(), String.valueOf(e.getMessage()));
        }
    }

    private Map<Option, Value> options() throws SyntaxException {
        var options = new EnumMap<Option, Value>(Option.class);
        while (!in.isAtEnd()) {
            var token = in.expectText("an option");
            var option = (token.kind() == Token.Kind.WORD ? Option.of(token.text()) : Optional.<Option>empty())
                    .orElseThrow(() -> Keywords.unknown(
                            "option",
                            token,
                            Stream.of(Option.values()).map(Option::keyword).toList()));
            if (options.put(option, value(option.shape())) != null) {
                throw new SyntaxException(token.column(), "'" + token.text() + "' is there twice");
            }
        }
        return options;
    }

    private Value value(Shape shape) throws SyntaxException {
        return switch (shape) {
            case FLAG -> new Value.Set();
            case NAME -> new Value.Text(name());
            case NAMES -> new Value.Texts(in.list(this::name));
            case TEXT ->
                new Value.Text(in.expectText("a word or a text in quotes").text());
            case TEXTS ->
                new Value.Texts(in.list(
                        () -> in.expectText("a word or a text in quotes").text()));
            case ETHERTYPE -> new Value.Text(matching(Pattern.compile("IPv4|IPv6"), "IPv4 or IPv6"));
            case SEQUENCE -> new Value.Text(matching(SEQUENCE, "two numbers like 1.0"));
            case TIME -> new Value.Text(matching(TIME, "a time like 2026-01-31T12:00:00Z"));
            case MIRROR -> mirror();
        };
    }

    private String name() throws SyntaxException {
        return scope.qualified(in.expectText("a name"));
    }

    private String matching(Pattern pattern, String what) throws SyntaxException {
        if (!pattern.matcher(in.peek().text()).matches()) {
            throw in.unexpected(what);
        }
        return in.expect(Token.Kind.WORD).text();
    }

    private Value.Mirror mirror() throws SyntaxException {
        var settings = new EnumMap<MirrorSetting, String>(MirrorSetting.class);
        Optional<String> analyzer = in.peek().kind() == Token.Kind.BEGIN ? Optional.empty() : Optional.of(name());
        if (in.skip(Token.Kind.BEGIN)) {
            do {
                var token = in.expectText("a setting of the mirror");
                var setting = MirrorSetting.of(token.text())
                        .orElseThrow(() -> Keywords.unknown(
                                "setting of a mirror",
                                token,
                                Stream.of(MirrorSetting.values())
                                        .map(MirrorSetting::keyword)
                                        .toList()));
                var value = setting.shape() == Shape.NAME
                        ? name()
                        : in.expectText("a value").text();
                if (settings.put(setting, value) != null) {
                    throw new SyntaxException(token.column(), "'" + token.text() + "' is there twice");
                }
            } while (in.skip(Token.Kind.COMMA));
            in.expect(Token.Kind.END);
        }
        return new Value.Mirror(analyzer, settings);
    }
}
