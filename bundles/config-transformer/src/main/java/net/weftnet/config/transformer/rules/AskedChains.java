package net.weftnet.config.transformer.rules;

import java.util.LinkedHashSet;
import java.util.List;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;

/** The service chains that the policies of one network ask for, whether or not other networks agree. */
final class AskedChains implements Rule<List<Chain>> {
    static final AskedChains RULE = new AskedChains();

    @Override
    public String name() {
        return "asked chains of network";
    }

    @Override
    public List<Chain> compute(String of, Scope scope) {
        var chains = new LinkedHashSet<Chain>();
        scope.object(NetworkInstance.TYPE, of).ifPresent(network -> PolicyUse.of(network).stream()
                .flatMap(use -> use.rules(scope).stream())
                .filter(rule -> !rule.services().isEmpty())
                .forEach(rule -> chains.addAll(new RuleExpansion(network, rule, scope).chains())));
        return List.copyOf(chains);
    }
}
