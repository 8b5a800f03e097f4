package net.weftnet.control.xmpp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.weftnet.control.config.api.RoutingPolicy;
import net.weftnet.control.rib.api.RoutePolicy;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routing policies as the configuration has them, and as the RIB applies them. */
final class PolicyTranslation {
    private static final Logger log = LoggerFactory.getLogger(PolicyTranslation.class);

    private PolicyTranslation() {}

    /** {@return the policies; a term with something in it that is no community is left out with a warning} */
    static List<RoutePolicy> translate(List<RoutingPolicy> policies) {
        return policies.stream().map(PolicyTranslation::translate).toList();
    }

    private static RoutePolicy translate(RoutingPolicy policy) {
        var terms = new ArrayList<RoutePolicy.Term>();
        for (var term : policy.terms()) {
            try {
                terms.add(new RoutePolicy.Term(
                        match(term.match()),
                        update(term.action()),
                        decision(term.action().decision())));
            } catch (IllegalArgumentException e) {
                log.warn("{}: ignored a term: {}", policy.name(), e.getMessage());
            }
        }
        return new RoutePolicy(policy.name(), terms);
    }

    private static RoutePolicy.Match match(RoutingPolicy.Match match) {
        return new RoutePolicy.Match(
                Set.copyOf(match.protocols()),
                match.prefixes().stream()
                        .map(range -> new RoutePolicy.PrefixRange(
                                range.prefix(), range.minimumLength(), range.maximumLength()))
                        .toList(),
                new RoutePolicy.AnyOrAll<>(parse(match.communities(), Community::parse), match.allCommunities()),
                new RoutePolicy.AnyOrAll<>(
                        parse(match.extendedCommunities(), ExtendedCommunity::parse), match.allExtendedCommunities()),
                Set.copyOf(match.asPath()),
                match.localPreference(),
                family(match.family()),
                Set.copyOf(match.evpnTypes()));
    }

    private static Optional<RoutePolicy.Family> family(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(RoutePolicy.Family.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private static RoutePolicy.Update update(RoutingPolicy.Action action) {
        return new RoutePolicy.Update(
                action.prepended(),
                change(action.communities(), Community::parse),
                change(action.extendedCommunities(), ExtendedCommunity::parse),
                action.localPreference(),
                action.med());
    }

    private static <T> RoutePolicy.SetChange<T> change(RoutingPolicy.SetChange change, Function<String, T> parser) {
        return new RoutePolicy.SetChange<>(
                change.set().map(texts -> texts.stream().map(parser).toList()),
                change.removed().stream().map(parser).toList(),
                change.added().stream().map(parser).toList());
    }

    private static <T> Set<T> parse(List<String> texts, Function<String, T> parser) {
        var values = new HashSet<T>();
        texts.forEach(text -> values.add(parser.apply(text)));
        return values;
    }

    private static RoutePolicy.Decision decision(String name) {
        return switch (name) {
            case "accept" -> RoutePolicy.Decision.ACCEPT;
            case "reject" -> RoutePolicy.Decision.REJECT;
            case "next policy" -> RoutePolicy.Decision.NEXT_POLICY;
            default -> RoutePolicy.Decision.NEXT_TERM;
        };
    }
}
