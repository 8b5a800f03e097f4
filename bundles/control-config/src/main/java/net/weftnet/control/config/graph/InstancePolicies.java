package net.weftnet.control.config.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode.Name;
import net.weftnet.control.config.api.RoutingPolicy;
import net.weftnet.control.config.api.RoutingPolicy.Action;
import net.weftnet.control.config.api.RoutingPolicy.Match;
import net.weftnet.control.config.api.RoutingPolicy.PrefixRange;
import net.weftnet.control.config.api.RoutingPolicy.SetChange;
import net.weftnet.control.config.api.RoutingPolicy.Term;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routing policies of an instance, in the order of their sequence. A policy for network devices is not for us; a term
 * that cannot be read, or has a condition that we do not know, is left out with a warning.
 */
final class InstancePolicies {
    static final String ROUTING_POLICY = "routing-policy";

    /** The node that a link with an attribute is. */
    static final String USE = "routing-policy-routing-instance";

    private static final Logger log = LoggerFactory.getLogger(InstancePolicies.class);
    private static final int MAX_PREFIX_LENGTH = 128;

    private InstancePolicies() {}

    /** A policy of an instance. */
    private record Use(List<Integer> sequence, Name policy) {
        private static final Comparator<Use> ORDER =
                Comparator.comparing(Use::sequence, InstancePolicies::compare).thenComparing(Use::policy);
    }

    static List<RoutingPolicy> of(Name instance, GraphStore graph) {
        var uses = new ArrayList<Use>();
        for (var use : graph.neighbours(instance, USE)) {
            var sequence = graph.property(use, "value")
                    .flatMap(value -> value.childText("sequence"))
                    .orElse("");
            graph.neighbours(use, ROUTING_POLICY).forEach(policy -> uses.add(new Use(numbers(sequence), policy)));
        }
        return uses.stream()
                .sorted(Use.ORDER)
                .map(Use::policy)
                .filter(policy -> !graph.property(policy, "term-type")
                        .map(type -> type.text().strip())
                        .orElse("")
                        .equals("network-device"))
                .map(policy -> policy(policy, graph))
                .toList();
    }

    /** A place is numbers with dots between them; what is none comes first. */
    private static List<Integer> numbers(String sequence) {
        try {
            return Arrays.stream(sequence.strip().split("\\."))
                    .map(Integer::parseInt)
                    .toList();
        } catch (NumberFormatException _) {
            return List.of();
        }
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static RoutingPolicy policy(Name policy, GraphStore graph) {
        var terms = new ArrayList<Term>();
        for (var term : graph.property(policy, "routing-policy-entries").stream()
                .flatMap(entries -> entries.children("term").stream())
                .toList()) {
            try {
                terms.add(new Term(
                        match(term.child("term-match-condition").orElse(XmlElement.of("none"))),
                        action(term.child("term-action-list").orElse(XmlElement.of("none")))));
            } catch (IllegalArgumentException e) {
                log.warn("{}: ignored a term: {}", policy, e.getMessage());
            }
        }
        return new RoutingPolicy(policy.name(), terms);
    }

    private static Match match(XmlElement condition) {
        for (var unknown : List.of("prefix-list", "external")) {
            if (condition.child(unknown).isPresent()) {
                throw new IllegalArgumentException("The condition " + unknown + " is not supported");
            }
        }
        return new Match(
                texts(condition, "protocol"),
                Stream.concat(
                                condition.children("prefix").stream().map(InstancePolicies::prefix),
                                condition.child("route-filter").stream()
                                        .flatMap(filter -> filter.children("route-filter-properties").stream())
                                        .map(InstancePolicies::filter))
                        .toList(),
                Stream.concat(texts(condition, "community").stream(), texts(condition, "community-list").stream())
                        .distinct()
                        .toList(),
                isTrue(condition, "community-match-all"),
                texts(condition, "extcommunity-list"),
                isTrue(condition, "extcommunity-match-all"),
                family(condition.childText("family").orElse("").strip()),
                texts(condition, "as-path").stream().map(Long::valueOf).toList(),
                number(condition, "local-pref"),
                texts(condition, "nlri-route-type").stream()
                        .map(Integer::valueOf)
                        .toList());
    }

    private static String family(String name) {
        return name.equals("inet-vpn") ? "inet" : name;
    }

    private static PrefixRange prefix(XmlElement prefix) {
        return range(text(prefix, "prefix"), prefix.childText("prefix-type").orElse("exact"), "");
    }

    private static PrefixRange filter(XmlElement filter) {
        return range(
                text(filter, "route"),
                filter.childText("route-type").orElse("exact"),
                filter.childText("route-type-value").orElse(""));
    }

    /** @param value of {@code upto} a length, {@code /28}; of {@code prefix-length-range} two, {@code /24-/28} */
    private static PrefixRange range(String text, String type, String value) {
        var prefix = IpPrefix.parse(text);
        int whole = prefix.address().isIpv4() ? 32 : MAX_PREFIX_LENGTH;
        int length = prefix.length();
        var lengths = value.replace("/", "").strip();
        return switch (type.strip()) {
            case "exact" -> new PrefixRange(prefix, length, length);
            case "longer" -> new PrefixRange(prefix, length + 1, whole);
            case "orlonger" -> new PrefixRange(prefix, length, whole);
            case "upto" -> new PrefixRange(prefix, length, Integer.parseInt(lengths));
            case "prefix-length-range" -> {
                int dash = lengths.indexOf('-');
                yield new PrefixRange(
                        prefix,
                        Integer.parseInt(lengths.substring(0, Math.max(dash, 0))),
                        Integer.parseInt(lengths.substring(dash + 1)));
            }
            default -> throw new IllegalArgumentException("Prefixes are not compared by " + type);
        };
    }

    private static Action action(XmlElement action) {
        if (action.child("as-path-expand").isPresent()
                || action.child("external").isPresent()) {
            throw new IllegalArgumentException("An action is not supported");
        }
        var update = action.child("update").orElse(XmlElement.of("none"));
        var prepended = Stream.concat(
                        update.child("as-path").stream()
                                .flatMap(path -> path.children("expand").stream())
                                .flatMap(expand -> texts(expand, "asn-list").stream()),
                        texts(action, "as-path-prepend").stream().flatMap(text -> Arrays.stream(text.split("\\s+"))))
                .map(Long::valueOf)
                .toList();
        return new Action(
                prepended,
                change(update, "community"),
                change(update, "extcommunity"),
                number(update, "local-pref"),
                number(update, "med"),
                decision(action));
    }

    /** Who neither accepts nor rejects leaves it to the next term. */
    private static String decision(XmlElement action) {
        var decision = action.childText("action").orElse("").strip();
        return switch (decision) {
            case "accept", "reject" -> decision;
            case "next", "" ->
                action.childText("action-next-value").orElse("").strip().equals("policy") ? "next policy" : "next term";
            default -> throw new IllegalArgumentException("Not an action: " + decision);
        };
    }

    private static SetChange change(XmlElement update, String what) {
        var change = update.child(what).orElse(XmlElement.of("none"));
        return new SetChange(
                change.child("set").map(set -> texts(set, "community")).filter(set -> !set.isEmpty()),
                change.child("remove").map(list -> texts(list, "community")).orElse(List.of()),
                change.child("add").map(list -> texts(list, "community")).orElse(List.of()));
    }

    private static List<String> texts(XmlElement element, String name) {
        return element.children(name).stream()
                .map(child -> child.text().strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static boolean isTrue(XmlElement element, String name) {
        return element.childText(name).map(String::strip).equals(Optional.of("true"));
    }

    private static OptionalLong number(XmlElement element, String name) {
        return texts(element, name).stream().mapToLong(Long::parseLong).findFirst();
    }

    private static String text(XmlElement element, String name) {
        return element.childText(name)
                .map(String::strip)
                .orElseThrow(() -> new IllegalArgumentException("There is no " + name));
    }
}
