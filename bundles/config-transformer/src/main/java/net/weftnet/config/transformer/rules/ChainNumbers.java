package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.Optional;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.engine.Producer;
import net.weftnet.config.transformer.engine.Scope;

/** The numbers that the service chains to the right of a network need. */
final class ChainNumbers implements Producer {

    @Override
    public String type() {
        return NetworkInstance.TYPE;
    }

    @Override
    public List<CompiledEntry> compute(String of, Scope scope) {
        return scope.get(NetworkChains.RULE, of).agreed().stream()
                .filter(chain -> chain.left().equals(of))
                .map(chain -> ActiveChains.needs(chain, scope))
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .distinct()
                .map(name -> Numbers.needed(name, scope))
                .toList();
    }
}
