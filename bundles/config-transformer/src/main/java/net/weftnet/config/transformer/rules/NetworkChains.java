package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;

/**
 * The service chains of one network.
 *
 * @param agreed those that the network at the other end asks for, too
 * @param partially the networks at the other end of those that it does not
 * @param direct the networks that are to be connected besides, since both let several policies lead through chains
 */
record NetworkChains(List<Chain> agreed, Set<String> partially, Set<String> direct) {
    static final Rule<NetworkChains> RULE = new Compilation();

    NetworkChains {
        agreed = List.copyOf(agreed);
    }

    /** {@return whether several policies may lead traffic of a chain through services at a time} */
    static boolean isMultiPolicy(Chain chain, Scope scope) {
        return allowsSeveral(chain.left(), scope)
                && allowsSeveral(chain.right(), scope)
                && !scope.get(Service.RULE, chain.services().getLast()).translates();
    }

    private static boolean allowsSeveral(String network, Scope scope) {
        return scope.object("virtual-network", network)
                .filter(one -> one.data().flag("multi-policy-service-chains-enabled"))
                .isPresent();
    }

    private static final class Compilation implements Rule<NetworkChains> {
        @Override
        public String name() {
            return "chains of network";
        }

        @Override
        public NetworkChains compute(String of, Scope scope) {
            var agreed = new ArrayList<Chain>();
            var partially = new TreeSet<String>();
            var direct = new TreeSet<String>();
            for (var chain : scope.get(AskedChains.RULE, of)) {
                var other = chain.other(of);
                if (!scope.get(AskedChains.RULE, other).contains(chain)) {
                    partially.add(other);
                    continue;
                }
                agreed.add(chain);
                if (isMultiPolicy(chain, scope)) {
                    direct.add(other);
                }
            }
            return new NetworkChains(agreed, partially, direct);
        }
    }
}
