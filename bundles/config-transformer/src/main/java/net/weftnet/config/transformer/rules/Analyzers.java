package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;

/** Which networks have analyzers in them. There is one value, named by nothing. */
final class Analyzers implements Rule<Map<String, Set<String>>> {
    static final Analyzers RULE = new Analyzers();
    private static final String PORT = "virtual-machine-interface";

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

    /**
     * The networks that are connected since packets of ports in the one are copied to an analyzer in the other, in both
     * directions. There is one value, named by nothing.
     */
    private static final class Mirrored implements Rule<Map<String, Set<String>>> {
        private static final Mirrored RULE = new Mirrored();

        @Override
        public String name() {
            return "networks with mirrored ports";
        }

        @Override
        public boolean isIndex() {
            return true;
        }

        @Override
        public Map<String, Set<String>> compute(String of, Scope scope) {
            var connected = new TreeMap<String, Set<String>>();
            scope.get(Analyzers.RULE, "").forEach((analyzing, services) -> services.stream()
                    .flatMap(service -> scope.mentions("service-instance", service, PORT).stream())
                    .flatMap(port -> scope.object(PORT, port).stream())
                    .flatMap(port -> port.data().texts("virtual-network").stream())
                    .filter(mirrored -> !mirrored.equals(analyzing))
                    .forEach(mirrored -> {
                        connected
                                .computeIfAbsent(analyzing, _ -> new TreeSet<>())
                                .add(mirrored);
                        connected
                                .computeIfAbsent(mirrored, _ -> new TreeSet<>())
                                .add(analyzing);
                    }));
            return connected;
        }
    }

    /** The networks that one network is connected to since packets of ports are copied. */
    static final class OfMirrors implements Rule<Set<String>> {
        static final OfMirrors RULE = new OfMirrors();

        @Override
        public String name() {
            return "networks by mirrored ports of network";
        }

        @Override
        public Set<String> compute(String network, Scope scope) {
            return scope.get(Mirrored.RULE, "").getOrDefault(network, Set.of());
        }
    }

    /** {@return the rules of this file, each after those it reads} */
    static List<Rule<?>> all() {
        return List.of(RULE, OfNetwork.RULE, Mirrored.RULE, OfMirrors.RULE);
    }
}
