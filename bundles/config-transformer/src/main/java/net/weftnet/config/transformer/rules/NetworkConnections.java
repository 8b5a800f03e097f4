package net.weftnet.config.transformer.rules;

import java.util.Set;
import java.util.TreeSet;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Names;

/**
 * Which networks one network is connected to.
 *
 * @param wanted those it wants to be connected to
 */
record NetworkConnections(Set<String> wanted) {
    static final Rule<NetworkConnections> RULE = new Compilation();
    private static final String NETWORK = "virtual-network";

    /** Adds to what the network's policies name what others ask of it: any, and copies for analyzers in it. */
    private static final class Compilation implements Rule<NetworkConnections> {
        @Override
        public String name() {
            return "wanted connections of network";
        }

        @Override
        public NetworkConnections compute(String of, Scope scope) {
            var wanted = new TreeSet<String>(scope.get(NetworkTraffic.RULE, of).wanted());
            if (wanted.remove(Address.ANY)) {
                wanted.addAll(scope.members(NETWORK, Names.parent(of)));
                wanted.addAll(mentioning(of, scope));
            }
            for (var analyzer : scope.get(Analyzers.OfNetwork.RULE, of)) {
                for (var policy : scope.mentions("service-instance", analyzer, "network-policy")) {
                    wanted.addAll(scope.referrers("network-policy", policy, NETWORK));
                }
            }
            wanted.addAll(scope.get(Analyzers.OfMirrors.RULE, of));
            wanted.addAll(scope.get(NetworkChains.RULE, of).direct());
            wanted.remove(of);
            return new NetworkConnections(wanted);
        }

        /** {@return the networks of other projects whose policies name this one} */
        private static Set<String> mentioning(String network, Scope scope) {
            var found = new TreeSet<String>();
            for (var policy : scope.mentions(NETWORK, network, "network-policy")) {
                for (var other : scope.referrers("network-policy", policy, NETWORK)) {
                    if (scope.get(NetworkTraffic.RULE, other).wanted().contains(network)) {
                        found.add(other);
                    }
                }
            }
            return found;
        }
    }
}
