package net.weftnet.control.config.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.weftnet.common.net.IpPrefix;

/**
 * A routing policy as configured, for the routes of an instance. What is text is as in the configuration.
 *
 * @param name for example {@code default-domain:demo:prefer-left}
 */
public record RoutingPolicy(String name, List<Term> terms) {

    /** Which routes, and what happens with them. */
    public record Term(Match match, Action action) {}

    /**
     * Which routes; what is empty fits all.
     *
     * @param protocols for example {@code static}: any of them
     * @param prefixes any of them
     * @param family {@code inet}, {@code inet6}, {@code evpn}; empty for any
     * @param asPath any of these numbers is in the AS path
     * @param evpnTypes any of these types of routes of Ethernet VPN
     */
    public record Match(
            List<String> protocols,
            List<PrefixRange> prefixes,
            List<String> communities,
            boolean allCommunities,
            List<String> extendedCommunities,
            boolean allExtendedCommunities,
            String family,
            List<Long> asPath,
            OptionalLong localPreference,
            List<Integer> evpnTypes) {
        public Match {
            protocols = List.copyOf(protocols);
            prefixes = List.copyOf(prefixes);
            communities = List.copyOf(communities);
            extendedCommunities = List.copyOf(extendedCommunities);
            asPath = List.copyOf(asPath);
            evpnTypes = List.copyOf(evpnTypes);
        }
    }

    /**
     * Prefixes inside another one.
     *
     * @param minimumLength not below the length of the prefix
     * @param maximumLength at most 32 or 128
     */
    public record PrefixRange(IpPrefix prefix, int minimumLength, int maximumLength) {}

    /**
     * What happens.
     *
     * @param prepended AS numbers that are put before the path
     * @param decision {@code accept}, {@code reject}, {@code next term} or {@code next policy}
     */
    public record Action(
            List<Long> prepended,
            SetChange communities,
            SetChange extendedCommunities,
            OptionalLong localPreference,
            OptionalLong med,
            String decision) {
        public Action {
            prepended = List.copyOf(prepended);
        }
    }

    /**
     * Changes of communities.
     *
     * @param set what takes the place of all
     */
    public record SetChange(Optional<List<String>> set, List<String> removed, List<String> added) {
        public SetChange {
            set = set.map(List::copyOf);
            removed = List.copyOf(removed);
            added = List.copyOf(added);
        }
    }

    public RoutingPolicy {
        terms = List.copyOf(terms);
    }
}
