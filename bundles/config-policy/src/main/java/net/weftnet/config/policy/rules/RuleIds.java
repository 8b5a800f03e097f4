package net.weftnet.config.policy.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import net.weftnet.config.policy.language.Option;
import net.weftnet.config.policy.language.PolicyFile.Policy;
import net.weftnet.config.policy.language.PolicyPrinter;
import net.weftnet.config.policy.language.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The names of rules in logs and counters. A rule that has got none is named after what it says, so it keeps its name when
 * rules around it come and go, and when the same text is loaded again.
 */
final class RuleIds {
    private RuleIds() {}

    /** {@return the name of each rule of a policy} */
    static List<String> of(Policy policy) {
        var ids = new ArrayList<String>();
        var copies = new HashMap<String, Integer>();
        for (var rule : policy.rules()) {
            ids.add(given(rule) instanceof String id ? id : derived(policy, rule, copies));
        }
        return ids;
    }

    private static @Nullable String given(Rule rule) {
        return rule.options().get(Option.ID) instanceof Option.Value.Text(var id) ? id : null;
    }

    private static String derived(Policy policy, Rule rule, HashMap<String, Integer> copies) {
        var text = PolicyPrinter.print(rule, policy.kind(), policy.name());
        int copy = copies.merge(text, 1, Integer::sum);
        return UUID.nameUUIDFromBytes((policy.kind() + policy.name() + '\n' + text + '\n' + copy).getBytes(UTF_8))
                .toString();
    }

    /** {@return the policy without the names that its rules would get anyway} */
    static Policy withoutDerived(Policy policy) {
        var copies = new HashMap<String, Integer>();
        var rules = policy.rules().stream()
                .map(rule -> {
                    var unnamed = unnamed(rule);
                    return derived(policy, unnamed, copies).equals(given(rule)) ? unnamed : rule;
                })
                .toList();
        return new Policy(policy.kind(), policy.name(), policy.networks(), rules, policy.line());
    }

    private static Rule unnamed(Rule rule) {
        var options = new HashMap<>(rule.options());
        options.remove(Option.ID);
        return new Rule(
                rule.action(),
                rule.protocol(),
                rule.source(),
                rule.direction(),
                rule.destination(),
                options,
                rule.line());
    }
}
