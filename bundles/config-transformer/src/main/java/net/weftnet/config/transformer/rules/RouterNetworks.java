package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.IntentObject;

/**
 * The networks that exchange routes over a logical router: those of its ports, or its internal network when the nodes lead
 * routes there.
 */
final class RouterNetworks implements Rule<Set<String>> {
    static final RouterNetworks RULE = new RouterNetworks();
    private static final String ROUTER = "logical-router";

    @Override
    public String name() {
        return "networks of router";
    }

    @Override
    public Set<String> compute(String of, Scope scope) {
        var networks = new TreeSet<String>();
        scope.object(ROUTER, of).ifPresent(router -> {
            if (LogicalRouter.isVxlan(router)) {
                router.data().list("virtual-network").stream()
                        .filter(network -> network.text("logical-router-virtual-network-type")
                                .filter("InternalVirtualNetwork"::equals)
                                .isPresent())
                        .forEach(network -> networks.add(network.required("fq-name")));
            } else {
                networks.addAll(networksOfPorts(router, scope));
            }
        });
        return networks;
    }

    private static Set<String> networksOfPorts(IntentObject router, Scope scope) {
        var networks = new TreeSet<String>();
        for (var name : router.data().texts("virtual-machine-interface")) {
            scope.object("virtual-machine-interface", name)
                    .ifPresent(port -> networks.addAll(port.data().texts("virtual-network")));
        }
        return networks;
    }

    /** The routers of each network. There is one value, named by nothing. */
    private static final class ByNetwork implements Rule<Map<String, Set<String>>> {
        private static final ByNetwork RULE = new ByNetwork();

        @Override
        public String name() {
            return "routers by network";
        }

        @Override
        public boolean isIndex() {
            return true;
        }

        @Override
        public Map<String, Set<String>> compute(String of, Scope scope) {
            var routers = new TreeMap<String, Set<String>>();
            for (var router : scope.members(ROUTER, "")) {
                for (var network : scope.get(RouterNetworks.RULE, router)) {
                    routers.computeIfAbsent(network, _ -> new TreeSet<>()).add(router);
                }
            }
            return routers;
        }
    }

    /** The routers of one network. */
    static final class OfNetwork implements Rule<Set<String>> {
        static final OfNetwork RULE = new OfNetwork();

        @Override
        public String name() {
            return "routers of network";
        }

        @Override
        public Set<String> compute(String network, Scope scope) {
            return scope.get(ByNetwork.RULE, "").getOrDefault(network, Set.of());
        }
    }

    /** The networks behind the same routers as one network. */
    static final class Around implements Rule<Set<String>> {
        static final Around RULE = new Around();

        @Override
        public String name() {
            return "networks behind the routers of network";
        }

        @Override
        public Set<String> compute(String network, Scope scope) {
            var networks = new TreeSet<String>();
            for (var router : scope.get(OfNetwork.RULE, network)) {
                networks.addAll(scope.get(RouterNetworks.RULE, router));
            }
            networks.remove(network);
            return networks;
        }
    }

    /** {@return the rules of this file, each after those it reads} */
    static List<Rule<?>> all() {
        return List.of(RULE, ByNetwork.RULE, OfNetwork.RULE, Around.RULE);
    }
}
