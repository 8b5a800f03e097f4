package net.weftnet.compute.forwarding.api;

import java.util.List;

/**
 * Rules for flows that begin in one direction. The first that matches decides; if none does, the flow is dropped.
 *
 * @param name names it to people; what is longer than 111 octets is cut
 * @param kind what it is made of
 * @param direction the flows it judges
 * @param rules at most {@link #MOST_RULES}
 */
public record RuleSet(String name, Kind kind, Direction direction, List<Rule> rules) {
    /** How many rules a set can have. */
    public static final int MOST_RULES = 16_384;

    /** What a set is made of. The ordinal + 1 is the code in the kernel. */
    public enum Kind {
        NETWORK_POLICY,
        SECURITY_GROUPS,
        FIREWALL_POLICY;

        /** {@return the kind in words} */
        @Override
        public String toString() {
            return switch (this) {
                case NETWORK_POLICY -> "network policy";
                case SECURITY_GROUPS -> "security groups";
                case FIREWALL_POLICY -> "firewall policy";
            };
        }
    }

    public RuleSet {
        rules = List.copyOf(rules);
    }
}
