package net.weftnet.config.policy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.config.policy.language.Option.MirrorSetting;
import net.weftnet.config.policy.language.Option.Shape;
import net.weftnet.config.policy.language.Option.Value;
import net.weftnet.config.policy.language.PolicyFile.Kind;
import net.weftnet.config.policy.language.PolicyFile.Policy;
import net.weftnet.config.policy.language.Rule.Endpoint;

/** Writes policies as a text that {@link PolicyParser} reads as the same policies. */
public final class PolicyPrinter {
    /** Words that a name cannot be without quotes or a colon, since they would be read as something else. */
    private static final Set<String> RESERVED = Set.of("any", "local");

    private PolicyPrinter() {}

    /** {@return the text of policies; those of one project stand together if they do so in the list} */
    public static String print(PolicyFile file) {
        var text = new StringBuilder();
        var project = "";
        for (var policy : file.policies()) {
            var scope = Scope.of(policy.name());
            var named = scope.project().orElse("");
            if (!named.equals(project) && named.matches("[^:]+:[^:]+")) {
                text.append(text.isEmpty() ? "" : "\n")
                        .append("project ")
                        .append(quoted(named))
                        .append('\n');
                project = named;
            }
            text.append(text.isEmpty() ? "" : "\n");
            text.append(heading(policy, scope, named.equals(project))).append('\n');
            for (var rule : policy.rules()) {
                text.append(rule(rule, policy.kind(), scope)).append('\n');
            }
        }
        return text.toString();
    }

    private static String heading(Policy policy, Scope scope, boolean isShort) {
        var name = isShort
                ? name(policy.name(), scope)
                : quoted(policy.name().contains(":") ? policy.name() : ':' + policy.name());
        return policy.kind().keyword()
                + ' '
                + name
                + policy.networks()
                        .map(networks -> " on " + list(networks.stream().map(n -> name(n, scope))))
                        .orElse("");
    }

    /** {@return one rule of a policy as a line of its text} */
    public static String print(Rule rule, Kind kind, String policy) {
        return rule(rule, kind, Scope.of(policy));
    }

    private static String rule(Rule rule, Kind kind, Scope scope) {
        var words = new ArrayList<String>();
        rule.action().ifPresent(action -> words.add(action == Rule.Action.PASS ? "pass" : "deny"));
        words.add(rule.protocol());
        words.add(endpoint(rule.source(), kind, scope));
        words.add(rule.direction().sign());
        words.add(endpoint(rule.destination(), kind, scope));
        for (var option : Option.values()) {
            var value = rule.options().get(option);
            if (value != null) {
                words.add(option.keyword() + value(option.shape(), value, scope));
            }
        }
        return String.join(" ", words);
    }

    private static String endpoint(Endpoint endpoint, Kind kind, Scope scope) {
        var addresses = endpoint.addresses().stream()
                .map(address -> address(address, kind, scope))
                .toList();
        boolean isOne =
                endpoint.addresses().size() == 1 && !(endpoint.addresses().getFirst() instanceof Address.Subnets);
        return (isOne ? addresses.getFirst() : list(addresses.stream())) + ' ' + ports(endpoint.ports());
    }

    private static String address(Address address, Kind kind, Scope scope) {
        return switch (address) {
            case Address.Network(var name) -> group(name, kind == Kind.NETWORK_POLICY, "virtual-network ", scope);
            case Address.SecurityGroup(var name) -> group(name, kind == Kind.SECURITY_GROUP, "security-group ", scope);
            case Address.PolicyNetworks(var name) -> "network-policy " + name(name, scope);
            case Address.Subnet(var prefix) -> prefix;
            case Address.Subnets(var prefixes) -> String.join(", ", prefixes);
        };
    }

    /** The word for some stands alone where it can mean this kind only. */
    private static String group(String name, boolean isOwnKind, String keyword, Scope scope) {
        if (RESERVED.contains(name)) {
            return isOwnKind ? name : keyword + name;
        }
        return keyword + name(name, scope);
    }

    private static String ports(List<PortRange> ports) {
        return switch (ports.size()) {
            case 0 -> "any";
            case 1 -> ports.getFirst().toString();
            default -> list(ports.stream().map(PortRange::toString));
        };
    }

    private static String value(Shape shape, Value value, Scope scope) {
        return switch (value) {
            case Value.Set() -> "";
            case Value.Text(var text) -> ' ' + text(shape, text, scope);
            case Value.Texts(var texts) -> ' ' + list(texts.stream().map(text -> text(shape, text, scope)));
            case Value.Mirror mirror -> mirror(mirror, scope);
        };
    }

    private static String text(Shape shape, String text, Scope scope) {
        return shape == Shape.NAME || shape == Shape.NAMES ? name(text, scope) : quoted(text);
    }

    private static String mirror(Value.Mirror mirror, Scope scope) {
        var settings = Stream.of(MirrorSetting.values())
                .filter(mirror.settings()::containsKey)
                .map(setting -> setting.keyword()
                        + value(
                                setting.shape(),
                                new Value.Text(mirror.settings().getOrDefault(setting, "")),
                                scope))
                .collect(Collectors.joining(", "));
        return mirror.analyzer().map(name -> ' ' + name(name, scope)).orElse("")
                + (settings.isEmpty() && mirror.analyzer().isPresent() ? "" : " (" + settings + ')');
    }

    private static String name(String qualified, Scope scope) {
        var text = scope.shortened(qualified);
        return quoted(RESERVED.contains(text) ? qualified : text);
    }

    private static String list(Stream<String> elements) {
        return elements.collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        if (Lexer.isWord(text)) {
            return text;
        }
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
