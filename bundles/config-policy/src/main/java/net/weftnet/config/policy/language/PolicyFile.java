package net.weftnet.config.policy.language;

import java.util.List;
import java.util.Optional;

/**
 * What a text says.
 *
 * @param policies its policies, in its order
 */
public record PolicyFile(List<Policy> policies) {

    public PolicyFile {
        policies = List.copyOf(policies);
    }

    /** What the rules of a policy are for; the two have the same rules, but other words for their own side. */
    public enum Kind {
        /** The traffic between networks. */
        NETWORK_POLICY("policy", "network-policy"),
        /** The traffic of single ports. */
        SECURITY_GROUP("security-group", "security-group");

        private final String keyword;
        private final String type;

        Kind(String keyword, String type) {
            this.keyword = keyword;
            this.type = type;
        }

        /** {@return the word that begins a policy of this kind} */
        public String keyword() {
            return keyword;
        }

        /** {@return the type of the object in the configuration} */
        public String type() {
            return type;
        }
    }

    /**
     * A policy with all of its rules.
     *
     * @param name its fully qualified name: domain, project and name, joined by colons
     * @param networks the fully qualified names of the networks that it applies to; empty if the text does not say
     * @param rules the first one that fits decides
     * @param line where it begins
     */
    public record Policy(Kind kind, String name, Optional<List<String>> networks, List<Rule> rules, int line) {
        public Policy {
            networks = networks.map(List::copyOf);
            rules = List.copyOf(rules);
        }
    }
}
