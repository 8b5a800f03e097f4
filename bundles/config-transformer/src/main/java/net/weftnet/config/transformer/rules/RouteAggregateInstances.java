package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import net.weftnet.config.transformer.intent.Data;

/**
 * A route aggregate is in the routing instances of the services that it refers to, on the side that it says. It leads to the
 * service, unless the author gives another next hop.
 */
final class RouteAggregateInstances implements Producer {
    private static final String TYPE = "route-aggregate";
    private static final String NEXT_HOP = "aggregate-route-nexthop";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var aggregate = scope.object(TYPE, of).orElseThrow();
        var instances = new TreeSet<String>();
        Optional<String> nextHop = Optional.empty();
        for (var use : aggregate.data().list("service-instance")) {
            var service = use.required("fq-name");
            var side = use.text("interface-type").orElse("");
            for (var chain : scope.get(ServiceChains.RULE, service)) {
                boolean isLeft = side.equals("left");
                if (isLeft) {
                    instances.add(chain.leftInstance(service));
                } else if (side.equals("right")
                        && !scope.get(Service.RULE, service).translates()) {
                    instances.add(chain.rightInstance(service));
                } else {
                    continue;
                }
                if (nextHop.isEmpty()) {
                    nextHop = ChainInformation.address(chain, service, isLeft, family(aggregate.data()), scope);
                }
            }
        }
        boolean isGiven = aggregate.data().text(NEXT_HOP).isPresent();
        return instances.isEmpty()
                ? List.of()
                : List.of(EntryBuilder.of(TYPE, of)
                        .leafs("routing-instance", instances)
                        .leaf(NEXT_HOP, nextHop.filter(_ -> !isGiven))
                        .build());
    }

    /** {@return the family of the first prefix} */
    private static String family(Data aggregate) {
        return aggregate
                .container("aggregate-route-entries")
                .flatMap(entries -> entries.texts("route").stream().findFirst())
                .filter(prefix -> prefix.contains(":"))
                .map(_ -> "v6")
                .orElse("v4");
    }
}
