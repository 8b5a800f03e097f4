package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.IntentObject;

/**
 * What the policies of one network say, whether or not other networks agree.
 *
 * @param fixed the rules of policies that always apply; none when there is no such policy
 * @param timed the rules of policies that apply at times; none when there is no such policy
 * @param wanted the networks that it lets traffic come from or go to, or {@link Address#ANY}
 */
record NetworkTraffic(Optional<List<AclRule>> fixed, Optional<List<AclRule>> timed, Set<String> wanted) {
    static final Rule<NetworkTraffic> RULE = new Compilation();
    private static final NetworkTraffic NONE = new NetworkTraffic(Optional.empty(), Optional.empty(), Set.of());

    /** Applies the rules of the policies one after the other. */
    private static final class Compilation implements Rule<NetworkTraffic> {
        @Override
        public String name() {
            return "traffic of network";
        }

        @Override
        public NetworkTraffic compute(String of, Scope scope) {
            return scope.object("virtual-network", of)
                    .filter(network -> !network.data().list("network-policy").isEmpty())
                    .map(network -> policies(network, scope))
                    .orElse(NONE);
        }

        private static NetworkTraffic policies(IntentObject network, Scope scope) {
            var fixed = new Acl(false);
            var timed = new Acl(true);
            var wanted = new TreeSet<String>();
            var uses = PolicyUse.of(network);
            for (var use : uses) {
                var acl = use.isTimed() ? timed : fixed;
                for (var rule : use.rules(scope)) {
                    var expansion = new RuleExpansion(network, rule, scope);
                    for (var one : expansion.rules()) {
                        if (acl.add(one) && expansion.connects(one)) {
                            want(one, network.fqName(), wanted);
                        }
                    }
                    expansion.analyzerNetwork().ifPresent(wanted::add);
                }
            }
            wanted.remove(network.fqName());
            return new NetworkTraffic(
                    uses.stream().allMatch(PolicyUse::isTimed) ? Optional.empty() : Optional.of(fixed.rules()),
                    uses.stream().noneMatch(PolicyUse::isTimed) ? Optional.empty() : Optional.of(timed.rules()),
                    wanted);
        }

        private static void want(AclRule rule, String network, Set<String> wanted) {
            if (rule.destination().covers(network)) {
                rule.source().network().ifPresent(wanted::add);
            }
            if (rule.source().covers(network)) {
                rule.destination().network().ifPresent(wanted::add);
            }
        }
    }
}
