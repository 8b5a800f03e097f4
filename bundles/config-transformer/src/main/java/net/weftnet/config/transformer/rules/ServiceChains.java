package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;

/** The active chains that a service is in. */
final class ServiceChains implements Rule<List<Chain>> {
    static final ServiceChains RULE = new ServiceChains();

    @Override
    public String name() {
        return "chains of service";
    }

    @Override
    public List<Chain> compute(String of, Scope scope) {
        var chains = new LinkedHashMap<String, Chain>();
        for (var policy : scope.mentions("service-instance", of, "network-policy")) {
            for (var network : scope.referrers("network-policy", policy, NetworkInstance.TYPE)) {
                scope.get(ActiveChains.RULE, network).stream()
                        .filter(chain -> chain.services().contains(of))
                        .forEach(chain -> chains.putIfAbsent(chain.id(), chain));
            }
        }
        return new ArrayList<>(chains.values());
    }
}
