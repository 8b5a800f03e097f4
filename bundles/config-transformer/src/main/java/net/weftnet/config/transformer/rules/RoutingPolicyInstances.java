package net.weftnet.config.transformer.rules;

import java.util.List;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;

/**
 * A routing policy applies to the routing instances of the networks that refer to it, and to those of the services that it
 * refers to, on the sides for which it has a place.
 */
final class RoutingPolicyInstances implements Producer {
    private static final String TYPE = "routing-policy";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var policy = scope.object(TYPE, of).orElseThrow();
        var entry = EntryBuilder.of(TYPE, of);
        for (var name : scope.referrers(TYPE, of, NetworkInstance.TYPE)) {
            var network = scope.object(NetworkInstance.TYPE, name).orElseThrow();
            network.data().list(TYPE).stream()
                    .filter(use -> use.required("fq-name").equals(of))
                    .forEach(use -> entry.entry(EntryBuilder.of("routing-instance", RoutingInstances.primary(name))
                            .leaf("sequence", use.text("sequence"))));
        }
        for (var use : policy.data().list("service-instance")) {
            var service = use.required("fq-name");
            for (var chain : scope.get(ServiceChains.RULE, service)) {
                use.text("left-sequence")
                        .ifPresent(place -> entry.entry(EntryBuilder.of("routing-instance", chain.leftInstance(service))
                                .leaf("sequence", place)));
                if (!scope.get(Service.RULE, service).translates()) {
                    use.text("right-sequence")
                            .ifPresent(place ->
                                    entry.entry(EntryBuilder.of("routing-instance", chain.rightInstance(service))
                                            .leaf("sequence", place)));
                }
            }
        }
        return List.of(entry.build());
    }
}
