package net.weftnet.config.transformer.rules;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.compile.Uuids;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.IntentObject;
import net.weftnet.config.transformer.rules.RouteTargets.Direction;

/**
 * The routing instance of a network, with its route targets and its connections to the instances of other networks.
 *
 * <pre>
 *   virtual-network d:p:vn ─▶ routing-instance d:p:vn:vn ──▶ route-target target:AS:number, and what is configured
 *                                     ├─connection─▶ routing-instance of each network that wants it, too
 *                                     └─connection─▶ first routing-instance of each service chain to its right
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
        var routes = scope.get(StaticRoutes.RULE, of);
        routes.write().ifPresent(instance::child);
        var targets = new RouteTargets.Builder().add(scope.get(NetworkTargets.RULE, of));
        routes.imported().forEach(target -> targets.add(target, Direction.IMPORT));
        var objects = targets.build().writeTo(instance);
        for (var other : scope.get(Neighbors.RULE, of).connected()) {
            instance.entry(EntryBuilder.of("routing-instance", RoutingInstances.primary(other)));
        }
        for (var chain : scope.get(ActiveChains.RULE, of)) {
            if (chain.left().equals(of) && !NetworkChains.isMultiPolicy(chain, scope)) {
                var first = chain.leftInstance(chain.services().getFirst());
                instance.entry(EntryBuilder.of("routing-instance", first));
            }
        }
        if (hasDevice(of, scope)) {
            instance.leaf("routing-instance-has-pnf", true);
        }
        if (network.data().flag("fabric-snat")) {
            instance.leaf("routing-instance-fabric-snat", true);
        }
        var entries = new ArrayList<CompiledEntry>();
        entries.add(instance.build());
        entries.addAll(objects);
        if (RoutingInstances.FABRIC.startsWith(of + ':')) {
            entries.add(fabric(network));
        }
        return entries;
    }

    private static boolean hasDevice(String network, Scope scope) {
        return scope.get(ActiveChains.RULE, network).stream()
                .flatMap(chain -> chain.services().stream())
                .anyMatch(service -> scope.get(Service.RULE, service).isPhysical());
    }

    /** The instance of the underlay has the BGP routers, and no routes of workloads: so it has no route target. */
    private static CompiledEntry fabric(IntentObject network) {
        return EntryBuilder.of("routing-instance", RoutingInstances.FABRIC)
                .leaf("uuid", Uuids.derived(network.uuid(), "routing-instance of the underlay"))
                .leaf(TYPE, network.fqName())
                .build();
    }
}
