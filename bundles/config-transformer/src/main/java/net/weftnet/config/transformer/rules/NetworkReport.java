package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.TreeSet;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;
import org.opendaylight.yangtools.yang.common.Uint32;

/** What operators want to know of a network with policies: which networks it reaches, and which do not want it. */
final class NetworkReport implements Producer {

    @Override
    public String type() {
        return NetworkInstance.TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        var neighbors = scope.get(Neighbors.RULE, of);
        var chains = scope.get(NetworkChains.RULE, of);
        var traffic = scope.get(NetworkTraffic.RULE, of);
        var connected = new TreeSet<>(neighbors.connected());
        chains.agreed().forEach(chain -> connected.add(chain.other(of)));
        var partially = new TreeSet<>(neighbors.partially());
        partially.addAll(chains.partially());
        if (connected.isEmpty()
                && partially.isEmpty()
                && traffic.fixed().isEmpty()
                && traffic.timed().isEmpty()) {
            return List.of();
        }
        int rules = traffic.fixed().map(List::size).orElse(0)
                + traffic.timed().map(List::size).orElse(0);
        return List.of(EntryBuilder.of(NetworkInstance.TYPE, of)
                .leafs("connected-networks", connected)
                .leafs("partially-connected-networks", partially)
                .leaf("total-acl-rules", Uint32.valueOf(rules))
                .build());
    }
}
