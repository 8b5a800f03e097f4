package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.compile.Uuids;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.IntentObject;

/**
 * The routing instance of a network, with its route targets and its connections to the instances of other networks.
 *
 * <pre>
 *   virtual-network d:p:vn ─▶ routing-instance d:p:vn:vn ──▶ route-target target:AS:number, and what is configured
 *                                     └─connection─▶ routing-instance of each network that wants it, too
 * </pre>
 */
final class NetworkInstance implements Producer {
    static final String TYPE = "virtual-network";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var network = scope.object(TYPE, of).orElseThrow();
        var instance = EntryBuilder.of("routing-instance", RoutingInstances.primary(of))
                .leaf("uuid", Uuids.derived(network.uuid(), "routing-instance"))
                .leaf(TYPE, of)
                .leaf("routing-instance-is-default", true);
        var targets = scope.get(NetworkTargets.RULE, of).writeTo(instance);
        for (var other : scope.get(Neighbors.RULE, of).connected()) {
            instance.entry(EntryBuilder.of("routing-instance", RoutingInstances.primary(other)));
        }
        var entries = new ArrayList<CompiledEntry>();
        entries.add(instance.build());
        entries.addAll(targets);
        if (RoutingInstances.FABRIC.startsWith(of + ':')) {
            entries.add(fabric(network));
        }
        return entries;
    }

    /** The instance of the underlay has the BGP routers, and no routes of workloads: so it has no route target. */
    private static CompiledEntry fabric(IntentObject network) {
        return EntryBuilder.of("routing-instance", RoutingInstances.FABRIC)
                .leaf("uuid", Uuids.derived(network.uuid(), "routing-instance of the underlay"))
                .leaf(TYPE, network.fqName())
                .build();
    }
}
