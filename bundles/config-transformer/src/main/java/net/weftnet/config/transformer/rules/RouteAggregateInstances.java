package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.TreeSet;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;

/** A route aggregate is in the routing instances of the services that it refers to, on the side that it says. */
final class RouteAggregateInstances implements Producer {
    private static final String TYPE = "route-aggregate";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var aggregate = scope.object(TYPE, of).orElseThrow();
        var instances = new TreeSet<String>();
        for (var use : aggregate.data().list("service-instance")) {
            var service = use.required("fq-name");
            var side = use.text("interface-type").orElse("");
            for (var chain : scope.get(ServiceChains.RULE, service)) {
                if (side.equals("left")) {
                    instances.add(chain.leftInstance(service));
                } else if (side.equals("right")
                        && !scope.get(Service.RULE, service).translates()) {
                    instances.add(chain.rightInstance(service));
                }
            }
        }
        return instances.isEmpty()
                ? List.of()
                : List.of(EntryBuilder.of(TYPE, of)
                        .leafs("routing-instance", instances)
                        .build());
    }
}
