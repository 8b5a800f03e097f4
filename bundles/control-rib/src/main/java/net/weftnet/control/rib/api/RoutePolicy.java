package net.weftnet.control.rib.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.weftnet.common.net.IpPrefix;
import net.weftnet.protocol.bgp.attribute.Community;
import net.weftnet.protocol.bgp.attribute.ExtendedCommunity;

/**
 * Rules for the routes of an instance: its own, and those it imports. Each term that fits changes the route; the first that
 * accepts or rejects ends it. A route that nobody rejects is accepted.
 *
 * @param name for operators
 */
public record RoutePolicy(String name, List<Term> terms) {

    /** What is done with the routes that fit. */
    public record Term(Match match, Update update, Decision decision) {}

    /** What comes after a term that fits. */
    public enum Decision {
        ACCEPT,
        REJECT,
        NEXT_TERM,
        NEXT_POLICY
    }

    /**
     * Which routes; what is empty fits all. Without families and route types of Ethernet VPN a term is about IPv4 and IPv6.
     *
     * @param protocols how a route was learnt: any of these
     * @param prefixes any of these
     * @param communities any of these, or all
     * @param extendedCommunities any of these, or all
     * @param autonomousSystems any of these is in the AS path
     * @param family what the routes are
     * @param evpnTypes types of routes of Ethernet VPN: any of these
     */
    public record Match(
            Set<String> protocols,
            List<PrefixRange> prefixes,
            AnyOrAll<Community> communities,
            AnyOrAll<ExtendedCommunity> extendedCommunities,
            Set<Long> autonomousSystems,
            OptionalLong localPreference,
            Optional<Family> family,
            Set<Integer> evpnTypes) {

        /** Fits all routes of IPv4 and IPv6. */
        public static final Match ALL = new Match(
                Set.of(),
                List.of(),
                new AnyOrAll<>(Set.of(), false),
                new AnyOrAll<>(Set.of(), false),
                Set.of(),
                OptionalLong.empty(),
                Optional.empty(),
                Set.of());

        public Match {
            protocols = Set.copyOf(protocols);
            prefixes = List.copyOf(prefixes);
            autonomousSystems = Set.copyOf(autonomousSystems);
            evpnTypes = Set.copyOf(evpnTypes);
        }
    }

    /** What routes are. */
    public enum Family {
        INET,
        INET6,
        EVPN
    }

    /**
     * Prefixes inside another one.
     *
     * @param minimumLength not below that of the prefix
     * @param maximumLength at most 32 or 128
     */
    public record PrefixRange(IpPrefix prefix, int minimumLength, int maximumLength) {}

    /** Values of which a route has any, or all; if there are none it fits. */
    public record AnyOrAll<T>(Set<T> values, boolean all) {
        public AnyOrAll {
            values = Set.copyOf(values);
        }
    }

    /**
     * What becomes of a route.
     *
     * @param prepended AS numbers that are put before the path, the first one first
     */
    public record Update(
            List<Long> prepended,
            SetChange<Community> communities,
            SetChange<ExtendedCommunity> extendedCommunities,
            OptionalLong localPreference,
            OptionalLong multiExitDiscriminator) {

        /** Changes nothing. */
        public static final Update NOTHING =
                new Update(List.of(), SetChange.none(), SetChange.none(), OptionalLong.empty(), OptionalLong.empty());

        public Update {
            prepended = List.copyOf(prepended);
        }
    }

    /**
     * First all give way to others, if so; then some are taken out, and others added.
     *
     * @param set what takes the place of all
     */
    public record SetChange<T>(Optional<List<T>> set, List<T> removed, List<T> added) {
        public SetChange {
            set = set.map(List::copyOf);
            removed = List.copyOf(removed);
            added = List.copyOf(added);
        }

        public static <T> SetChange<T> none() {
            return new SetChange<>(Optional.empty(), List.of(), List.of());
        }

        /** {@return whether everything stays as it is} */
        public boolean isNone() {
            return set.isEmpty() && removed.isEmpty() && added.isEmpty();
        }
    }

    public RoutePolicy {
        terms = List.copyOf(terms);
    }
}
