package net.weftnet.config.transformer.rules;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;

/** Which networks have analyzers in them. There is one value, named by nothing. */
final class Analyzers implements Rule<Map<String, Set<String>>> {
    static final Analyzers RULE = new Analyzers();

    @Override
    public String name() {
        return "analyzers";
    }

    @Override
    public boolean isIndex() {
        return true;
    }

    @Override
    public Map<String, Set<String>> compute(String of, Scope scope) {
        var byNetwork = new TreeMap<String, Set<String>>();
        for (var service : scope.members("service-instance", "")) {
            if (scope.get(Service.RULE, service).isAnalyzer()) {
                scope.get(Service.RULE, service).leftPort().ifPresent(port -> byNetwork
                        .computeIfAbsent(port.network(), _ -> new TreeSet<>())
                        .add(service));
            }
        }
        return byNetwork;
    }

    /** The analyzers of one network. */
    static final class OfNetwork implements Rule<Set<String>> {
        static final OfNetwork RULE = new OfNetwork();

        @Override
        public String name() {
            return "analyzers of network";
        }

        @Override
        public Set<String> compute(String network, Scope scope) {
            return scope.get(Analyzers.RULE, "").getOrDefault(network, Set.of());
        }
    }
}
