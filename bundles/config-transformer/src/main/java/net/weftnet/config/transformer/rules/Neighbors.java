package net.weftnet.config.transformer.rules;

import java.util.Set;
import java.util.TreeSet;
import net.weftnet.config.transformer.engine.Rule;
import net.weftnet.config.transformer.engine.Scope;

/**
 * The networks around one network. Two networks are connected when each wants it.
 *
 * @param connected those that it exchanges routes with
 * @param partially those that it wants to exchange routes with, but they do not
 */
record Neighbors(Set<String> connected, Set<String> partially) {
    static final Rule<Neighbors> RULE = new Compilation();

    private static final class Compilation implements Rule<Neighbors> {
        @Override
        public String name() {
            return "connections of network";
        }

        @Override
        public Neighbors compute(String of, Scope scope) {
            var connected = new TreeSet<String>();
            var partially = new TreeSet<String>();
            for (var other : scope.get(NetworkConnections.RULE, of).wanted()) {
                boolean isMutual =
                        scope.get(NetworkConnections.RULE, other).wanted().contains(of);
                (isMutual ? connected : partially).add(other);
            }
            return new Neighbors(connected, partially);
        }
    }
}
