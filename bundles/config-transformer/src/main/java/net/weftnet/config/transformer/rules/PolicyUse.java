package net.weftnet.config.transformer.rules;

import java.util.Comparator;
import java.util.List;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;
import net.weftnet.config.transformer.intent.IntentObject;

/**
 * A policy of a network.
 *
 * @param policy the policy
 * @param major its place among the network's policies
 * @param minor its place among those with the same first number
 * @param isTimed whether it applies at times only
 */
record PolicyUse(String policy, long major, long minor, boolean isTimed) {

    /** {@return the policies of a network in the order in which they apply; those without a place come last} */
    static List<PolicyUse> of(IntentObject network) {
        return network.data().list("network-policy").stream()
                .map(PolicyUse::read)
                .sorted(Comparator.comparingLong(PolicyUse::major).thenComparingLong(PolicyUse::minor))
                .toList();
    }

    /** {@return the rules of the policy} */
    List<PolicyRule> rules(Scope scope) {
        return scope.get(PolicyRule.OF_POLICY, policy);
    }

    private static PolicyUse read(Data use) {
        var sequence = use.container("sequence");
        return new PolicyUse(
                use.required("fq-name"),
                sequence.map(place -> place.number("major", 0)).orElse(Long.MAX_VALUE),
                sequence.map(place -> place.number("minor", 0)).orElse(Long.MAX_VALUE),
                use.container("timer").isPresent());
    }
}
