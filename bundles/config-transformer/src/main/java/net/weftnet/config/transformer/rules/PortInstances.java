package net.weftnet.config.transformer.rules;

import java.util.List;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;

/** A port belongs to the routing instance of its network, packets in both directions. */
final class PortInstances implements Producer {
    private static final String TYPE = "virtual-machine-interface";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var port = scope.object(TYPE, of).orElseThrow();
        var network = port.data().texts("virtual-network").getFirst();
        return List.of(EntryBuilder.of(TYPE, of)
                .entry(EntryBuilder.of("routing-instance", RoutingInstances.primary(network))
                        .leaf("direction", "both"))
                .build());
    }
}
