package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.IntentObject;

/**
 * The access control lists of a network: one of the policies that always apply, one of those that apply at times.
 *
 * <p>A network without policies has none, and only its isolation protects it. A list ends with what nobody wrote: traffic
 * within the network passes, so does that of networks behind the same router, and everything else is dropped.
 */
final class NetworkAcls implements Producer {
    private static final String TYPE = "virtual-network";
    private static final String FABRIC = "default-domain:default-project:ip-fabric";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var network = scope.object(TYPE, of).orElseThrow();
        var traffic = scope.get(NetworkTraffic.RULE, of);
        var entries = new ArrayList<CompiledEntry>();
        if (traffic.fixed().isPresent() || needsNone(network)) {
            var acl = new Acl(false);
            traffic.fixed().orElse(List.of()).forEach(acl::add);
            implicit(network, scope).forEach(acl::add);
            entries.add(Acl.entry(network, TYPE, network.name(), acl.rules(), false));
        }
        traffic.timed().ifPresent(rules -> entries.add(Acl.entry(network, TYPE, "dynamic", rules, true)));
        return entries;
    }

    /** A network that reaches the underlay is protected from it also without policies. */
    private static boolean needsNone(IntentObject network) {
        return network.data().flag("is-provider-network")
                || network.data().flag("fabric-snat")
                || !network.data().texts(TYPE).isEmpty();
    }

    private static List<AclRule> implicit(IntentObject network, Scope scope) {
        var name = network.fqName();
        var rules = new ArrayList<AclRule>();
        rules.add(AclRule.implicit(name, name, true));
        if (network.data().flag("fabric-snat")) {
            rules.add(AclRule.implicit(name, FABRIC, true));
            rules.add(AclRule.implicit(FABRIC, name, true));
        }
        for (var other : scope.get(RouterNetworks.Around.RULE, name)) {
            rules.add(AclRule.implicit(name, other, true));
            rules.add(AclRule.implicit(other, name, true));
        }
        rules.add(AclRule.implicit(Address.ANY, Address.ANY, false));
        return rules;
    }
}
